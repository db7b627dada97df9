import { randomFillSync } from "node:crypto";
import { ID_RANDOM_BYTES, makeId, type NewId } from "../core/ids.ts";
import { toInstant } from "../core/time.ts";
import type { Clock } from "../store/store.ts";

export const systemClock: Clock = { now: () => toInstant(Date.now()) };

/** Ids fetched from the system's randomness at once: one call for many is far cheaper. */
const IDS_PER_FILL = 256;

export function systemIds(clock: Clock): NewId {
  const random = new Uint8Array(IDS_PER_FILL * ID_RANDOM_BYTES);
  let used = random.length;
  return (kind) => {
    if (used === random.length) {
      randomFillSync(random);
      used = 0;
    }
    const offset = used;
    used += ID_RANDOM_BYTES;
    return makeId(kind, clock.now(), random, offset);
  };
}
