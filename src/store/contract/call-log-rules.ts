import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { callFields, type CallFieldName } from "../../core/call/call-field.ts";
import { callLog, newestFirst, type CallQuery } from "../../core/call/call-log.ts";
import { isNumeric, type Field } from "../../core/report/field.ts";
import type { Condition, FieldTest } from "../../core/report/filter.ts";
import { plusMs, toInstant } from "../../core/time.ts";
import { addTags, makeTag, noTags, type Tag } from "../../core/visit/tag.ts";
import type { CallRecord } from "../calls.ts";
import type { Store } from "../store.ts";
import type { Bench } from "./suite.ts";
import { fictionNumber, seedWorld, wholeLog, type World } from "./world.ts";

const CALLS = 40;

/** Names and values in which a quote, a dot or a rare character would mislead a database. */
const names = ["zip", "price", 'a "b"', "it's", "$.x[0]", "back\\slash", "naïve😀", "a:b%3A", "%_"];
const types = ["User", "Geo", "my:type", "50%"];
const values = [
  "",
  "google",
  "Google",
  "goo",
  "bing ads",
  "5",
  "5.0",
  "12.5",
  "-3",
  "007",
  "1e3",
  "%",
  "a_c",
  "O'Neill",
  'say "hi"',
  "\uFFFD",
  "\u{10000}",
  "ab\u0001c",
  "123456789012345.1234567891",
];

/** One that many calls have, with equal numbers among its values, and all the odd ones. */
const price = { kind: "tag", type: "User", name: "price" } as const;

const tagPart = fc.oneof(
  fc.record({
    type: fc.constant(price.type),
    name: fc.constant(price.name),
    value: fc.constantFrom("5", "5.0", "05", "12.5", "n/a", ""),
  }),
  fc.record({
    type: fc.constantFrom(...types),
    name: fc.constantFrom(...names),
    value: fc.constantFrom(...values),
  }),
);

type Draft = {
  readonly tags: readonly {
    readonly type: string;
    readonly name: string;
    readonly value: string;
  }[];
  readonly number: number;
  readonly waitMs: number;
  readonly signals: readonly ("answered" | "completed" | "busy" | "no_answer")[];
  readonly isWithheld: boolean;
};

const drafts: fc.Arbitrary<Draft> = fc.record({
  tags: fc.array(tagPart, { maxLength: 8 }),
  number: fc.nat({ max: 7 }),
  waitMs: fc.constantFrom(0, 0, 499, 500, 1_000, 61_000),
  signals: fc.array(fc.constantFrom("answered", "completed", "busy", "no_answer"), {
    maxLength: 2,
  }),
  isWithheld: fc.boolean(),
});

// The keys of the table, which the type system widens.
const builtIns = Object.keys(callFields) as CallFieldName[];

const field: fc.Arbitrary<Field<CallFieldName>> = fc.oneof(
  fc.constantFrom(...builtIns).map((name) => ({ kind: "builtIn", name }) as const),
  fc.constant(price),
  fc.record({
    kind: fc.constant("tag"),
    type: fc.constantFrom(...types),
    name: fc.constantFrom(...names, "missing"),
  }),
);

/** What fits a field, with values that some calls have. */
function testOf(asked: Field<CallFieldName>, log: readonly CallRecord[]): fc.Arbitrary<FieldTest> {
  const isNumber = asked.kind === "builtIn" && isNumeric(callFields[asked.name].valueType);
  const seen = log.map((call) =>
    asked.kind === "builtIn" ? callFields[asked.name].read(call) : undefined,
  );
  const numbers = fc.constantFrom(
    ...[5, 12.5, -3, 0, 60, 123_456_789_012_345.125],
    ...seen.filter((value) => typeof value === "number"),
  );
  const texts = fc.constantFrom(...values, ...seen.filter((value) => typeof value === "string"));
  const part = texts.map((text) => text.slice(0, 3));
  const comparison: fc.Arbitrary<FieldTest> = fc.record({
    kind: fc.constantFrom("greater", "less"),
    than: numbers,
  });
  const exists: fc.Arbitrary<FieldTest> = fc.constant({ kind: "exists" });
  if (isNumber) {
    const isOne = fc.array(numbers, { minLength: 1, maxLength: 3 });
    const equal = isOne.map((some): FieldTest => ({ kind: "isNumber", numbers: some }));
    return fc.oneof(comparison, exists, equal);
  }
  const isOne = fc.array(texts, { minLength: 1, maxLength: 3 });
  const equal = isOne.map((some): FieldTest => ({ kind: "isText", texts: some }));
  const within: fc.Arbitrary<FieldTest> = fc.record({
    kind: fc.constantFrom("contains", "beginsWith"),
    text: fc.oneof(texts, part),
  });
  return asked.kind === "tag"
    ? fc.oneof(equal, within, comparison, exists)
    : fc.oneof(equal, within, exists);
}

function queryOf(log: readonly CallRecord[]): fc.Arbitrary<CallQuery> {
  const condition: fc.Arbitrary<Condition<CallFieldName>> = field.chain((asked) =>
    fc.record({ field: fc.constant(asked), test: testOf(asked, log), isNegated: fc.boolean() }),
  );
  const group = fc.array(condition, { minLength: 1, maxLength: 2 });
  const times = fc.option(fc.constantFrom(...log.map((call) => call.receivedAt)), {
    nil: undefined,
    freq: 4,
  });
  return fc
    .record({
      filter: fc.array(group, { maxLength: 2 }),
      order: fc.record({ field, isDescending: fc.boolean() }),
      limit: fc.constantFrom(1, 3, 7, 100),
      from: times,
      until: times,
    })
    .map(({ from, until, ...query }) => ({
      ...query,
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until }),
    }));
}

/** Visits with those tags, each of which calls. */
async function play(store: Store, world: World, clock: Bench["clock"], calls: readonly Draft[]) {
  for (const [at, draft] of calls.entries()) {
    clock.advanceMs(draft.waitMs);
    const tags = addTags(
      noTags,
      draft.tags.map(({ type, name, value }): Tag => makeTag(type, name, value, "impression")),
    );
    const visit = await store.leases.issue(world.visit(`visitor-${at}`, { tags }));
    const dialled = [visit.number, world.publisherNumber.e164, fictionNumber(99)][draft.number];
    const { from: _from, ...withheld } = world.dial(dialled ?? fictionNumber(draft.number));
    const said = draft.isWithheld
      ? { ...withheld, from: undefined }
      : { ...withheld, from: fictionNumber(at % 5) };
    await store.calls.arrive(said);
    for (const event of draft.signals) {
      clock.advanceMs(750);
      await store.calls.arrive({ ...said, signal: { type: event, name: event } });
    }
  }
}

/** All pages one after the other. */
async function walk(
  read: (query: CallQuery) => Promise<Awaited<ReturnType<Store["calls"]["calls"]>>>,
  query: CallQuery,
) {
  const pages = [await read(query)];
  for (let next = pages[0]?.next; next !== undefined; next = pages.at(-1)?.next) {
    pages.push(await read({ ...query, after: next }));
  }
  return pages.map(({ items, total }) => ({ ids: items.map(({ id }) => id), total }));
}

export function callLogRules(bench: () => Bench): void {
  describe("the call log", () => {
    test("finds, orders, counts and pages calls as core says, whatever is asked (R59, R61)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 6);
      const [calls = []] = fc.sample(fc.array(drafts, { minLength: CALLS, maxLength: CALLS }), {
        numRuns: 1,
        seed: 42,
      });
      await play(store, world, clock, calls);
      const { items: log } = await store.calls.calls(world.account.id, wholeLog);
      expect(log).toHaveLength(CALLS);
      await fc.assert(
        fc.asyncProperty(queryOf(log), async (query) => {
          const expected = await walk(async (asked) => callLog(log, asked), query);
          const stored = await walk((asked) => store.calls.calls(world.account.id, asked), query);
          expect(stored).toEqual(expected);
        }),
        { numRuns: 250 },
      );
    });

    test("the newest come first, and a tie of receipt is broken by the sequence (R51)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      const ids: string[] = [];
      for (let at = 0; at < 3; at++) {
        ids.push((await store.calls.arrive(world.dial(fictionNumber(50 + at)))).id);
      }
      const ask = (query: Partial<CallQuery>) =>
        store.calls.calls(world.account.id, { filter: [], order: newestFirst, limit: 2, ...query });
      const first = await ask({});
      expect(first.items.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
      expect(first.total).toBe(3);
      const second = await ask(first.next === undefined ? {} : { after: first.next });
      expect(second.items.map(({ id }) => id)).toEqual([ids[0]]);
      expect(second).not.toHaveProperty("next");
      const now = toInstant(clock.now());
      expect((await ask({ from: now })).total).toBe(3);
      expect((await ask({ until: now })).total).toBe(0);
      expect((await ask({ from: plusMs(now, 1) })).total).toBe(0);
    });

    test("tags of calls and of visits that did not call are seen, newest first (R59)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 2);
      const visit = (who: string, value: string) => {
        const tags = [
          makeTag("User", 'a "b"', value, "impression"),
          makeTag("Geo", "country", "US", "enrichment"),
        ];
        return store.leases.issue(world.visit(who, { tags: { tags, cut: [] } }));
      };
      await visit("a", "1");
      clock.advanceSeconds(1);
      await visit("b", "2.5");
      await store.calls.arrive(world.dial(fictionNumber(0)));
      expect(await store.calls.seenTags(world.account.id)).toEqual({
        tags: [
          { type: "Geo", name: "country", count: 3, isNumeric: false, examples: ["US"] },
          { type: "User", name: 'a "b"', count: 3, isNumeric: true, examples: ["1", "2.5"] },
        ],
        recordsRead: 3,
        isCut: false,
      });
      const other = "account-2" as World["account"]["id"];
      expect(await store.calls.seenTags(other)).toEqual({ tags: [], recordsRead: 0, isCut: false });
    });

    test("another account's calls are neither listed nor counted", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      await store.calls.arrive(world.dial(fictionNumber(50)));
      const other = "account-2" as World["account"]["id"];
      expect(await store.calls.calls(other, wholeLog)).toEqual({ items: [], total: 0 });
    });

    test("tags are in order, and kept as near as may be if they are no text (R71)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      const tags = [
        makeTag("User", "nul\0", "a\0b", "impression"),
        makeTag("User", "half\ud800", "\udc00", "impression"),
        makeTag("User", "__proto__", "polluted", "impression"),
        makeTag("Geo", "country", "US", "enrichment"),
      ];
      await store.leases.issue(world.visit("a", { tags: { tags, cut: [] } }));
      const call = await store.calls.arrive(world.dial(fictionNumber(0)));
      const expected = [
        makeTag("Geo", "country", "US", "enrichment"),
        makeTag("User", "__proto__", "polluted", "impression"),
        makeTag("User", "half\uFFFD", "\uFFFD", "impression"),
        makeTag("User", "nul\uFFFD", "a\uFFFDb", "impression"),
      ];
      expect(call.tags).toEqual(expected);
      const { items } = await store.calls.calls(world.account.id, wholeLog);
      expect(items).toEqual([call]);
    });
  });
}
