/** What has to be known of a numbering plan to find its numbers in texts. */
export type NumberingPlan = {
  /** With its plus: `+44`. No code is the beginning of another. */
  readonly callingCode: string;
  /** What people dial before a national number; some dial nothing at all. */
  readonly trunk: string;
  /**
   * Whether numbers of one place have different lengths. More digits after a space are then more of
   * the number: 030 901820 15 is another than 030 901820.
   */
  readonly isOpen: boolean;
};

/** Trunk prefixes, where it is not 0. */
const trunkPrefixes: Readonly<Record<string, string>> = {
  // Calling code and trunk prefix are the same digit in North America.
  "+1": "",
  "+7": "8",
  "+36": "06",
  "+375": "8",
  "+993": "8",
};

/** Italy, Austria, Sweden, Germany. */
const openPlans: ReadonlySet<string> = new Set(["+39", "+43", "+46", "+49"]);

export function numberingPlan(callingCode: string): NumberingPlan {
  const trunk = trunkPrefixes[callingCode] ?? "0";
  return { callingCode, trunk, isOpen: openPlans.has(callingCode) };
}
