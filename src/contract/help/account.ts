/** What the fields of an account are, for the reference and the app. */
export const accountHelp = {
  name: "What the account is called.",
  allowedCountries:
    "Countries whose numbers pools may have, as two letters (ISO 3166-1). Others are refused, so " +
    "that nobody buys numbers abroad by mistake.",
  truncateIpAddresses:
    "Keep visitors' IP addresses without their last part: of IPv4 the first three numbers (/24), " +
    "of IPv6 the first three groups (/48), and never more of an IPv4 address inside of it. The " +
    "rest is not stored; where a visitor is, is looked up before. It counts from the next visit " +
    "on, and what is stored already stays.",
  timeZone:
    "The account's time zone, as its IANA name, such as America/New_York. Days begin at midnight " +
    "there, and times are shown as its clocks show them.",
};
