import { describe, expect, test } from "vitest";
import type { E164 } from "../../src/core/phone/e164.ts";
import { plusMs, toInstant } from "../../src/core/time.ts";
import type { NumberWithState } from "../../src/store/catalogue.ts";
import type { Store } from "../../src/store/store.ts";
import { postgresForTests } from "../../test/support/postgres.ts";
import { runChapter } from "../chapter.ts";
import type { Plant } from "../connection.ts";
import {
  memoryStores,
  postgresStores,
  sqliteStores,
  type DatabasePlace,
  type Stores,
} from "../stores.ts";
import { makeTally } from "../tally.ts";

/** Few: the fault must show soon after it was made. */
const STEPS = 1000;
const SEEDS = [1, 2, 3];

const none: Plant = (sound) => sound;

async function violationsOf(
  plant: Plant,
  seed = 1,
  stores: Stores = memoryStores,
): Promise<readonly string[]> {
  const { open, dispose } = await stores.makePlace();
  try {
    const chapter = await runChapter({ seed, steps: STEPS, tally: makeTally(), open, plant });
    return chapter.violations.map((violation) => violation.what);
  } finally {
    await dispose();
  }
}

function withLeases(store: Store, leases: Partial<Store["leases"]>): Store {
  return { ...store, leases: { ...store.leases, ...leases } };
}

/** Shows a held number to whoever finds the pool exhausted. */
const givesHeldNumber: Plant = (store) => {
  const given = new Map<string, E164>();
  return withLeases(store, {
    async issue(command) {
      const issued = await store.leases.issue(command);
      const { number } = issued;
      if (number === undefined) return { ...issued, number: given.get(command.pool.id) };
      given.set(command.pool.id, number);
      return issued;
    },
  });
};

/** A visitor went without, and nobody noted it. */
const forgetsMiss: Plant = (store) =>
  withLeases(store, {
    async counts(...range) {
      const counted = await store.leases.counts(...range);
      return { ...counted, misses: Math.max(0, counted.misses - 1) };
    },
  });

/** The call goes to somebody who had the number before. */
const attributesWrongly: Plant = (store) => ({
  ...store,
  calls: {
    ...store.calls,
    async arrive(command) {
      const call = await store.calls.arrive(command);
      const rival = call.attribution.impressions.find((one) => one.role === "rival");
      return rival === undefined ? call : { ...call, impressionId: rival.id };
    },
  },
});

/** Says "exclusive" where an earlier visitor could still call. */
const isTooSure: Plant = (store) => ({
  ...store,
  calls: {
    ...store.calls,
    async arrive(command) {
      const call = await store.calls.arrive(command);
      const { attribution } = call;
      if (attribution.confidence !== "contested") return call;
      return { ...call, attribution: { ...attribution, confidence: "exclusive" } };
    },
  },
});

/** The one that is next is kept back while the store chooses. */
const skipsLongestRested: Plant = (store) => {
  const { catalogue, leases } = store;
  const known = new Map<string, NumberWithState>();
  let now = 0;
  const since = (one: NumberWithState) => Math.max(one.heldUntil ?? 0, one.quarantinedUntil);
  return {
    ...store,
    catalogue: {
      ...catalogue,
      async number(accountId, id) {
        const found = await catalogue.number(accountId, id);
        if (found !== undefined) known.set(id, found);
        return found;
      },
    },
    leases: {
      ...leases,
      async occupancy(...of) {
        const occupancy = await leases.occupancy(...of);
        now = occupancy.at;
        return occupancy;
      },
      // The reference model acts at once, so nothing comes between these three.
      issue(command) {
        const [next, second] = [...known.values()]
          .filter((one) => one.poolId === command.pool.id && since(one) <= now)
          .toSorted((a, b) => since(a) - since(b) || (a.id < b.id ? -1 : 1));
        const isNext = next !== undefined && second !== undefined && since(next) < since(second);
        if (!isNext) return leases.issue(command);
        const far = toInstant(Number.MAX_SAFE_INTEGER);
        void catalogue.quarantine(command.accountId, next.id, far);
        const issued = leases.issue(command);
        void catalogue.quarantine(command.accountId, next.id, next.quarantinedUntil);
        return issued;
      },
    },
  };
};

/** The visitor is told that the number is still theirs, and nothing is written. */
const dropsRenewal: Plant = (store) => {
  let asked = 0;
  return withLeases(store, {
    async renew(id, pushed) {
      const known = await store.leases.impression("account-1" as never, id);
      const isDropped = known?.number !== undefined && ++asked % 20 === 0;
      if (!isDropped) return store.leases.renew(id, pushed);
      const pool = await store.catalogue.pools.get(known.accountId, known.poolId);
      const { campaignId, tagId, number } = known;
      const idleLimitSeconds = pool?.idleLimitSeconds ?? 0;
      return { kind: "active", impressionId: id, campaignId, tagId, number, idleLimitSeconds };
    },
  });
};

/** A webhook that comes twice is two calls. */
const recordsTwice: Plant = (store) => {
  let times = 0;
  return {
    ...store,
    calls: {
      ...store.calls,
      arrive: (command) =>
        store.calls.arrive({ ...command, carrierCallId: `${command.carrierCallId} ${times++}` }),
    },
  };
};

/** With every activity all holds end sooner. */
const shrinksHolds: Plant = (store) => {
  let renewals = 0;
  const shorter = withNumber(store, (held) => held - renewals * 3_600_000);
  return withLeases(shorter, {
    renew(id, pushed) {
      renewals++;
      return store.leases.renew(id, pushed);
    },
  });
};

/** A page that was closed keeps its number for longer. */
const extendsOnClose: Plant = (store) => {
  let closes = 0;
  const longer = withNumber(store, (held) => held + closes * 1000);
  return withLeases(longer, {
    close(id) {
      closes++;
      return store.leases.close(id);
    },
  });
};

function withNumber(store: Store, heldUntil: (ms: number) => number): Store {
  const { catalogue } = store;
  return {
    ...store,
    catalogue: {
      ...catalogue,
      async number(accountId, id) {
        const found = await catalogue.number(accountId, id);
        if (found?.heldUntil === undefined) return found;
        return { ...found, heldUntil: toInstant(heldUntil(found.heldUntil)) };
      },
    },
  };
}

/** Has numbers, and does not give them. */
const keepsItsNumbers: Plant = (store) =>
  withLeases(store, {
    async issue(command) {
      return { ...(await store.leases.issue(command)), number: undefined };
    },
  });

/** Knows nobody whom a call could be for. */
const knowsNobody: Plant = (store) => ({
  ...store,
  calls: {
    ...store.calls,
    async arrive(command) {
      const call = await store.calls.arrive(command);
      if (call.attribution.rule !== "last_impression") return call;
      return { ...call, attribution: { ...call.attribution, rule: "no_active_impression" } };
    },
  },
});

/** A number more than its states say. */
const countsWrongly: Plant = (store) =>
  withLeases(store, {
    async occupancy(...of) {
      const occupancy = await store.leases.occupancy(...of);
      return { ...occupancy, size: occupancy.size + 1 };
    },
  });

/** Its clock is a minute behind itself. */
const turnsBackTime: Plant = (store) =>
  withLeases(store, {
    async occupancy(...of) {
      const occupancy = await store.leases.occupancy(...of);
      return { ...occupancy, at: plusMs(occupancy.at, -60_000) };
    },
  });

/** Writes a hold down as longer than it was. */
const writesAnotherLog: Plant = (store) =>
  withLeases(store, {
    async leaseLog(...of) {
      const events = await store.leases.leaseLog(...of);
      return events.map((one) => ({ ...one, heldUntil: plusMs(one.heldUntil, 3_600_000) }));
    },
  });

/** An impression that was answered is gone by the end. */
const forgetsImpression: Plant = (store) => {
  let asked = 0;
  return withLeases(store, {
    impression: async (accountId, id) =>
      ++asked % 50 === 0 ? undefined : store.leases.impression(accountId, id),
  });
};

describe("the auditor finds a store that", () => {
  test("is sound: nothing", async () => {
    expect(await violationsOf(none)).toEqual([]);
  });

  test.each([
    ["gives a held number to another visitor (R39)", givesHeldNumber, "I1"],
    ["forgets a miss (R43)", forgetsMiss, "I9"],
    ["attributes to the wrong impression (R46)", attributesWrongly, "I10"],
    ["is surer of a call than it may be (R52)", isTooSure, "I10"],
    ["does not choose the longest-rested (R42)", skipsLongestRested, "I8"],
    ["says that a hold goes on and does not write it (R38)", dropsRenewal, "the number's state"],
    ["records a call twice (R53)", recordsTwice, "I10"],
    ["ends a hold sooner because of activity (R11)", shrinksHolds, "I2"],
    ["ends a hold elsewhere than promised (R40)", shrinksHolds, "I4"],
    ["ends a hold later because of a close (R40)", extendsOnClose, "I3"],
    ["says that a held number is nobody's (R46)", knowsNobody, "I5"],
    ["counts a pool wrongly (R10)", countsWrongly, "I6"],
    ["says exhausted of a pool that is not (R43)", keepsItsNumbers, "I7"],
    ["forgets an impression (R38)", forgetsImpression, "the impression's times"],
    ["writes another log than it held (R39)", writesAnotherLog, "I12"],
    ["turns back its time (R45)", turnsBackTime, "I13"],
  ])("%s", async (_, plant, what) => {
    const found: (readonly string[])[] = [];
    for (const seed of SEEDS) found.push(await violationsOf(plant, seed));
    for (const violations of found) expect(violations).not.toEqual([]);
    expect(found.flat().join("\n")).toContain(what);
  });
});

/** The server processes', and the auditor's. */
const FIRST_CONNECTIONS = 4;

/** Whenever somebody comes back, nobody holds anything any more. */
function losingHolds(stores: Stores<DatabasePlace>): Stores {
  return {
    ...stores,
    async makePlace() {
      const place = await stores.makePlace();
      let opened = 0;
      return {
        ...place,
        async open(clock) {
          if (++opened > FIRST_CONNECTIONS) await place.execute(holdsEnd);
          return place.open(clock);
        },
      };
    },
  };
}

const holdsEnd = "UPDATE number SET hold_until_ms = 0 WHERE hold_until_ms > 0";

function findsFaultsOn(makeStores: () => Stores<DatabasePlace>): void {
  test.each([
    ["gives a held number to another visitor (R39)", givesHeldNumber, "I1"],
    ["says that a hold goes on and does not write it (R38)", dropsRenewal, "the number's state"],
  ])("%s", async (_, plant, what) => {
    expect((await violationsOf(plant, 1, makeStores())).join("\n")).toContain(what);
  });

  test("loses a hold in a crash (R38)", async () => {
    expect(await violationsOf(none, 1, losingHolds(makeStores()))).not.toEqual([]);
  });
}

describe("with a connection to SQLite for each process, the auditor finds a store that", () => {
  findsFaultsOn(() => sqliteStores);
});

const server = postgresForTests();

describe.skipIf(server.kind === "missing")(
  "with a connection to PostgreSQL for each process, the auditor finds a store that",
  () => {
    findsFaultsOn(() => postgresStores(server.kind === "ready" ? server.url : ""));
  },
);
