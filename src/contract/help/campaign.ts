/** What each field of a campaign means: in the reference, and beside its input. */
export const campaignHelp = {
  name: "What is advertised, as you call it.",
  status: "Calls and pages of a campaign that is not active are turned away.",
  target: "Where calls go. Without one they are rejected with the reason `no_target`.",
  kind: "A phone number or a SIP address.",
  address:
    "A phone number in E.164 (`+12125550100`) or a SIP URI (`sip:desk@example.com`). A number " +
    "without a country is of the account's first allowed country.",
  urlParameters:
    "Query parameters of the landing page that become tags of a type and name of your choice. " +
    "Every parameter becomes a `User` tag without being named here.",
  parameter: "Name of the query parameter; upper and lower case differ.",
  type: "Type of the tag, for example `Campaign`.",
  tagName: "Name of the tag.",
  dropUnresolvedMacros:
    "Drop parameters whose whole value is a macro that the ad network did not fill in, such as " +
    "`{keyword}`.",
} as const;
