import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { storeContract } from "../contract/suite.ts";
import { testClock } from "../contract/test-clock.ts";
import { browserId, fictionNumber, seedWorld } from "../contract/world.ts";
import { verifyLeases } from "../../service/verify.ts";
import { StoreTooNew } from "../store.ts";
import { openSqliteStore } from "./sqlite-store.ts";
import { openSqliteStoreThread } from "./thread/store-thread.ts";

storeContract("sqlite", (clock) => {
  const folder = mkdtempSync(join(tmpdir(), "callpool-store-"));
  const store = openSqliteStore({ path: join(folder, "callpool.db"), clock });
  const dispose = async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  };
  return { store, dispose };
});

storeContract("sqlite on its thread", async (clock) => {
  const folder = mkdtempSync(join(tmpdir(), "callpool-store-"));
  const store = await openSqliteStoreThread({ path: join(folder, "callpool.db"), clock });
  const dispose = async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  };
  return { store, dispose };
});

async function withFile(work: (path: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "callpool-store-"));
  try {
    await work(join(folder, "callpool.db"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("what was answered is there after the store is opened again (R38)", () =>
  withFile(async (path) => {
    const clock = testClock();
    const store = openSqliteStore({ path, clock });
    const world = await seedWorld(store, clock, 1);
    const issued = await store.leases.issue(world.visit("a"));
    await store.close();
    const again = openSqliteStore({ path, clock });
    expect((await again.leases.issue(world.visit("b"))).number).toBeUndefined();
    expect(await again.leases.issue(world.visit("a"))).toEqual(issued);
    await again.close();
  }));

test("the database itself refuses to give a held number to another visitor (R39)", () =>
  withFile(async (path) => {
    const clock = testClock();
    const store = openSqliteStore({ path, clock });
    const world = await seedWorld(store, clock, 1);
    await store.leases.issue(world.visit("a"));
    const db = new DatabaseSync(path);
    const steal = db.prepare("UPDATE number SET visitor_id = ?, issued_at_ms = ? WHERE e164 = ?");
    const take = (at: number) => steal.run(browserId("thief"), at, fictionNumber(0));
    expect(() => take(clock.now() + 329_999)).toThrow("number_held");
    expect(take(clock.now() + 330_000).changes).toBe(1);
    db.close();
    await store.close();
  }));

test("the lease log can only be appended to, and shows a planted overlap (R39)", () =>
  withFile(async (path) => {
    const clock = testClock();
    const store = openSqliteStore({ path, clock });
    const world = await seedWorld(store, clock, 2);
    await store.leases.issue(world.visit("a"));
    clock.advanceSeconds(400);
    await store.leases.issue(world.visit("b"));
    const clean = await verifyLeases(store.leases);
    expect(clean).toMatchObject({ holds: 2, overlapCount: 0 });
    const db = new DatabaseSync(path);
    expect(() => db.exec("UPDATE lease_log SET visitor_id = 'x'")).toThrow("append_only");
    expect(() => db.exec("DELETE FROM lease_log")).toThrow("append_only");
    // What no code of ours can do: take the guard away, and a number from its holder.
    db.exec("DROP TRIGGER number_held");
    db.exec("UPDATE number SET hold_until_ms = 0 WHERE visitor_id IS NOT NULL");
    for (const visitor of ["c", "d"]) await store.leases.issue(world.visit(visitor));
    const audit = await verifyLeases(store.leases);
    expect(audit).toMatchObject({ holds: 4, overlapCount: 1 });
    expect(audit.overlaps[0]).toMatchObject({ heldBy: browserId("b") });
    db.close();
    await store.close();
  }));

test("two stores on one file issue each number once (R39)", () =>
  withFile(async (path) => {
    const clock = testClock();
    const stores = [openSqliteStore({ path, clock }), openSqliteStore({ path, clock })] as const;
    const world = await seedWorld(stores[0], clock, 50);
    const asked = Array.from({ length: 200 }, (_, index) =>
      stores[index % 2 === 0 ? 0 : 1].leases.issue(world.visit(`v${index}`)),
    );
    const numbers = (await Promise.all(asked)).map((one) => one.number);
    const issued = numbers.filter((number) => number !== undefined);
    expect(issued).toHaveLength(50);
    expect(new Set(issued).size).toBe(50);
    await Promise.all(stores.map((store) => store.close()));
  }));

test("one failing operation leaves the others of its batch done", () =>
  withFile(async (path) => {
    const clock = testClock();
    const store = openSqliteStore({ path, clock });
    const world = await seedWorld(store, clock, 2);
    const second = { ...world.tag, id: world.newId("tag") };
    const [before, refused, after] = await Promise.allSettled([
      store.leases.issue(world.visit("a")),
      store.catalogue.tags.insert(second),
      store.leases.issue(world.visit("b")),
    ]);
    expect(refused.status).toBe("rejected");
    expect(before).toMatchObject({ value: { number: fictionNumber(0) } });
    expect(after).toMatchObject({ value: { number: fictionNumber(1) } });
    await store.close();
  }));

test("a file of a newer Callpool is refused", () =>
  withFile(async (path) => {
    const db = new DatabaseSync(path);
    db.exec("PRAGMA user_version = 999");
    db.close();
    expect(() => openSqliteStore({ path, clock: testClock() })).toThrow(/newer Callpool/);
    const onThread = openSqliteStoreThread({ path, clock: testClock() });
    await expect(onThread).rejects.toThrow(StoreTooNew);
  }));
