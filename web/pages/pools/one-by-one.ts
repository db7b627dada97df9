import { refreshNumbers } from "../../api/pools.ts";

/** One after the other: a server that serves visitors is not asked for a hundred things at once. */
export async function oneByOne<T>(
  numbers: readonly T[],
  act: (number: T) => Promise<unknown>,
): Promise<void> {
  try {
    for (const number of numbers) await act(number);
  } finally {
    // Some may have changed before one was refused.
    await refreshNumbers();
  }
}
