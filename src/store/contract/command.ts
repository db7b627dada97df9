import fc from "fast-check";

/*
 * Everything that can happen to a store, as data: so that the same history can be played on several
 * stores, shrunk when they disagree, and kept. Visitors, numbers, impressions and calls are named
 * by small indexes, which whoever plays the history resolves to what exists by then.
 */
export type StoreCommand =
  | { readonly kind: "pass"; readonly ms: number }
  | {
      readonly kind: "issue";
      readonly visitor: number;
      readonly session: number;
      readonly landing: number;
      readonly tag: number;
    }
  | { readonly kind: "renew"; readonly impression: number; readonly pushes: boolean }
  | { readonly kind: "close"; readonly impression: number }
  | { readonly kind: "dial"; readonly number: number }
  | { readonly kind: "signal"; readonly call: number; readonly event: "answered" | "completed" }
  | { readonly kind: "assign"; readonly number: number; readonly pool: number }
  | {
      readonly kind: "remove";
      readonly number: number;
      readonly pool: number;
      readonly isForced: boolean;
    }
  | { readonly kind: "quarantine"; readonly number: number; readonly seconds: number }
  | {
      readonly kind: "settings";
      readonly pool: number;
      readonly idleLimitSeconds: number;
      readonly releaseOnClose: boolean;
    }
  | {
      readonly kind: "status";
      readonly of: "campaign" | "publisherNumber";
      readonly isActive: boolean;
    };

const index = fc.nat({ max: 11 });
const pool = fc.nat({ max: 1 });

/** The waits that matter: to the millisecond around the ends of holds and links, and in between. */
const waits = fc.oneof(
  fc.nat({ max: 60_000 }),
  fc.constantFrom(1, 29_999, 30_000, 39_999, 40_000, 329_999, 330_000, 599_999, 600_000),
  fc.constantFrom(3_600_000, 4 * 3_600_000, 6 * 3_600_000),
);

export const storeCommand: fc.Arbitrary<StoreCommand> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("pass"), ms: waits }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("issue"),
      visitor: fc.nat({ max: 7 }),
      session: pool,
      landing: fc.nat({ max: 2 }),
      tag: pool,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("renew"), impression: index, pushes: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("close"), impression: index }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("dial"), number: index }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("signal"),
      call: index,
      event: fc.constantFrom("answered", "completed"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("assign"), number: index, pool }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("remove"),
      number: index,
      pool,
      isForced: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("quarantine"),
      number: index,
      seconds: fc.nat({ max: 1000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("settings"),
      pool,
      idleLimitSeconds: fc.constantFrom(10, 300),
      releaseOnClose: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("status"),
      of: fc.constantFrom("campaign", "publisherNumber"),
      isActive: fc.boolean(),
    }),
  },
);
