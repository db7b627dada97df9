import { runChapter, type Chapter } from "./chapter.ts";
import type { Plant } from "./connection.ts";
import type { StoreName, Stores } from "./stores.ts";
import { makeTally, type Tally } from "./tally.ts";

export type Run = {
  readonly chapters: readonly Chapter[];
  readonly tally: Tally;
  /** The chapter in which something was wrong, the last one. */
  readonly failed?: Chapter;
};

/**
 * Steps of one world. A longer run is told in chapters, each a world of its own: worlds differ in
 * how busy they are, and the reference model reads all it has to find anything.
 */
const chapterSteps: Readonly<Record<StoreName, number>> = {
  memory: 20_000,
  sqlite: 2500,
  postgres: 2500,
};

/** Far apart, so that neighbouring seeds share no chapter. */
const SEED_STRIDE = 1_000_003;

export const stepsByDefault: Readonly<Record<StoreName, number>> = {
  memory: 200_000,
  sqlite: 10_000,
  postgres: 10_000,
};

/** Ends with the first chapter that finds something. */
export async function run(options: {
  readonly seed: number;
  readonly steps: number;
  readonly stores: Stores;
  readonly tally?: Tally;
  readonly plant?: Plant;
  readonly onChapter?: (chapter: Chapter) => void;
}): Promise<Run> {
  const { seed, steps, stores, tally = makeTally(), plant, onChapter = () => undefined } = options;
  const chapters: Chapter[] = [];
  const chapterMax = chapterSteps[stores.name];
  for (let begun = 0; begun < steps; begun += chapterMax) {
    const place = await stores.makePlace();
    try {
      const chapter = await runChapter({
        seed: seed + chapters.length * SEED_STRIDE,
        steps: Math.min(chapterMax, steps - begun),
        tally,
        open: place.open,
        ...(plant === undefined ? {} : { plant }),
      });
      chapters.push(chapter);
      onChapter(chapter);
      if (chapter.violations.length > 0) return { chapters, tally, failed: chapter };
    } finally {
      await place.dispose();
    }
  }
  return { chapters, tally };
}
