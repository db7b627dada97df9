// The import law: which room may use which, in one table. Data flows from core outwards, and
// nothing that runs in production may use what is there to check it.

import { dirname, join } from "node:path/posix";
import { isBuiltin } from "node:module";
import { withoutComments } from "./code-text.ts";
import { isTest, lineAt, type SourceFile, type Violation } from "./source-file.ts";

export type Import = {
  readonly specifier: string;
  readonly isTypeOnly: boolean;
  readonly line: number;
};

type Law = {
  /** Rooms or folders, beside the room itself. */
  readonly from: readonly string[];
  /** Rooms that may be imported as types only. */
  readonly typesFrom?: readonly string[];
  /** The packages a room may use; without it, all of package.json's dependencies. */
  readonly packages?: readonly string[];
  readonly isNodeAllowed: boolean;
};

const data = ["src/core", "src/contract", "src/store"];
const services = [...data, "src/service", "src/identity", "src/config", "src/ops"];
const edges = [...services, "src/telephony", "src/deliver", "src/archive"];

const laws: Readonly<Record<string, Law>> = {
  "src/core": { from: [], packages: ["libphonenumber-js"], isNodeAllowed: false },
  "src/contract": { from: ["src/core"], packages: ["zod"], isNodeAllowed: false },
  "src/config": { from: ["src/core"], isNodeAllowed: true },
  "src/ops": {
    from: ["src/core", "src/config"],
    typesFrom: ["src/store"],
    isNodeAllowed: true,
  },
  "src/store": { from: ["src/core"], packages: ["pg"], isNodeAllowed: true },
  "src/identity": { from: [...data, "src/config", "src/ops"], isNodeAllowed: true },
  "src/service": { from: [...data, "src/ops"], isNodeAllowed: true },
  "src/telephony": { from: services, isNodeAllowed: true },
  "src/deliver": { from: services, isNodeAllowed: true },
  "src/archive": { from: services, isNodeAllowed: true },
  "src/http": { from: edges, isNodeAllowed: true },
  "src/cli": { from: ["src"], isNodeAllowed: true },
  snippet: {
    from: ["src/core/phone"],
    typesFrom: ["src/core", "src/contract"],
    packages: [],
    isNodeAllowed: false,
  },
  web: { from: ["src/contract"], isNodeAllowed: false },
};

/** These may use everything; nothing may use them but each other. */
const outside = ["test", "tools", "sim", "bench", "bin", "examples", "vitest.config.ts"];

const statement = /^[ \t]*(?:import|export)\b(\s+type\b)?[^"';]*?\bfrom\s*["']([^"']+)["']/gm;
const sideEffect = /^[ \t]*import()\s*["']([^"']+)["']/gm;
const call = /\b(?:import|require)()\s*\(\s*["'`]([^"'`]+)["'`]\s*\)/g;

export function scanImports(text: string): readonly Import[] {
  const code = withoutComments(text);
  return [statement, sideEffect, call].flatMap((pattern) =>
    [...code.matchAll(pattern)].map((match) => ({
      specifier: match[2] ?? "",
      isTypeOnly: (match[1] ?? "") !== "",
      line: lineAt(code, match.index),
    })),
  );
}

function isUnder(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function roomOf(path: string): string {
  const [first = "", second = ""] = path.split("/");
  return first === "src" ? `src/${second}` : first;
}

function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

function refusePackage(law: Law, specifier: string, dependencies: readonly string[]) {
  if (isBuiltin(specifier)) {
    if (!law.isNodeAllowed) return `must not use Node ("${specifier}")`;
    return specifier.startsWith("node:") ? undefined : `write "node:${specifier}"`;
  }
  const allowed = law.packages ?? dependencies;
  if (allowed.includes(packageOf(specifier))) return undefined;
  return `must not use the package "${packageOf(specifier)}"`;
}

function refusePath(law: Law, room: string, target: string, isTypeOnly: boolean) {
  if (isTest(target)) return `must not import the test ${target}`;
  const allowed = [room, ...law.from, ...(isTypeOnly ? (law.typesFrom ?? []) : [])];
  if (allowed.some((folder) => isUnder(target, folder))) return undefined;
  return `must not import ${target}${isTypeOnly ? " (not even its types)" : ""}`;
}

/** Every import that the law refuses; `dependencies` are package.json's, without the dev ones. */
export function checkImports(
  file: SourceFile,
  dependencies: readonly string[],
): readonly Violation[] {
  const room = roomOf(file.path);
  if (isTest(file.path) || outside.includes(room)) return [];
  const law = laws[room];
  if (law === undefined) {
    return [{ path: file.path, line: 1, message: `${room} has no place in the import law yet` }];
  }
  return scanImports(file.text).flatMap(({ specifier, isTypeOnly, line }) => {
    const refusal = specifier.startsWith(".")
      ? refusePath(law, room, join(dirname(file.path), specifier), isTypeOnly)
      : refusePackage(law, specifier, dependencies);
    return refusal === undefined ? [] : [{ path: file.path, line, message: `${room} ${refusal}` }];
  });
}
