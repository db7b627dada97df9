import { describe, expect, test } from "vitest";
import { checkImports, scanImports } from "./import-law.ts";

const dependencies = ["fastify", "zod", "libphonenumber-js"];

function messages(path: string, text: string): readonly string[] {
  return checkImports({ path, text }, dependencies).map(({ message }) => message);
}

describe("scanImports", () => {
  const forms = [
    ["a named import", `import { a } from "./a.ts";`, false],
    ["a type import", `import type { A } from "./a.ts";`, true],
    ["an import over lines", `import {\n  a,\n  b,\n} from "./a.ts";`, false],
    ["a namespace import", `import * as a from './a.ts';`, false],
    ["a re-export", `export { a } from "./a.ts";`, false],
    ["a type re-export", `export type { A } from "./a.ts";`, true],
    ["an import for its effect", `import "./a.ts";`, false],
    ["a dynamic import", `const a = await import("./a.ts");`, false],
  ] as const;

  test.each(forms)("finds %s", (_form, text, isTypeOnly) => {
    expect(scanImports(text)).toEqual([{ specifier: "./a.ts", isTypeOnly, line: 1 }]);
  });

  test("leaves comments and other strings alone", () => {
    expect(
      scanImports(`// import { a } from "./a.ts";\nexport const x = "from './b.ts'";`),
    ).toEqual([]);
  });
});

describe("the import law", () => {
  const refused = [
    ["core the store", "src/core/pool/a.ts", `import { x } from "../../store/store.ts";`],
    ["core the store's types", "src/core/pool/a.ts", `import type { X } from "../../store/x.ts";`],
    ["core Node", "src/core/pool/a.ts", `import { readFileSync } from "node:fs";`],
    ["core a package", "src/core/pool/a.ts", `import { z } from "zod";`],
    ["the contract the store", "src/contract/edge.ts", `import { x } from "../store/store.ts";`],
    ["the store a service", "src/store/sqlite/a.ts", `import { x } from "../../service/issue.ts";`],
    ["a service http", "src/service/issue.ts", `import { x } from "../http/server.ts";`],
    ["http the command line", "src/http/server.ts", `import { x } from "../cli/main.ts";`],
    ["http a development package", "src/http/server.ts", `import { x } from "vitest";`],
    [
      "production code a test",
      "src/http/server.ts",
      `import { x } from "../../test/support/x.ts";`,
    ],
    ["production code a tool", "src/cli/main.ts", `import { x } from "../../tools/build.ts";`],
    [
      "the snippet core's pools",
      "snippet/src/a.ts",
      `import { x } from "../../src/core/pool/a.ts";`,
    ],
    [
      "the snippet the contract",
      "snippet/src/a.ts",
      `import { x } from "../../src/contract/a.ts";`,
    ],
    ["the snippet a package", "snippet/src/a.ts", `import { x } from "libphonenumber-js";`],
    [
      "a store the contract suite",
      "src/store/store.ts",
      `import { x } from "./contract/suite.ts";`,
    ],
    ["a bare built-in", "src/http/server.ts", `import { x } from "fs";`],
    ["a room that the law does not know", "src/attic/a.ts", ""],
  ] as const;

  test.each(refused)("refuses %s", (_case, path, text) => {
    expect(messages(path, text)).toHaveLength(1);
  });

  const allowed = [
    ["core its own", "src/core/pool/a.ts", `import { x } from "../lease/lease.ts";`],
    ["core the phone library", "src/core/phone/a.ts", `import { x } from "libphonenumber-js/max";`],
    ["the store core", "src/store/sqlite/a.ts", `import { x } from "../../core/lease/lease.ts";`],
    ["the store Node", "src/store/sqlite/a.ts", `import { x } from "node:sqlite";`],
    ["http a dependency", "src/http/server.ts", `import { x } from "fastify";`],
    ["the command line all of src", "src/cli/main.ts", `import { x } from "../http/server.ts";`],
    [
      "the snippet core/phone",
      "snippet/src/a.ts",
      `import { x } from "../../src/core/phone/a.ts";`,
    ],
    [
      "the snippet the contract's types",
      "snippet/src/a.ts",
      `import type { X } from "../../src/contract/edge.ts";`,
    ],
    [
      "a test anything",
      "src/core/pool/a.test.ts",
      `import { x } from "../../../test/support/x.ts";`,
    ],
  ] as const;

  test.each(allowed)("allows %s", (_case, path, text) => {
    expect(messages(path, text)).toEqual([]);
  });
});
