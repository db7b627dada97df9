/** Chance that comes from a seed alone: the same seed, the same world. */
export type Random = {
  /** At least 0, less than 1. */
  next(): number;
  chance(probability: number): boolean;
  /** A whole number in [from, to]. */
  between(from: number, to: number): number;
  /** Exponential around that mean: how long until something that happens at random does. */
  waitMs(meanMs: number): number;
  pick<T>(among: readonly T[]): T;
  /** Letters and digits, as browsers and carriers make their ids. */
  word(chars: number): string;
};

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

export function makeRandom(seed: number): Random {
  let state = seed | 0;

  /** Splitmix32 (Steele, Lea and Flood 2014): one word of state, and every seed is a good one. */
  function next(): number {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    mixed ^= mixed >>> 15;
    return (mixed >>> 0) / 0x1_0000_0000;
  }

  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));

  return {
    next,
    chance: (probability) => next() < probability,
    between,
    waitMs: (meanMs) => Math.ceil(-Math.log(1 - next()) * meanMs),
    pick<T>(among: readonly T[]): T {
      const picked = among[between(0, among.length - 1)];
      if (picked === undefined) throw new Error("There is nothing to pick from");
      return picked;
    },
    word(chars) {
      let word = "";
      for (let i = 0; i < chars; i++) word += alphabet.charAt(between(0, alphabet.length - 1));
      return word;
    },
  };
}
