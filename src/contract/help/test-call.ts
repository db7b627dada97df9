/** What each field of a test call means. */
export const testCallHelp = {
  to: "The number to call. One without a country is of the first allowed country of the account.",
  from: "The caller. An empty text is a caller who withholds the number.",
  lengthSeconds: "Length of the conversation that is reported; nothing waits for it.",
  hangUp: "Ends the call at once. Otherwise the number stays held by a call in progress.",
} as const;
