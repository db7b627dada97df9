import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServerProcess } from "../support/server-process.ts";

const main = join(import.meta.dirname, "../../src/cli/main.ts");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "callpool-command-line-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

type Ended = { readonly code: number | null; readonly told: string };

/** Runs a command to its end, with a temp folder of its own: no other server is seen from there. */
function run(...args: readonly string[]): Promise<Ended> {
  const { promise, resolve } = Promise.withResolvers<Ended>();
  const env = { ...process.env, DATABASE_URL: "", TMPDIR: folder };
  const child = execFile(process.execPath, [main, ...args], { env }, (_error, stdout, stderr) => {
    resolve({ code: child.exitCode, told: stdout + stderr });
  });
  return promise;
}

describe("a mistake is explained, without a stack, and leaves nothing behind", () => {
  test.each([
    [["serve", "--port", "99999"], 2, "up to 65535"],
    [["serve", "--log-level", "loud"], 2, "one of trace, debug"],
    [["serve", "--owner", "notmail"], 2, "an e-mail address"],
    [["serve", "--prot", "1"], 2, "Unknown option"],
    [["serve", "--host", "999.1.1.1", "--port", "0"], 1, "no address of this machine"],
    [["serve", "--host", "fe80::1", "--port", "0"], 1, "no address of this machine"],
    [["serve", "--data", "/proc/callpool", "--port", "0"], 1, "cannot be a data folder"],
    [["serve", "--data", "/proc/a/b", "--port", "0"], 1, "cannot be a data folder"],
    [["serve", "--data", main, "--port", "0"], 1, "cannot be a data folder"],
    [["serve", "--port", "0", "--city-database", main], 2, `${main} cannot be read`],
    [["serve", "--port", "0", "--city-database", "/nowhere.mmdb"], 2, "no such file"],
    [["serve", "--port", "0", "--trusted-proxies", "everybody"], 2, "takes addresses, ranges"],
    [["sign-in", "--base-url", "nonsense"], 2, "an address like https://HOST"],
    [["call", "2125550101", "--url", "nonsense"], 2, "the address of a webhook"],
    [["call", "2125550101"], 1, "No Callpool server runs"],
    [["call", "2125550101", "--data", "/nowhere"], 1, "No Callpool server on /nowhere runs"],
    [["call", "2125550101", "--seconds", "90000"], 2, "up to 86400"],
    [["call", "12", "--url", "http://localhost:1/hooks/simulator/x"], 1, "no number to call"],
    [["call", "2125550101", "--url", "http://127.0.0.1:1/hooks/simulator/x"], 1, "not answer"],
    [["token", "--data", "/nowhere"], 1, "no Callpool database"],
    [["dial"], 2, "no command"],
  ])("callpool %j", async (args, code, words) => {
    const data = join(folder, "never-made");
    const isServe = args[0] === "serve" && !args.includes("--data");
    const ended = await run(...args, ...(isServe ? ["--data", data] : []));
    expect(ended).toEqual({ code, told: expect.stringContaining(words) });
    expect(ended.told).not.toMatch(/^\s+at /m);
    expect(readdirSync(folder)).not.toContain("never-made");
  });

  test("a database that is none, is damaged, or is of a newer Callpool", async () => {
    const data = join(folder, "damaged");
    mkdirSync(data);
    writeFileSync(join(data, "callpool.db"), "x".repeat(8192));
    const none = await run("serve", "--port", "0", "--data", data);
    expect(none).toEqual({
      code: 1,
      told: expect.stringContaining("is damaged, or is no database"),
    });
    const folderInstead = join(folder, "folder");
    mkdirSync(join(folderInstead, "callpool.db"), { recursive: true });
    const unopened = await run("serve", "--port", "0", "--data", folderInstead);
    expect(unopened).toEqual({ code: 1, told: expect.stringContaining("is no database") });
    const newer = join(folder, "newer");
    mkdirSync(newer);
    const db = new DatabaseSync(join(newer, "callpool.db"));
    db.exec("PRAGMA user_version = 999");
    db.close();
    const refused = await run("serve", "--port", "0", "--data", newer);
    expect(refused).toEqual({ code: 1, told: expect.stringContaining("Run the newer Callpool") });
    expect(none.told + unopened.told + refused.told).not.toMatch(/^\s+at /m);
  });

  test("a port that is taken is named, before a data folder is made", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    // A listening TCP server has an address with a port.
    const { port } = taken.address() as AddressInfo;
    const ended = await run("serve", "--port", `${port}`, "--data", join(folder, "never-made"));
    expect(ended.told).toContain(`127.0.0.1:${port} is taken`);
    expect(readdirSync(folder)).not.toContain("never-made");
    taken.close();
  });
});

test("an address that is no Callpool's is told so", async () => {
  const other = createHttpServer((_request, response) => response.end("hello")).listen(0);
  await once(other, "listening");
  // A listening TCP server has an address with a port.
  const { port } = other.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/hooks/simulator/x`;
  const ended = await run("call", "2125550101", "--url", url);
  expect(ended).toEqual({ code: 1, told: expect.stringContaining("is no Callpool server") });
  other.close();
});

describe("commands find the data of the server that runs", () => {
  test("and say which; without a demo none is announced", async () => {
    const data = join(folder, "no-demo");
    const options = ["--port", "0", "--no-demo", "--data", data];
    const server = await startServerProcess(options, { TMPDIR: folder });
    expect(server.output()).not.toContain("/demo/");
    const { code, told } = await run("token");
    expect(code).toBe(0);
    expect(told).toContain(`On ${data}`);
    const token = /cp_[A-Za-z]+/.exec(told)?.[0];
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${server.url}/api/v1/account`, { headers })).status).toBe(200);
    expect((await run("verify")).told).toContain("Overlaps      0");
    expect(await server.end("SIGTERM")).toBe(0);
  });
});
