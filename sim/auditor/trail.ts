/** What happened last to a number, for whoever must find out why something was wrong. */
export type Trail = {
  note(subject: string, text: string): void;
  of(subject: string): readonly string[];
};

const KEPT = 16;

export function makeTrail(when: () => string): Trail {
  const lines = new Map<string, string[]>();
  return {
    note(subject, text) {
      const known = lines.get(subject) ?? [];
      known.push(`${when()} ${text}`);
      if (known.length > KEPT) known.shift();
      lines.set(subject, known);
    },
    of: (subject) => lines.get(subject) ?? [],
  };
}
