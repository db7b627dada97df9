import { pageCheckRequestSchema, pageCheckSchema } from "../../contract/admin/page-check.ts";
import { pageChecks, type PageCheckParts } from "../../service/page-check/page-check.ts";
import { operation, problemAnswers, type AdminApp } from "./admin-app.ts";
import { actorOf } from "./actor.ts";

/** `POST /page-checks`: whether a page shows a campaign's numbers, and if not, why. */
export function pageCheckRoute(app: AdminApp, parts: PageCheckParts): void {
  const check = pageChecks(parts);
  app.post("/page-checks", {
    schema: {
      ...operation(
        "Campaigns",
        "checkPage",
        "Check a page",
        "Fetches the page and says whether the campaign's snippet is on it, once and where it " +
          "belongs, whether the numbers to replace are there, and what is wrong otherwise. It " +
          "reads the HTML as it is sent; what scripts draw needs the debug link.",
      ),
      body: pageCheckRequestSchema,
      response: { 200: pageCheckSchema, ...problemAnswers },
    },
    handler: async (request) => check(actorOf(request).accountId, request.body),
  });
}
