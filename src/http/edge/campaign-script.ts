import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { snippetConfigSchema } from "../../contract/edge.ts";
import { problemSchema } from "../../contract/problem.ts";
import type { Pages } from "../../service/pages.ts";
import { snippetConfig } from "../../service/snippet-config.ts";
import type { ServedCampaign } from "../../store/catalogue.ts";
import { makeScript, sendScript, type Script } from "./script-answer.ts";

/** A pause or a new tag reaches returning visitors within this time. */
const CACHE_CONTROL = "public, max-age=60";

const parameters = z.object({ campaignId: z.string().max(64).describe("Id of the campaign.") });
const noCampaign = problemSchema.describe("No such campaign, or it shows no numbers (R19).");

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
      response: { 200: z.string().describe("JavaScript."), 404: noCampaign },
    },
    serializerCompiler: () => String,
    handler: async (request, reply) => {
      const served = await pages.campaign(request.params.campaignId);
      let script = scripts.get(served);
      if (script === undefined) {
        script = makeScript(`${snippet}(${JSON.stringify(snippetConfig(served))});\n`);
        scripts.set(served, script);
      }
      return sendScript(request, reply, script, CACHE_CONTROL);
    },
  });
}

/** `GET /v1/campaigns/{campaignId}`: the same for the versioned file, which has no tags in it. */
export function campaignConfigRoute(app: FastifyInstance, pages: Pages): void {
  app.withTypeProvider<ZodTypeProvider>().get("/v1/campaigns/:campaignId", {
    schema: {
      tags: ["Pages"],
      operationId: "getCampaignConfig",
      summary: "The tags of a campaign",
      description: "What the versioned snippet, `/snippet/v1.{hash}.js`, asks before it begins.",
      params: parameters,
      response: { 200: snippetConfigSchema, 404: noCampaign },
    },
    onRequest: async (_request, reply) => {
      // The reason of a 404 is for the page's debug panel.
      void reply.header("access-control-allow-origin", "*");
    },
    handler: async (request, reply) => {
      const served = await pages.campaign(request.params.campaignId);
      return reply.header("cache-control", CACHE_CONTROL).send(snippetConfig(served));
    },
  });
}
