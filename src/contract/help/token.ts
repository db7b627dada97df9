/** What the fields of an API token are, for the reference and the app. */
export const tokenHelp = {
  name: "What the token is for, so that it can be told from others.",
  scopes:
    "What the token may do: `read` everything, `write` campaigns, publishers, numbers, pools and " +
    "tags, `manage` settings, members, tokens and the audit log. Each counts by itself, and " +
    "never for more than the person who made the token may do.",
};
