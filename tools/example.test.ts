import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../test/support/running-server.ts";

const tool = join(import.meta.dirname, "example.ts");

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

/** Runs it until it ends by itself, or until it has said where the page is. */
async function example(...args: readonly string[]) {
  const child = spawn(process.execPath, [tool, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const said = new Promise<void>((resolve) => {
    const keep = (chunk: Buffer): void => {
      output += chunk.toString();
      if (output.includes("Stop it with Ctrl-C.")) resolve();
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
  });
  const ended = once(child, "close");
  await Promise.race([said, ended]);
  return {
    output: () => output,
    url: /http:\/\/localhost:\d+\/$/m.exec(output)?.[0] ?? "none",
    end: async (): Promise<number | null> => {
      if (child.exitCode === null) child.kill("SIGTERM");
      await ended;
      return child.exitCode;
    },
  };
}

test("it serves the page for the demo's campaign, until it is stopped", async () => {
  const run = await example("vue", "--server", server.url, "--port", "0");
  expect(run.output()).toContain(`Building examples/vue for ${server.campaign} of ${server.url}…`);
  expect(await (await fetch(run.url)).text()).toContain(">(888) 555-0100</a>");
  const script = await (await fetch(`${run.url}client.js`)).text();
  expect(script).toContain(`//${new URL(server.url).host}/${server.campaign}`);
  expect((await fetch(`${run.url}other`)).status).toBe(404);
  expect(await run.end()).toBe(0);
});

describe("what is wrong is said, with how to mend it", () => {
  const here = () => ["--server", server.url];
  const cases: readonly [string, () => readonly string[], RegExp][] = [
    ["no name", () => [], /^Say which example: html, react, vue\./],
    ["another name", () => ["svelte"], /^There is no page svelte to run, only: html, react, vue\./],
    ["two names", () => ["react", "vue"], /^One example at a time, so not vue as well\./],
    ["another option", () => ["react", "--fast"], /^Unknown option '--fast'\. See/],
    ["no address", () => ["react", "--server", "x"], /^--server x is not an address/],
    ["no port", () => ["react", "--port", "x"], /^--port x is not a port/],
    ["no server", () => ["react", "--server", "http://127.0.0.1:1"], /^No Callpool server answers/],
    ["no campaign", () => ["react", ...here(), "--campaign", "cmp_x"], /There is no campaign/],
    [
      "a port that is taken",
      () => ["html", ...here(), "--port", new URL(server.url).port],
      /Port \d+ is taken: choose another with --port\./,
    ],
  ];

  test.each(cases)("%s", async (_case, args, words) => {
    const run = await example(...args());
    expect(await run.end()).toBe(2);
    expect(run.output()).toMatch(words);
    expect(run.output()).toContain("See npm run example -- --help.");
  });
});

test("--help lists what there is", () => {
  const { status, stdout } = spawnSync(process.execPath, [tool, "--help"], { encoding: "utf8" });
  expect(status).toBe(0);
  expect(stdout).toContain("html, react, vue");
  for (const option of ["--server", "--campaign", "--port"]) expect(stdout).toContain(option);
});
