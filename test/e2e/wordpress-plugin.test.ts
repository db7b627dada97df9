import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { filledIn } from "../../src/service/admin/install.ts";

/* The plugin of examples/wordpress, run by PHP on as much of WordPress as it uses. */

const root = join(import.meta.dirname, "../..");
const example = join(root, "examples/wordpress/callpool.php");
const wordpress = join(root, "test/support/wordpress.php");
const folder = mkdtempSync(join(tmpdir(), "callpool-wordpress-"));
afterAll(() => rmSync(folder, { recursive: true }));

const id = "cmp_01m84wj435fe0md6qfgpe4pe2n";
const saved = { host: "calls.shop.example", campaign: id };

/** As install offers it: with a server and a campaign in it. */
const filled = join(folder, "callpool.php");
writeFileSync(filled, filledIn(readFileSync(example, "utf8"), "phones.example:8443", id));

type Happening = {
  readonly option?: unknown;
  readonly typed?: unknown;
  readonly canManage?: boolean;
};

type Outcome = {
  readonly head: string;
  readonly page: string;
  readonly kept: { readonly host: string; readonly campaign: string };
  readonly errors: readonly string[];
  readonly deleted: readonly string[];
};

const missing = spawnSync("php", ["--version"]).error;

beforeEach((context) => {
  if (missing) context.skip(`PHP does not start (${missing.message}): install php-cli`);
});

function wordpressRuns(happening: Happening, plugin = example): Outcome {
  const input = JSON.stringify({ option: null, canManage: true, ...happening });
  const args = ["-d", "error_reporting=-1", "-d", "display_errors=stderr", wordpress, plugin];
  const { status, stdout, stderr } = spawnSync("php", args, { input, encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  // What wordpress.php says it answers.
  return JSON.parse(stdout) as Outcome;
}

const tagOf = (host: string) => `<script id="callpool-js" src="//${host}/${id}" async></script>\n`;

describe("the head of a page", () => {
  test("has the script's tag, async, for what is saved (R18)", () => {
    expect(wordpressRuns({ option: saved }).head).toBe(tagOf("calls.shop.example"));
  });

  test("has it at once where the plugin was made for a campaign (R16)", () => {
    expect(wordpressRuns({}, filled).head).toBe(tagOf("phones.example:8443"));
    expect(wordpressRuns({ option: saved }, filled).head).toBe(tagOf("calls.shop.example"));
  });

  const hostile = [
    ["a tag", '"></script><script>alert(1)</script>'],
    ["an attribute", 'a.example" onload="alert(1)'],
    ["a path", "a.example/evil.js?"],
    ["a name and password", "user:password@a.example"],
    ["a line that goes on", "a.example\n"],
    ["a scheme", "javascript:alert(1)"],
    ["nothing", ""],
    ["a list", ["a.example"]],
    ["a number", 7],
  ] as const;

  test.each(hostile)("has none when the saved host is %s, however it got there", (_case, host) => {
    const { head } = wordpressRuns({ option: { ...saved, host } });
    expect(head).toBe(host === "a.example\n" ? tagOf("a.example") : "");
  });

  test.each(hostile)("has none when the saved campaign is %s", (_case, campaign) => {
    expect(wordpressRuns({ option: { ...saved, campaign } }).head).toBe("");
  });

  test.each([
    ["as it is in the repository", null],
    ["a text", "x"],
    ["false", false],
  ] as const)("has none when all that is saved is %s", (_case, option) => {
    expect(wordpressRuns({ option }).head).toBe("");
  });
});

describe("the settings", () => {
  test("what is typed is kept as it should have been typed", () => {
    const typed = { host: " https://calls.shop.example/ ", campaign: ` ${id}\n` };
    expect(wordpressRuns({ typed })).toMatchObject({ kept: saved, errors: [] });
  });

  test.each([
    ["markup", { host: "<script>", campaign: '"><img>' }],
    ["nothing", {}],
    ["lists", { host: ["a"], campaign: [id] }],
    ["no form at all", "x"],
  ])("%s is refused, and what was saved stays", (_case, typed) => {
    const outcome = wordpressRuns({ option: saved, typed });
    expect(outcome).toMatchObject({ kept: saved, errors: ["host", "campaign"] });
  });

  test("what is saved is shown, and cannot leave its field", () => {
    const { page } = wordpressRuns({ option: saved });
    expect(page).toContain('name="callpool[host]" value="calls.shop.example"');
    expect(page).toContain(`name="callpool[campaign]" value="${id}"`);
    expect(page).toContain("_wpnonce");
    const hostile = `"><script>alert('x')</script>`;
    const shown = wordpressRuns({ option: { host: hostile, campaign: hostile } }).page;
    expect(shown).not.toMatch(/<script|alert\('/);
    expect(shown).toContain("&quot;&gt;&lt;script&gt;alert(&#039;x&#039;)&lt;/script&gt;");
  });

  test("are for those who may manage options", () => {
    expect(wordpressRuns({ option: saved, canManage: false }).page).toBe("");
  });

  test("are gone when the plugin is uninstalled", () => {
    expect(wordpressRuns({ option: saved }).deleted).toEqual(["callpool"]);
  });
});
