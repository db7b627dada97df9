/** What each field of a publisher means. */
export const publisherHelp = {
  name: "Who sends traffic to your campaigns, as you call them.",
  status:
    "Pausing a publisher pauses its publisher numbers: pages do not show them, and calls to them " +
    "are rejected. Activating it activates them all.",
} as const;
