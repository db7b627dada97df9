import { runChapter, type Chapter } from "./chapter.ts";
import type { Plant } from "./stage.ts";
import { makeStorePlace, type StoreName } from "./stores.ts";
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
const chapterSteps: Readonly<Record<StoreName, number>> = { memory: 20_000, sqlite: 2500 };

/** Far apart, so that neighbouring seeds share no chapter. */
const SEED_STRIDE = 1_000_003;

export const stepsByDefault: Readonly<Record<StoreName, number>> = {
  memory: 200_000,
  sqlite: 10_000,
};

/** Ends with the first chapter that finds something. */
export async function run(options: {
  readonly seed: number;
  readonly steps: number;
  readonly store: StoreName;
  readonly tally?: Tally;
  readonly plant?: Plant;
  readonly onChapter?: (chapter: Chapter) => void;
}): Promise<Run> {
  const { seed, steps, store, tally = makeTally(), plant, onChapter = () => undefined } = options;
  const chapters: Chapter[] = [];
  for (let begun = 0; begun < steps; begun += chapterSteps[store]) {
    const place = makeStorePlace(store);
    try {
      const chapter = await runChapter({
        seed: seed + chapters.length * SEED_STRIDE,
        steps: Math.min(chapterSteps[store], steps - begun),
        tally,
        open: place.open,
        ...(plant === undefined ? {} : { plant }),
      });
      chapters.push(chapter);
      onChapter(chapter);
      if (chapter.violations.length > 0) return { chapters, tally, failed: chapter };
    } finally {
      place.dispose();
    }
  }
  return { chapters, tally };
}
