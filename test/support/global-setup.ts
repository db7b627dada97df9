// Runs once before all tests: the servers that they start answer with the built snippet.

import { buildSnippet } from "../../tools/build.ts";

export default async function setup(): Promise<void> {
  await buildSnippet();
}
