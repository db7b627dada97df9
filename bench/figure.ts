/** One measured value with what is wanted of it. */
export type Measured = {
  /** Absent when it was not measured; `detail` then says why. */
  readonly value?: number;
  readonly target: string;
  /** What it was made from, for whoever wonders. */
  readonly detail: string;
};

export type Figure = Measured & { readonly name: string };

/** A group of figures that are measured one after another. */
export type Bench = {
  readonly name: string;
  readonly summary: string;
  readonly measurements: Readonly<Record<string, () => Promise<Measured>>>;
};

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Medians over the rounds; the ratio is of each round's two values, not of the medians. */
export type Comparison = {
  readonly baseline: number;
  readonly subject: number;
  readonly subjectToBaseline: number;
};

/**
 * Measures both in turns, so that what else the machine does meets both alike. Who goes first
 * changes from round to round, and the first round is thrown away.
 */
export async function compare(
  rounds: number,
  measureBaseline: () => Promise<number>,
  measureSubject: () => Promise<number>,
): Promise<Comparison> {
  const pairs: { readonly baseline: number; readonly subject: number }[] = [];
  for (let round = 0; round <= rounds; round++) {
    let [baseline, subject] = [0, 0];
    if (round % 2 === 0) baseline = await measureBaseline();
    subject = await measureSubject();
    if (round % 2 === 1) baseline = await measureBaseline();
    if (round > 0) pairs.push({ baseline, subject });
  }
  return {
    baseline: median(pairs.map((pair) => pair.baseline)),
    subject: median(pairs.map((pair) => pair.subject)),
    subjectToBaseline: median(pairs.map((pair) => pair.subject / pair.baseline)),
  };
}

/** `name=value`, and after it in words what it was made from. */
export function figureLines({ name, value, target, detail }: Figure): string {
  const shown = value === undefined ? "not measured" : roundedFigure(value);
  return `${name}=${shown}\n  target ${target}; ${detail}\n`;
}

export function roundedFigure(value: number): string {
  return value.toFixed(value < 10 ? 2 : 1);
}
