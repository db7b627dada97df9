import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { staleFiles } from "../tools/reference.ts";

const root = join(import.meta.dirname, "..");

test("the generated reference is fresh (npm run reference writes it)", () => {
  expect(staleFiles()).toEqual([]);
});

const examples = readdirSync(join(root, "examples"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => `examples/${name}/README.md`);

test.each(["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/snippet.md", ...examples])(
  "%s links to what exists",
  (name) => {
    const text = readFileSync(join(root, name), "utf8");
    const links = [...text.matchAll(/\]\(([^)#]+)[^)]*\)/g)].map((match) => match[1] ?? "");
    const local = links.filter((link) => !/^https?:/.test(link));
    expect(local.length).toBeGreaterThan(0);
    const missing = local.filter((link) => !existsSync(join(root, dirname(name), link)));
    expect(missing).toEqual([]);
  },
);
