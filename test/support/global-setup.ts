// Runs once before all tests: the servers that they start answer with the built snippet and app.

import { buildSnippet } from "../../tools/build.ts";
import { buildWeb } from "../../tools/build-web.ts";

export default async function setup(): Promise<void> {
  await buildSnippet();
  await buildWeb();
}
