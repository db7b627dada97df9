import { createHash } from "node:crypto";
import { brotliCompressSync, constants } from "node:zlib";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { problemSchema } from "../../contract/problem.ts";
import type { Pages } from "../../service/pages.ts";
import { snippetConfig } from "../../service/snippet-config.ts";
import type { ServedCampaign } from "../../store/catalogue.ts";

type Script = { readonly plain: string; readonly brotli: Buffer; readonly etag: string };

/** A pause or a new tag reaches returning visitors within this time. */
const CACHE_SECONDS = 60;

const parameters = z.object({ campaignId: z.string().max(64).describe("Id of the campaign.") });

/**
 * `GET /{campaignId}`: the snippet with the campaign's tags written into it (R18).
 * @param snippet an expression that takes the configuration, as the build makes it
 */
export function campaignScriptRoute(app: FastifyInstance, pages: Pages, snippet: string): void {
  // Made once per version of a campaign: the store hands out the same object until it changes.
  const scripts = new WeakMap<ServedCampaign, Script>();

  app.get<{ Params: z.infer<typeof parameters> }>("/:campaignId", {
    schema: {
      tags: ["Pages"],
      operationId: "getCampaignScript",
      summary: "The snippet of a campaign",
      description: 'For `<script src="//HOST/{campaignId}" async></script>` in the page\'s head.',
      params: parameters,
      response: {
        200: z.string().describe("JavaScript."),
        404: problemSchema.describe("No such campaign, or it shows no numbers (R19)."),
      },
    },
    serializerCompiler: () => String,
    handler: async (request, reply) => {
      const served = await pages.campaign(request.params.campaignId);
      let script = scripts.get(served);
      if (script === undefined) {
        script = makeScript(snippet, served);
        scripts.set(served, script);
      }
      void reply
        .header("cache-control", `public, max-age=${CACHE_SECONDS}`)
        .header("etag", script.etag)
        .header("vary", "accept-encoding")
        .header("x-content-type-options", "nosniff")
        // Pages that isolate themselves (COEP), or load it as a module, may have it, too.
        .header("access-control-allow-origin", "*")
        .header("cross-origin-resource-policy", "cross-origin")
        .type("text/javascript; charset=utf-8");
      if (request.headers["if-none-match"] === script.etag) return reply.code(304).send();
      if (!/\bbr\b/.test(request.headers["accept-encoding"] ?? "")) {
        return reply.send(script.plain);
      }
      return reply.header("content-encoding", "br").send(script.brotli);
    },
  });
}

function makeScript(snippet: string, served: ServedCampaign): Script {
  const plain = `${snippet}(${JSON.stringify(snippetConfig(served))});\n`;
  const brotli = brotliCompressSync(plain, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    },
  });
  const digest = createHash("sha256").update(plain).digest("base64url").slice(0, 22);
  return { plain, brotli, etag: `"${digest}"` };
}
