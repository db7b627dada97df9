/** The least of 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, … that is not below `most`. */
export function topOfScale(most: number): number {
  const steps = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
  if (most <= 4) return 4;
  const power = 10 ** Math.floor(Math.log10(most));
  const step = steps.find((one) => one * power >= most && Number.isInteger(one * power));
  return (step ?? 10) * power;
}
