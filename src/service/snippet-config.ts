import type { SnippetConfig } from "../contract/edge.ts";
import { callingCodeOf } from "../core/phone/calling-code.ts";
import { callingCodeOfCountry } from "../core/phone/e164.ts";
import { numberingPlan } from "../core/phone/numbering-plan.ts";
import type { ServedCampaign, ServedTag } from "../store/catalogue.ts";
import { displayNumber } from "./display-number.ts";

/**
 * What the campaign's script needs to know before it asks (R18). Versioned scripts of earlier
 * releases ask for it as well: what it has is added to, and keeps its meaning.
 */
export function snippetConfig(served: ServedCampaign): SnippetConfig {
  // The world's plans stay here: of the snippet, every page would load them.
  const callingCodes = new Set(served.tags.flatMap(callingCodesOf));
  return {
    campaign: served.campaignId,
    plans: [...callingCodes].map(numberingPlan),
    tags: served.tags.map((tag) => ({
      tag: tag.tagId,
      replace: tag.numberToReplace,
      primary: tag.primaryNumber,
      national: displayNumber(tag.primaryNumber).national,
      capture: tag.pool !== undefined,
    })),
  };
}

/** Of the numbers that a page may show for a tag: a pool's are all of its country. */
function callingCodesOf({ numberToReplace, primaryNumber, pool }: ServedTag): readonly string[] {
  const codes = [numberToReplace, primaryNumber].map(callingCodeOf);
  return pool === undefined ? codes : [...codes, callingCodeOfCountry(pool.country)];
}
