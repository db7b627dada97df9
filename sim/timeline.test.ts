import fc from "fast-check";
import { expect, test } from "vitest";
import { toInstant } from "../src/core/time.ts";
import { makeRandom } from "./random.ts";
import { makeTimeline } from "./timeline.ts";

test("what was planned happens in the order of its time, and of its planning", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(20), { minLength: 1 }), async (waits) => {
      const timeline = makeTimeline(toInstant(1000));
      const happened: number[] = [];
      for (const [index, ms] of waits.entries()) {
        timeline.after(ms, () => {
          happened.push(index);
        });
      }
      let next = timeline.take(1);
      while (next.length > 0) {
        for (const one of next) {
          expect(timeline.now()).toBe(one.at);
          await one.run();
        }
        next = timeline.take(1);
      }
      const order = [...waits.entries()].toSorted(([a, x], [b, y]) => x - y || a - b);
      expect(happened).toEqual(order.map(([index]) => index));
    }),
  );
});

test("what must be alone is taken alone", () => {
  const timeline = makeTimeline(toInstant(0));
  for (const ms of [1, 2, 4, 5]) timeline.after(ms, () => undefined);
  timeline.after(3, () => undefined, { isAlone: true });
  expect([5, 5, 5, 5].map((count) => timeline.take(count).length)).toEqual([2, 1, 2, 0]);
});

test("chance is the same for the same seed, and spread evenly", () => {
  const draw = (seed: number) => {
    const random = makeRandom(seed);
    return Array.from({ length: 10_000 }, () => random.between(1, 10));
  };
  expect(draw(1)).toEqual(draw(1));
  expect(draw(1)).not.toEqual(draw(2));
  for (let value = 1; value <= 10; value++) {
    const times = draw(3).filter((one) => one === value).length;
    expect(times).toBeGreaterThan(850);
    expect(times).toBeLessThan(1150);
  }
});
