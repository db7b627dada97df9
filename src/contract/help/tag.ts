/** What each field of a call tracking tag means. */
export const tagHelp = {
  name: "What you call this tag in lists.",
  campaignId: "Id of the campaign whose pages show the number.",
  publisherNumberId:
    "Id of the publisher number whose number is the primary number: shown while no pool number " +
    "is at hand. It must be an active one of the campaign, and have no other tag.",
  numberToReplace:
    "The number that stands on the page and is replaced, E.164. The primary number is the best " +
    "choice: if the script fails, calls still route.",
  captureUserData:
    "Capture User Data: show each visitor a number of their own from a pool. Without it, the " +
    "page shows the primary number.",
  poolId: "Id of the pool that gives the numbers; needed exactly when Capture User Data is on.",
  status: "A tag that is not active shows nothing; the page keeps its number.",
} as const;
