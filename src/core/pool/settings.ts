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

/** A help text for every field of a pool (R1): the API's description and the app's tooltip. */
export const poolFieldHelp = {
  name: "What you call this pool in lists and reports.",
  country: "Country of the pool's numbers, as two letters (ISO 3166-1), for example US.",
  numberType:
    "Local numbers have an area code that callers know; toll-free calls cost them nothing.",
  areaCode: "Take numbers of this area code only. Leave it out to take any.",
  idleLimitSeconds:
    "Idle Limit: how long a visitor may do nothing before the visit counts as over, in seconds. " +
    "Longer needs more numbers; shorter risks that a visitor still reading loses theirs.",
  closedBrowserDelaySeconds:
    "Closed Browser Delay: how much longer the number stays reserved after the visit is over, in " +
    "seconds, for visitors who dial after they closed the page.",
  linkRetentionSeconds:
    "How long after the last activity a call still counts for the visit, in seconds, as long as " +
    "nobody else was given the number. At least Idle Limit plus Closed Browser Delay.",
  releaseOnClose:
    "Free the number as soon as the browser says that the page was closed (after the Closed " +
    "Browser Delay) instead of waiting for the Idle Limit. Saves numbers, loses some late calls.",
  publisherId: "Reserve this pool for one publisher. Leave it out to share it.",
} as const;

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
