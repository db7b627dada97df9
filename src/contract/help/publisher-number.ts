/** What each field of a publisher number means. */
export const publisherNumberHelp = {
  number:
    "The phone number, E.164; one without a country is of the account's first allowed country. " +
    "It is added to the inventory if it is not there; a number of a pool is refused.",
  status: "While it is not active, its tags show no numbers and its calls are rejected.",
  campaignId: "Id of the campaign that its calls are for.",
  publisherId: "Id of the publisher whose calls these are.",
} as const;
