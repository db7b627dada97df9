import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { problemSchema } from "../../contract/problem.ts";
import { Problem } from "../../service/problem.ts";
import { makeScript, sendScript, type Script } from "./script-answer.ts";

/** What `tools/build.ts` has made, as text. */
export type BuiltSnippet = {
  /** An expression that takes a campaign's configuration. */
  readonly expression: string;
  /** Scripts by name: the versioned file, and the parts that pages load on demand. */
  readonly files: ReadonlyMap<string, string>;
  /** JSON: where the versioned file is, and its hash for the attribute `integrity`. */
  readonly version: string;
};

/** @throws Error when nothing was built */
export function readBuiltSnippet(): BuiltSnippet {
  const folder = join(import.meta.dirname, "../../../dist");
  const read = (path: string) => readFileSync(join(folder, path), "utf8");
  const names = readdirSync(join(folder, "snippet")).filter((name) => name.endsWith(".js"));
  return {
    expression: read("snippet.js"),
    files: new Map(names.map((name) => [name, read(`snippet/${name}`)])),
    version: read("snippet/v1.json"),
  };
}

/** The name has the hash of the content in it. */
const CACHE_CONTROL = "public, max-age=31536000, immutable";

const versionSchema = z.object({
  src: z.string().describe("Its path on this server."),
  integrity: z.string().describe("For the attribute of that name: `sha384-…`."),
});

const parameters = z.object({ file: z.string().max(64).describe("Name of the file.") });

/** `GET /snippet/{file}`: files that never change. `GET /snippet/v1.json` names the newest. */
export function snippetFileRoutes(app: FastifyInstance, snippet: BuiltSnippet): void {
  // Compressed when first asked for: those of earlier builds mostly never are.
  const scripts = new Map<string, Script>();
  const scriptOf = (name: string): Script | undefined => {
    const code = snippet.files.get(name);
    const script = scripts.get(name) ?? (code === undefined ? undefined : makeScript(code));
    if (script) scripts.set(name, script);
    return script;
  };

  app.get("/snippet/v1.json", {
    schema: {
      tags: ["Pages"],
      operationId: "getSnippetVersion",
      summary: "Where the versioned snippet is",
      description: "`src`, and the hash for `integrity`, of the newest `/snippet/v1.{hash}.js`.",
      response: { 200: versionSchema },
    },
    serializerCompiler: () => String,
    handler: async (_request, reply) =>
      reply
        .header("cache-control", "no-cache")
        .type("application/json; charset=utf-8")
        .send(snippet.version),
  });

  app.get<{ Params: z.infer<typeof parameters> }>("/snippet/:file", {
    schema: {
      tags: ["Pages"],
      operationId: "getSnippetFile",
      summary: "A file of the snippet",
      description: "The versioned snippet, or a part that pages load on demand.",
      params: parameters,
      response: { 200: z.string().describe("JavaScript."), 404: problemSchema },
    },
    serializerCompiler: () => String,
    handler: async (request, reply) => {
      const script = scriptOf(request.params.file);
      if (script === undefined) {
        throw new Problem("not_found", "There is no such file; /snippet/v1.json names the newest.");
      }
      return sendScript(request, reply, script, CACHE_CONTROL);
    },
  });
}
