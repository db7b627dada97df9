import { Problem } from "../src/service/problem.ts";
import type { ProblemCode } from "../src/contract/problem.ts";
import { StoreBusy } from "../src/store/store.ts";
import type { Random } from "./random.ts";
import { BatchFailed, ProcessDied, type ServerProcess } from "./server-process.ts";
import type { Tally } from "./tally.ts";
import type { Timeline } from "./timeline.ts";

/** What whoever asked hears, sooner or later. */
export type Heard<T> =
  | { readonly kind: "answer"; readonly value: T }
  | { readonly kind: "refused"; readonly code: ProblemCode }
  /** The server says that it cannot now: try again. */
  | { readonly kind: "busy" }
  | { readonly kind: "silence" };

export type Request<T> = (process: ServerProcess) => Promise<T>;

export type Network = {
  /** Sends a request to one of the processes; on the way it may be lost, doubled or late. */
  send<T>(request: Request<T>, onHeard?: (heard: Heard<T>) => void): Promise<void>;
};

const SILENCE_MS = 10_000;
const LATE_MS = { from: 1000, to: 120_000 } as const;
const chances = { lost: 0.01, unheard: 0.01, doubled: 0.02, late: 0.02 } as const;

export function makeNetwork(parts: {
  readonly random: Random;
  readonly timeline: Timeline;
  readonly tally: Tally;
  readonly faults: { readonly areOn: boolean };
  readonly processes: readonly ServerProcess[];
}): Network {
  const { random, timeline, tally, faults, processes } = parts;

  /** A new process may have taken the place of one by the time of delivery. */
  async function deliver<T>(request: Request<T>): Promise<Heard<T>> {
    try {
      return { kind: "answer", value: await request(random.pick(processes)) };
    } catch (error) {
      if (error instanceof Problem) return { kind: "refused", code: error.code };
      if (error instanceof StoreBusy || error instanceof BatchFailed) return { kind: "busy" };
      if (error instanceof ProcessDied) return { kind: "silence" };
      throw error;
    }
  }

  return {
    async send(request, onHeard = () => undefined) {
      const isFaulty = (chance: number) => faults.areOn && random.chance(chance);
      const hearNothing = () => {
        timeline.after(SILENCE_MS, () => {
          onHeard({ kind: "silence" });
        });
      };
      const lateMs = () => random.between(LATE_MS.from, LATE_MS.to);
      if (isFaulty(chances.lost)) {
        tally.add("lost messages");
        hearNothing();
        return;
      }
      if (isFaulty(chances.doubled)) {
        tally.add("doubled messages");
        timeline.after(lateMs(), async () => {
          await deliver(request);
        });
      }
      if (isFaulty(chances.late)) {
        tally.add("late messages");
        timeline.after(lateMs(), async () => {
          onHeard(await deliver(request));
        });
        return;
      }
      const heard = await deliver(request);
      if (isFaulty(chances.unheard)) {
        tally.add("lost messages");
        hearNothing();
      } else if (heard.kind === "silence") hearNothing();
      else onHeard(heard);
    },
  };
}
