import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { StoreUnavailable } from "../store.ts";
import { openDatabase, openPool } from "./pool.ts";

test("a database that takes connections and never answers is unavailable, soon", async () => {
  const silent = createServer();
  silent.listen(0, "127.0.0.1");
  await once(silent, "listening");
  // A listening TCP server has an address with a port.
  const { port } = silent.address() as AddressInfo;
  const pool = openPool(`postgres://callpool@127.0.0.1:${port}/callpool`);
  const database = openDatabase(pool);
  await expect(database.query("SELECT 1")).rejects.toThrow(StoreUnavailable);
  await expect(database.transaction(async () => 1)).rejects.toThrow(StoreUnavailable);
  await pool.end();
  silent.close();
});

test("a database that refuses connections is unavailable at once", async () => {
  const refusing = createServer();
  refusing.listen(0, "127.0.0.1");
  await once(refusing, "listening");
  // A listening TCP server has an address with a port.
  const { port } = refusing.address() as AddressInfo;
  refusing.close();
  await once(refusing, "close");
  const pool = openPool(`postgres://callpool@127.0.0.1:${port}/callpool`);
  await expect(openDatabase(pool).query("SELECT 1")).rejects.toThrow(StoreUnavailable);
  await pool.end();
});
