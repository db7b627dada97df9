import type { Campaign } from "../../api/campaigns.ts";
import type { CampaignParts } from "./use-campaign-parts.ts";

type Known = {
  readonly campaign: Pick<Campaign, "status" | "target">;
  readonly numbers: readonly Pick<CampaignParts["numbers"][number], "id" | "status">[];
  readonly tags: readonly Pick<CampaignParts["tags"][number], "status" | "publisherNumberId">[];
};

/** Why pages show no numbers of a campaign (R19), or why its calls are rejected (R49). */
export type Missing =
  | "active_campaign"
  | "publisher_number"
  | "tag"
  | "active_tag"
  | "active_publisher_number"
  | "target";

/** What a campaign lacks before it works, what is to be done first at the beginning. */
export function missingOf({ campaign, numbers, tags }: Known): readonly Missing[] {
  const pages = missingForPages(numbers, tags);
  return [
    ...(campaign.status === "active" ? [] : (["active_campaign"] as const)),
    ...(pages === undefined ? [] : [pages]),
    ...(campaign.target === undefined ? (["target"] as const) : []),
  ];
}

function missingForPages(numbers: Known["numbers"], tags: Known["tags"]): Missing | undefined {
  if (numbers.length === 0) return "publisher_number";
  if (tags.length === 0) return "tag";
  const active = tags.filter((tag) => tag.status === "active");
  if (active.length === 0) return "active_tag";
  const isShown = active.some(({ publisherNumberId }) =>
    numbers.some(({ id, status }) => id === publisherNumberId && status === "active"),
  );
  return isShown ? undefined : "active_publisher_number";
}
