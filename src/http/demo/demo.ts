import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { isId } from "../../core/ids.ts";
import { DEMO_CAMPAIGN } from "../../service/demo.ts";
import { Problem } from "../../service/problem.ts";
import type { Store } from "../../store/store.ts";

/** Where the page names its campaign. */
const CAMPAIGN_PLACE = "CAMPAIGN_ID";

/** `/demo/`: a landing page as a web developer would have it, with the demo campaign's snippet. */
export async function demoRoutes(app: FastifyInstance, store: Store): Promise<void> {
  const page = await readFile(join(import.meta.dirname, "landing-page.html"), "utf8");
  const hide = { schema: { hide: true } };
  app.get("/demo", hide, (_request, reply) => reply.redirect("/demo/", 308));
  app.get("/demo/", hide, async (_request, reply) => {
    const campaign = await store.setting(DEMO_CAMPAIGN, () => "");
    if (!isId("campaign", campaign)) {
      throw new Problem(
        "not_found",
        "There is no demo: this data folder was set up with --no-demo. Start on an empty one.",
      );
    }
    return reply
      .type("text/html; charset=utf-8")
      .header("cache-control", "no-store")
      .send(page.replaceAll(CAMPAIGN_PLACE, campaign));
  });
}
