import { limits } from "../limits.ts";

/** What a pool says about holding and linking its numbers (R1). */
export type PoolSettings = {
  readonly idleLimitSeconds: number;
  readonly closedBrowserDelaySeconds: number;
  readonly linkRetentionSeconds: number;
  readonly releaseOnClose: boolean;
};

export const defaultPoolSettings: PoolSettings = {
  idleLimitSeconds: 300,
  closedBrowserDelaySeconds: 30,
  linkRetentionSeconds: 6 * 3600,
  releaseOnClose: false,
};

/** The settings alone, of whatever has them. */
export function settingsOf(pool: PoolSettings): PoolSettings {
  const { idleLimitSeconds, closedBrowserDelaySeconds, linkRetentionSeconds, releaseOnClose } =
    pool;
  return { idleLimitSeconds, closedBrowserDelaySeconds, linkRetentionSeconds, releaseOnClose };
}

/**
 * Whether the settings fit together.
 * @returns a sentence that says what is wrong, or undefined
 */
export function problemWithSettings(settings: PoolSettings): string | undefined {
  const hold = settings.idleLimitSeconds + settings.closedBrowserDelaySeconds;
  if (settings.linkRetentionSeconds < hold) {
    return (
      `linkRetentionSeconds is ${settings.linkRetentionSeconds}, less than the hold of ${hold} ` +
      "(idleLimitSeconds + closedBrowserDelaySeconds): a number cannot be held longer than linked"
    );
  }
  return undefined;
}

/** How often a page tells that its visitor is active: three times an idle limit (R29), in ms. */
export function renewEveryMs(settings: Pick<PoolSettings, "idleLimitSeconds">): number {
  return Math.floor((settings.idleLimitSeconds * 1000) / 3);
}

export const settingBounds = {
  idleLimitSeconds: { min: 3, max: limits.idleLimitSecondsMax },
  closedBrowserDelaySeconds: { min: 0, max: limits.closedBrowserDelaySecondsMax },
  linkRetentionSeconds: { min: 3, max: limits.linkRetentionSecondsMax },
} as const;
