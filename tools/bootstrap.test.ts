import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { agrees } from "./bootstrap.mjs";

const fastify = { version: "5.12.8", integrity: "sha512-a" };
const wanted = {
  packages: {
    "": {},
    "node_modules/fastify": fastify,
    "node_modules/other-os": { optional: true },
  },
};

describe("an installed tree is taken as it is", () => {
  const accepted = [
    ["when every package is there", { "node_modules/fastify": fastify }],
    [
      "when there is one more, that somebody tries out",
      { "node_modules/fastify": fastify, "node_modules/extra": { version: "1.0.0" } },
    ],
  ] as const;

  test.each(accepted)("%s", (_case, packages) => {
    expect(agrees(wanted, { packages })).toBe(true);
  });
});

describe("packages are installed", () => {
  const refused = [
    ["when one is missing", {}],
    ["when one has another version", { "node_modules/fastify": { ...fastify, version: "5.12.7" } }],
    [
      "when one has other content",
      { "node_modules/fastify": { ...fastify, integrity: "sha512-b" } },
    ],
  ] as const;

  test.each(refused)("%s", (_case, packages) => {
    expect(agrees(wanted, { packages })).toBe(false);
  });
});

test.each([["start"], ["callpool", "serve"], ["callpool", "verify"], ["sim"]])(
  "%s %s runs what it is for",
  (...command) => {
    const path = fileURLToPath(new URL("bootstrap.mjs", import.meta.url));
    const args = [path, ...command, "--help"];
    const { status, stdout } = spawnSync(process.execPath, args, { encoding: "utf8" });
    expect(status).toBe(0);
    expect(stdout).toContain("Usage: np");
  },
);

test("an unknown command is refused with the list of those there are", () => {
  const path = fileURLToPath(new URL("bootstrap.mjs", import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [path, "fly"], { encoding: "utf8" });
  expect(status).toBe(2);
  expect(stderr).toContain("start, test, build, web, sim, mutation, example, callpool");
});
