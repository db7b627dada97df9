import { describe, expect, test } from "vitest";
import { diagnose, type PageFacts, type TagFacts } from "./diagnosis.ts";

const tag: TagFacts = {
  replace: "+12125550100",
  shown: { tag: "tag_1", number: "+16465550142", national: "(646) 555-0142" },
  found: 3,
  swapped: 3,
  excluded: 0,
  isShownByPage: false,
};
const page: PageFacts = {
  tags: [tag],
  visit: { handle: "imp_1", isBusy: false, isOver: false, hasConsent: true },
  scripts: 1,
  refusal: undefined,
  isHidden: false,
  hasCookie: true,
  isSettled: true,
};
const asking = { ...page.visit, handle: "" };
const unanswered = { ...tag, shown: undefined, swapped: 0 };
const onPage = (facts: Partial<TagFacts>) => ({ ...page, tags: [{ ...tag, ...facts }] });
const miss = { tag: "tag_1", number: "+12125550100", national: "(212) 555-0100" };

test("a page that works has nothing but good news", () => {
  expect(diagnose(page)).toStrictEqual([
    { level: "good", text: "The campaign is active." },
    { level: "good", text: "+12125550100: 3 places swapped." },
  ]);
});

describe("common mistakes are named (R36)", () => {
  test.each<[string, PageFacts, string]>([
    ["the number is not on the page", onPage({ found: 0 }), "+12125550100 is not on this page"],
    ["a second snippet", { ...page, scripts: 2 }, "2 script tags"],
    ["a paused campaign", { ...page, refusal: "It is paused." }, "It is paused."],
    ["no tags", { ...page, tags: [] }, "no call tracking tags"],
    ["a place that was missed", onPage({ swapped: 2 }), "1 place not swapped"],
    [
      "a server that does not answer",
      { ...page, visit: asking, tags: [unanswered] },
      "did not answer",
    ],
  ])("%s", (_, facts, text) => {
    const [worst] = diagnose(facts);
    expect(worst).toMatchObject({ level: "bad", text: expect.stringContaining(text) });
  });
});

describe("what is no mistake, but worth to know", () => {
  test.each<[string, PageFacts, string]>([
    ["an exhausted pool", onPage({ shown: { ...miss, reason: "pool_exhausted" } }), "taken"],
    ["another reason", onPage({ shown: { ...miss, reason: "drain_limit" } }), "drain_limit"],
    ["the primary number", onPage({ shown: miss, swapped: 0 }), "shown as it is"],
    ["an excluded place", onPage({ found: 4, excluded: 1 }), "1 place left alone"],
    ["a number that the page writes", onPage({ found: 0, isShownByPage: true }), "by itself"],
    ["content to come", { ...onPage({ found: 0 }), isSettled: false }, "not on this page yet"],
    ["a framework at work", { ...onPage({ swapped: 2 }), isSettled: false }, "not swapped yet"],
    ["consent", { ...page, visit: { ...asking, hasConsent: false } }, "consent(true)"],
    ["a hidden page", { ...page, visit: asking, isHidden: true }, "hidden"],
    ["a bot", { ...onPage({ shown: { ...miss, reason: "bot" } }), visit: asking }, "a bot"],
    ["no cookie", { ...page, hasCookie: false }, "another visitor"],
    ["released", { ...page, visit: { ...asking, isOver: true } }, "Nothing is asked"],
  ])("%s", (_, facts, text) => {
    const findings = diagnose(facts);
    expect(findings.filter(({ level }) => level === "bad")).toStrictEqual([]);
    expect(findings).toContainEqual({ level: "note", text: expect.stringContaining(text) });
  });
});
