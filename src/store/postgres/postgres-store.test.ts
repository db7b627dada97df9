import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  createTestDatabase,
  postgresForTests,
  type TestDatabase,
} from "../../../test/support/postgres.ts";
import { limits } from "../../core/limits.ts";
import { toInstant } from "../../core/time.ts";
import { makeTag } from "../../core/visit/tag.ts";
import { verifyLeases } from "../../service/verify.ts";
import { storeContract } from "../contract/suite.ts";
import { testClock } from "../contract/test-clock.ts";
import { browserId, fictionNumber, seedWorld } from "../contract/world.ts";
import type { Clock, Store } from "../store.ts";
import { isUnavailable } from "./failure.ts";
import { openPool } from "./pool.ts";
import { openPostgresStore } from "./postgres-store.ts";

const server = postgresForTests();

describe.skipIf(server.kind === "missing")("PostgreSQL", () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase(server.kind === "ready" ? server.url : "");
  });
  afterAll(() => database.drop());

  type Opened = { readonly store: Store; readonly dispose: () => Promise<void> };

  /** One process's store; several of them may have the database open. */
  async function open(clock?: Clock): Promise<Opened> {
    const pool = openPool(database.url);
    const store = await openPostgresStore({ pool, clock });
    const dispose = async () => {
      await store.close();
      await pool.end();
    };
    return { store, dispose };
  }

  async function withStores(
    count: number,
    clock: Clock | undefined,
    work: (stores: readonly [Store, ...Store[]]) => Promise<void>,
  ): Promise<void> {
    const first = await open(clock);
    const others = await Promise.all(Array.from({ length: count - 1 }, () => open(clock)));
    try {
      await work([first.store, ...others.map((one) => one.store)]);
    } finally {
      await Promise.all([first, ...others].map((one) => one.dispose()));
      await database.clear();
    }
  }

  storeContract("postgres", async (clock) => {
    const { store, dispose } = await open(clock);
    return {
      store,
      dispose: async () => {
        await dispose();
        await database.clear();
      },
    };
  });

  test("what was answered is there after the store is opened again (R38)", async () => {
    const clock = testClock();
    const before = await open(clock);
    const world = await seedWorld(before.store, clock, 1);
    const issued = await before.store.leases.issue(world.visit("a"));
    await before.dispose();
    await withStores(1, clock, async ([store]) => {
      expect((await store.leases.issue(world.visit("b"))).number).toBeUndefined();
      expect(await store.leases.issue(world.visit("a"))).toEqual(issued);
    });
  });

  test("the database itself refuses to give a held number to another visitor (R39)", () => {
    const clock = testClock();
    return withStores(1, clock, async ([store]) => {
      const world = await seedWorld(store, clock, 1);
      await store.leases.issue(world.visit("a"));
      const take = (at: number) =>
        database.query(
          "UPDATE number SET visitor_id = $1, issued_at_ms = $2 WHERE e164 = $3 RETURNING id",
          [browserId("thief"), at, fictionNumber(0)],
        );
      await expect(take(clock.now() + 329_999)).rejects.toThrow("number_held");
      expect(await take(clock.now() + 330_000)).toHaveLength(1);
    });
  });

  test("the lease log can only be appended to", () => {
    const clock = testClock();
    return withStores(1, clock, async ([store]) => {
      const world = await seedWorld(store, clock, 1);
      await store.leases.issue(world.visit("a"));
      const change = database.query("UPDATE lease_log SET visitor_id = 'x'");
      await expect(change).rejects.toThrow("append_only");
      const removal = database.query("DELETE FROM lease_log");
      await expect(removal).rejects.toThrow("append_only");
      expect(await verifyLeases(store.leases)).toMatchObject({ holds: 1, overlapCount: 0 });
    });
  });

  test("a number that another transaction may yet give back is no miss (R43)", () => {
    const clock = testClock();
    return withStores(1, clock, async ([store]) => {
      const world = await seedWorld(store, clock, 1);
      const other = new pg.Client({ connectionString: database.url });
      await other.connect();
      await other.query("BEGIN");
      await other.query("SELECT id FROM number WHERE pool_id IS NOT NULL FOR UPDATE");
      const issued = store.leases.issue(world.visit("a"));
      // Answered after the one before it, which has met the lock by then.
      const ended = await store.leases.renew(world.newId("impression"), []);
      expect(ended.kind).toBe("unknown");
      await other.query("ROLLBACK");
      await other.end();
      expect((await issued).number).toBe(fictionNumber(0));
      const { misses } = await store.leases.counts(
        world.account.id,
        world.pool.id,
        toInstant(0),
        toInstant(clock.now() + 1),
      );
      expect(misses).toBe(0);
    });
  });

  test("commits wait for the disk, whatever the database's setting is (R38)", async () => {
    const { pathname } = new URL(database.url);
    await database.query(`ALTER DATABASE ${pathname.slice(1)} SET synchronous_commit = off`);
    const pool = openPool(database.url, 1);
    const { rows } = await pool.query<{ synchronous_commit: string }>("SHOW synchronous_commit");
    await pool.end();
    await database.query(`ALTER DATABASE ${pathname.slice(1)} RESET synchronous_commit`);
    expect(rows).toEqual([{ synchronous_commit: "on" }]);
  });

  test("a database that can only be read, or is gone, is told apart from our own faults", async () => {
    const readOnly = { code: "25006" };
    for (const { code } of [readOnly, { code: "3D000" }, { code: "53100" }, { code: "28P01" }]) {
      expect(isUnavailable(Object.assign(new Error("refused"), { code }))).toBe(true);
    }
    expect(isUnavailable(Object.assign(new Error("a fault"), { code: "42601" }))).toBe(false);
  });

  test("the database's clock rules, whatever the process's says (R45)", () =>
    withStores(1, undefined, async ([store]) => {
      const before = Date.now();
      const world = await seedWorld(store, testClock(), 1);
      await store.leases.issue(world.visit("a"));
      const { at } = await store.leases.occupancy(world.account.id, world.pool.id);
      // The same machine's clock, and not the test's, which stands at another year.
      expect(Math.abs(at - before)).toBeLessThan(60_000);
      const since = toInstant(before - 1_000);
      const until = toInstant(before + 60_000);
      const counts = await store.leases.counts(world.account.id, world.pool.id, since, until);
      expect(counts).toEqual({ impressions: 1, misses: 0 });
    }));

  test("four stores on one database issue each number once, and count every miss (R39, R43)", () => {
    const clock = testClock();
    return withStores(4, clock, async (stores) => {
      const world = await seedWorld(stores[0], clock, 50);
      const asked = Array.from({ length: 1000 }, (_, index) =>
        (stores[index % 4] ?? stores[0]).leases.issue(world.visit(`v${index}`)),
      );
      const numbers = (await Promise.all(asked)).map((one) => one.number);
      const issued = numbers.filter((number) => number !== undefined);
      expect(issued).toHaveLength(50);
      expect(new Set(issued).size).toBe(50);
      const until = toInstant(clock.now() + 1);
      const { leases } = stores[0];
      const counts = await leases.counts(world.account.id, world.pool.id, clock.now(), until);
      expect(counts).toEqual({ impressions: 1000, misses: 950 });
      expect(await verifyLeases(leases)).toMatchObject({ holds: 50, overlapCount: 0 });
    });
  });

  test("one visitor's requests in two processes at once make one impression (R27, R43)", () => {
    const clock = testClock();
    return withStores(2, clock, async (stores) => {
      const world = await seedWorld(stores[0], clock, 20);
      for (let round = 0; round < 20; round++) {
        const asked = Array.from({ length: 6 }, (_, index) =>
          (stores[index % 2] ?? stores[0]).leases.issue(world.visit(`visitor-${round}`)),
        );
        const issued = await Promise.all(asked);
        expect(new Set(issued.map((one) => one.impressionId)).size).toBe(1);
        expect(new Set(issued.map((one) => one.number)).size).toBe(1);
      }
      // All twenty are held: the next visitor's requests are one miss.
      const asked = stores.map((store) => store.leases.issue(world.visit("late")));
      const missed = await Promise.all(asked);
      expect(new Set(missed.map((one) => one.impressionId)).size).toBe(1);
    });
  });

  test("one webhook in two processes at once makes one call (R53)", () => {
    const clock = testClock();
    return withStores(2, clock, async (stores) => {
      const world = await seedWorld(stores[0], clock, 1);
      await stores[0].leases.issue(world.visit("a"));
      const call = world.dial(fictionNumber(0));
      const told = Array.from({ length: 10 }, (_, index) =>
        (stores[index % 2] ?? stores[0]).calls.arrive({ ...call, callId: world.newId("call") }),
      );
      const records = await Promise.all(told);
      expect(new Set(records.map((record) => record.id)).size).toBe(1);
    });
  });

  test("one failing command leaves the others of its batch done", () => {
    const clock = testClock();
    return withStores(1, clock, async ([store]) => {
      const world = await seedWorld(store, clock, 2);
      const once = world.visit("a");
      // The same id for two visitors: the database refuses the second.
      const again = world.visit("x", {
        impressionId: once.impressionId,
        sessionId: browserId("s"),
      });
      const [before, refused, after] = await Promise.allSettled([
        store.leases.issue(once),
        store.leases.issue(again),
        store.leases.issue(world.visit("b")),
      ]);
      expect(refused.status).toBe("rejected");
      expect(before).toMatchObject({ value: { number: fictionNumber(0) } });
      expect(after).toMatchObject({ value: { number: fictionNumber(1) } });
    });
  });

  test("text that PostgreSQL cannot keep is kept as near as may be (R71)", () => {
    const clock = testClock();
    return withStores(1, clock, async ([store]) => {
      const world = await seedWorld(store, clock, 1);
      const odd = "nul \0, half a pair \ud800, quotes \" ' \\";
      const tag = makeTag("User", "odd", odd, "impression");
      const visit = world.visit("a", {
        landingKey: `utm_\0=${odd}`,
        tags: { tags: [tag], cut: [] },
        session: { ...world.visit("a").session, language: odd },
      });
      const { impressionId } = await store.leases.issue(visit);
      const kept = await store.leases.impression(world.account.id, impressionId);
      expect(kept?.session.language).toBe(odd);
      expect(kept?.tags.tags).toEqual([tag]);
      const call = await store.calls.arrive(world.dial(odd, { carrierCallId: odd }));
      expect(call.attribution.rule).toBe("unknown_number");
    });
  });

  test("a full queue says that the store is busy", () => {
    const clock = testClock();
    return withStores(1, clock, async ([store]) => {
      const world = await seedWorld(store, clock, 1);
      const unknown = world.newId("impression");
      const asked = Array.from({ length: limits.storeQueueMax + 1 }, () =>
        store.leases.renew(unknown, []).catch((error: unknown) => error),
      );
      const answers = await Promise.all(asked);
      expect(answers.at(-1)).toMatchObject({ name: "StoreBusy" });
      expect(answers[0]).toEqual({ kind: "unknown" });
    });
  });

  test("after many commands the numbers are vacuumed, so that claims stay fast", () => {
    const clock = testClock();
    return withStores(1, clock, async ([store]) => {
      const world = await seedWorld(store, clock, 1);
      const unknown = world.newId("impression");
      const asked = Array.from({ length: limits.databaseVacuumAfter }, () =>
        store.leases.renew(unknown, []),
      );
      const vacuums = async () => {
        const text = "SELECT vacuum_count FROM pg_stat_user_tables WHERE relname = 'number'";
        const [row] = await database.query(text);
        return Number(row?.["vacuum_count"]);
      };
      const before = await vacuums();
      await Promise.all(asked);
      await store.close();
      expect(await vacuums()).toBe(before + 1);
    });
  });

  test("a database of a newer Callpool is refused", async () => {
    await (await open()).dispose();
    const [row] = await database.query("SELECT version FROM schema_version");
    await database.query("UPDATE schema_version SET version = 999");
    await expect(open()).rejects.toThrow(/newer Callpool/);
    await database.query("UPDATE schema_version SET version = $1", [row?.["version"]]);
  });
});
