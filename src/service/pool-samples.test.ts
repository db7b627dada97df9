import { expect, test } from "vitest";
import { manualPulse } from "../../test/support/manual-pulse.ts";
import { testClock } from "../store/contract/test-clock.ts";
import { StoreUnavailable } from "../store/store.ts";
import { samplePoolsEveryMinute } from "./pool-samples.ts";

test("pools are sampled once in each minute, and again where the store was away", async () => {
  const clock = testClock();
  const pulse = manualPulse();
  let asked = 0;
  let isAway = false;
  const figures = {
    samplePools: async () => {
      asked++;
      if (isAway) throw new StoreUnavailable();
      return true;
    },
  };
  const end = samplePoolsEveryMinute({ figures, clock }, pulse.start);
  for (let beat = 0; beat < 12; beat++) {
    await pulse.beat();
    clock.advanceSeconds(5);
  }
  expect(asked).toBe(1);
  isAway = true;
  await pulse.beat();
  isAway = false;
  await pulse.beat();
  await pulse.beat();
  expect(asked).toBe(3);
  await end();
  expect(pulse.count()).toBe(0);
});
