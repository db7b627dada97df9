import { expect, test } from "vitest";
import { snippetConfig } from "./snippet-config.ts";
import type { ServedTag } from "../store/catalogue.ts";

/** What the script is told of a campaign with such tags; no more of it matters here. */
function configOf(tags: readonly Partial<ServedTag>[]) {
  // A test writes numbers and ids as they are.
  return snippetConfig({ campaignId: "cmp_1", tags } as Parameters<typeof snippetConfig>[0]);
}

// As in configOf.
const tag = { numberToReplace: "+12125550100", primaryNumber: "+18885550199" } as ServedTag;

test.each([
  ["one country", tag, ["+1"]],
  ["a primary number of another", { ...tag, primaryNumber: "+442079460018" }, ["+1", "+44"]],
  ["a pool of another", { ...tag, pool: { country: "DE" } }, ["+1", "+49"]],
  ["a pool that shares a calling code", { ...tag, pool: { country: "CA" } }, ["+1"]],
])(
  "the script gets the numbering plans of all numbers it may see (R25): %s",
  (_, one, expected) => {
    // As in configOf.
    const { plans } = configOf([one as ServedTag]);
    expect(plans.map(({ callingCode }) => callingCode)).toStrictEqual(expected);
  },
);
