import { readFileSync } from "node:fs";
import { join } from "node:path";
import { idParams } from "../../contract/admin/field.ts";
import { installSchema } from "../../contract/admin/install.ts";
import { install, type InstallFiles, type InstallParts } from "../../service/admin/install.ts";
import { findLiving } from "../../service/admin/record.ts";
import type { Catalogue } from "../../store/catalogue.ts";
import { actorOf } from "./actor.ts";
import { operation, problemAnswers, type AdminApp } from "./admin-app.ts";

/** `GET /campaigns/{id}/install`: what the install window shows, the same for every way. */
export function installRoute(
  app: AdminApp,
  catalogue: Catalogue,
  { baseUrl, version }: Pick<InstallParts, "baseUrl" | "version">,
): void {
  const parts = { baseUrl, version, files: readInstallFiles() };
  app.get("/campaigns/:id/install", {
    schema: {
      ...operation(
        "Campaigns",
        "getCampaignInstall",
        "Get everything to install a campaign with",
        "One line of HTML, a file with its integrity, a template for Google Tag Manager, a " +
          "plugin for WordPress, components for React and Vue: each has the campaign's id in it.",
      ),
      params: idParams,
      response: { 200: installSchema, ...problemAnswers },
    },
    handler: async (request) => {
      const { accountId } = actorOf(request);
      const { id } = await findLiving(
        "campaign",
        catalogue.campaigns,
        accountId,
        request.params.id,
      );
      return install(parts, id, await catalogue.servedCampaign(id));
    },
  });
}

function readInstallFiles(): InstallFiles {
  const read = (path: string) => readFileSync(join(import.meta.dirname, "../../..", path), "utf8");
  return {
    tagManagerTemplate: read("examples/google-tag-manager/template.tpl"),
    wordpressPlugin: read("examples/wordpress/callpool.php"),
    reactComponent: read("examples/react/callpool-number.tsx"),
    vueComponent: read("examples/vue/callpool-number.ts"),
    types: read("snippet/callpool.d.ts"),
  };
}
