export const roleHelp =
  "`owner`: everything, and alone in charge of owners. `admin`: everything else. `member`: " +
  "campaigns, publishers, numbers, pools and tags. `viewer`: reads. `publisher`: only the " +
  "numbers and calls of one publisher.";

/** What the fields of a member are, for the reference and the app. */
export const memberHelp = {
  role: roleHelp,
  publisherId: "Id of the publisher whose numbers and calls a person of role `publisher` sees.",
};
