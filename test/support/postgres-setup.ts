// Runs once before all tests: one PostgreSQL for all of them, or the reason why there is none.

import type { TestProject } from "vitest/node";
import { postgresToTestOn } from "./postgres-server.ts";

export type PostgresForTests =
  | { readonly kind: "ready"; readonly url: string }
  | { readonly kind: "missing"; readonly why: string };

declare module "vitest" {
  // eslint's word for it; an interface merges with vitest's own.
  interface ProvidedContext {
    readonly postgres: PostgresForTests;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  try {
    const { url, remove } = await postgresToTestOn();
    project.provide("postgres", { kind: "ready", url });
    return remove;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    console.warn(`The tests on PostgreSQL are skipped. ${why}`);
    project.provide("postgres", { kind: "missing", why });
    return () => Promise.resolve();
  }
}
