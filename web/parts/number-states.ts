/** What a pool number can be doing, in the order and the words of every page (R10). */
export const numberStates = [
  { state: "held", label: "Held", color: "indigo", fill: "var(--callpool-held)" },
  { state: "linked", label: "Linked", color: "blue", fill: "var(--callpool-linked)" },
  { state: "free", label: "Free", color: "gray", fill: "var(--callpool-free)" },
  { state: "quarantined", label: "Resting", color: "orange", fill: "var(--callpool-resting)" },
] as const;

export type NumberStateName = (typeof numberStates)[number]["state"];

export const numberStateHelp: Readonly<Record<NumberStateName, string>> = {
  held: "Reserved for a visitor. Nobody else is given it.",
  linked:
    "Its visit is over, and it can be given to another. Until then calls count for that visit.",
  free: "Given to nobody; a call to it belongs to no visit.",
  quarantined: "Not given to anybody until its rest ends.",
};

export type NumberCounts = Readonly<Record<NumberStateName, number>>;

/** `2 held, 3 linked, 1 free`: what a bar or chart shows, in words. */
export function sayCounts(counts: NumberCounts): string {
  const said = numberStates
    .filter(({ state }) => counts[state] > 0)
    .map(({ state, label }) => `${counts[state]} ${label.toLowerCase()}`);
  return said.length === 0 ? "no numbers" : said.join(", ");
}
