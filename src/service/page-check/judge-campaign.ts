import type { PageFinding } from "../../contract/admin/page-check.ts";
import type { Campaign, ServedCampaign } from "../../store/catalogue.ts";
import { bad, good } from "./finding.ts";

/** Whether the campaign shows numbers at all (R19). */
export function judgeCampaign(
  { name, status }: Pick<Campaign, "name" | "status">,
  served: Pick<ServedCampaign, "tags"> | undefined,
): PageFinding {
  if (status === "paused") {
    return bad("campaign_paused", {
      title: "The campaign is paused",
      detail: `While ${name} is paused, every page keeps the number that is written on it.`,
      remedy: "Activate the campaign.",
    });
  }
  if (status === "deleted") {
    return bad("campaign_deleted", {
      title: "The campaign is deleted",
      detail: `${name} was deleted, so its code does nothing any more.`,
      remedy: "Put the code of another campaign on the page.",
    });
  }
  if (served === undefined || served.tags.length === 0) {
    return bad("no_active_tag", {
      title: "The campaign has no active call tracking tag",
      detail: `Nothing tells the code of ${name} which number to replace.`,
      remedy: "Add a call tracking tag with an active publisher number, or activate one.",
    });
  }
  const count = served.tags.length === 1 ? "one active tag" : `${served.tags.length} active tags`;
  return good("campaign_active", "The campaign is active", `${name} has ${count}.`);
}
