import type { SnippetConfig } from "../contract/edge.ts";
import type { ServedCampaign } from "../store/catalogue.ts";
import { displayNumber } from "./display-number.ts";

/** What the campaign's script needs to know before it asks (R18). */
export function snippetConfig(served: ServedCampaign): SnippetConfig {
  return {
    campaign: served.campaignId,
    tags: served.tags.map((tag) => ({
      tag: tag.tagId,
      replace: tag.numberToReplace,
      primary: tag.primaryNumber,
      national: displayNumber(tag.primaryNumber).national,
      capture: tag.pool !== undefined,
    })),
  };
}
