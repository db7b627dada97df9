import { defaultPoolSettings, settingBounds } from "../../core/pool/settings.ts";

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

/** What a form begins with, and what it lets somebody set: the same as the server. */
export const poolDefaults = defaultPoolSettings;
export const poolBounds = settingBounds;
