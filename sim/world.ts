import type { Store } from "../src/store/store.ts";
import type { Auditor } from "./auditor/auditor.ts";
import type { Estate } from "./estate.ts";
import type { Network } from "./network.ts";
import type { Random } from "./random.ts";
import type { Tally } from "./tally.ts";
import type { Timeline } from "./timeline.ts";

/** What the actors of a run share. */
export type World = {
  readonly random: Random;
  readonly timeline: Timeline;
  readonly tally: Tally;
  readonly estate: Estate;
  readonly network: Network;
  readonly auditor: Auditor;
  /** What admins work on: watched by the auditor, and never failing. */
  readonly store: Store;
  /** How long until the next visitor comes, in a busy hour. */
  readonly busyMeanMs: number;
  /** In the safety phase alone is anything broken, and does anybody new come. */
  readonly faults: { areOn: boolean };
};
