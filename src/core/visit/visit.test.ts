import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limits } from "../limits.ts";
import { continuesLanding, isClickId, landingKey } from "./campaign-parameter.ts";
import { isUnresolvedMacro } from "./macro.ts";
import { queryParameters } from "./query-string.ts";
import {
  pushedTags,
  tagsOfVisit,
  type PushedTag,
  type SessionData,
  type TagRules,
} from "./session-tags.ts";
import { addTags, makeTag, noTags } from "./tag.ts";

const rules = { urlParameters: [], dropUnresolvedMacros: true };

function session(url: string): SessionData {
  const area = { width: 0, height: 0 };
  const page = { url, referrer: "", title: "" };
  return { page, language: "", timeZone: "", screen: area, viewport: area };
}

function tagged(of: SessionData, pushed: readonly PushedTag[] = [], by: TagRules = rules) {
  const parameters = queryParameters(of.page.url);
  return tagsOfVisit({ session: of, parameters, learned: [], pushed }, by);
}

/** `type name=value` of each tag. */
function told(url: string, change: Partial<TagRules> = {}) {
  const { tags } = tagged(session(url), [], { ...rules, ...change });
  return tags.map(({ type, name, value }) => `${type} ${name}=${value}`);
}

describe("query parameters", () => {
  test.each([
    ["https://a.example/", []],
    ["https://a.example/?", []],
    ["https://a.example/?a=1&b=2", ["a=1", "b=2"]],
    ["https://a.example/?a=1#?b=2", ["a=1"]],
    ["https://a.example/?a+b=c+d%20e", ["a b=c d e"]],
    ["https://a.example/?flag&x=", ["flag=", "x="]],
    ["https://a.example/?x=100%&y=%zz", ["x=100%", "y=%zz"]],
    ["https://a.example/?q=a=b", ["q=a=b"]],
  ])("%s", (url, expected) => {
    expect(queryParameters(url).map(({ name, value }) => `${name}=${value}`)).toEqual(expected);
  });

  test("reads what URLSearchParams writes", () => {
    const pairs = fc.array(fc.tuple(fc.string({ unit: "grapheme" }), fc.string()));
    fc.assert(
      fc.property(pairs, (list) => {
        const written = list.map((pair) => pair.map(encodeURIComponent).join("=")).join("&");
        const read = queryParameters(`https://a.example/?${written}`);
        const expected = list.filter((pair) => pair.join("=") !== "=" || written.includes("="));
        expect(read.map(({ name, value }) => [name, value])).toEqual(expected);
      }),
    );
  });
});

describe("tags of a session (R31)", () => {
  test("every query parameter is a User tag, names are case-sensitive", () => {
    expect(told("https://a.example/?zip=90210&Zip=10001")).toEqual([
      "User zip=90210",
      "User Zip=10001",
    ]);
  });

  test("a click id is an Integration tag, too", () => {
    expect(told("https://a.example/?gclid=abc")).toEqual([
      "User gclid=abc",
      "Integration gclid=abc",
    ]);
  });

  test("a URL parameter rule maps the exact name", () => {
    const urlParameters = [{ parameter: "aff", type: "Publisher", name: "affiliate" }];
    expect(told("https://a.example/?aff=7&Aff=8", { urlParameters })).toEqual([
      "User aff=7",
      "Publisher affiliate=7",
      "User Aff=8",
    ]);
  });

  test("what the page pushes prevails", () => {
    const pushed = [{ type: "User", name: "zip", value: "10001" }];
    const { tags } = tagged(session("https://a.example/?zip=90210"), pushed);
    expect(tags.map((tag) => tag.value)).toEqual(["10001"]);
  });

  test("the browser's own word is Technology, and what it will not tell is left out", () => {
    const said = { ...session("https://a.example/"), language: "es-MX", timeZone: "Europe/Rome" };
    const screen = { width: 800, height: 600 };
    const { tags } = tagged({ ...said, screen });
    expect(tags.map(({ type, name, value }) => [type, name, value])).toEqual([
      ["Technology", "language", "es-MX"],
      ["Technology", "timeZone", "Europe/Rome"],
      ["Technology", "screen", "800x600"],
    ]);
  });

  test("unresolved macros are dropped and named, unless the campaign keeps them", () => {
    const url = "https://a.example/?a={x}&b=ok";
    expect(told(url)).toEqual(["User b=ok"]);
    expect(told(url, { dropUnresolvedMacros: false })).toEqual(["User a={x}", "User b=ok"]);
    const { cut } = tagged(session(url));
    expect(cut).toEqual([{ type: "User", name: "a", why: "unresolved_macro" }]);
  });

  test.each([
    ["{x}", true],
    ["{{campaign.id}}", true],
    ["[keyword]", true],
    ["$x$", true],
    ["a{x}", false],
    ["{x}b", false],
    ["{}", false],
    ["$5", false],
    ["", false],
  ])("macro %s: %s", (value, expected) => {
    expect(isUnresolvedMacro(value)).toBe(expected);
  });
});

describe("tags (R31a)", () => {
  test.each([
    ["5", 5],
    ["-2.50", -2.5],
    ["007", 7],
    ["1e3", undefined],
    ["0x1f", undefined],
    [" 5", undefined],
    ["", undefined],
    ["12345678901234567890", undefined],
  ])("numeric value of %j: %s", (value, expected) => {
    expect(makeTag("User", "n", value, "impression").numericValue).toBe(expected);
  });

  test("what a limit cuts is said", () => {
    const long = "x".repeat(limits.tagValueCharsMax + 1);
    const longName = "n".repeat(limits.tagNameCharsMax + 1);
    const { tags, cut } = addTags(noTags, [
      makeTag("User", "long", long, "impression"),
      makeTag("User", longName, "1", "impression"),
      makeTag("User", "", "1", "impression"),
    ]);
    expect(tags.map((tag) => tag.value.length)).toEqual([limits.tagValueCharsMax]);
    expect(cut.map((one) => one.why)).toEqual(["value_shortened", "name_too_long", "empty_name"]);
  });

  test("a value is not cut in the middle of a character", () => {
    const value = `${"x".repeat(limits.tagValueCharsMax - 1)}😀`;
    const { tags } = addTags(noTags, [makeTag("User", "n", value, "impression")]);
    expect(tags[0]?.value).toBe("x".repeat(limits.tagValueCharsMax - 1));
  });

  test("no two types and names are taken for one", () => {
    const { tags } = addTags(noTags, [
      makeTag("User\nzip", "x", "1", "impression"),
      makeTag("User", "zip\nx", "2", "impression"),
      makeTag("User", "\nzipx", "3", "impression"),
    ]);
    expect(tags.map((tag) => tag.value)).toEqual(["1", "2", "3"]);
  });

  test("an impression has at most its number of tags, and known ones can still change", () => {
    const many = Array.from({ length: limits.tagsPerImpressionMax + 5 }, (_, at) =>
      makeTag("User", `n${at}`, "1", "impression"),
    );
    const full = addTags(noTags, many);
    expect(full.tags).toHaveLength(limits.tagsPerImpressionMax);
    expect(full.cut).toHaveLength(5);
    const changed = addTags(full, [makeTag("User", "n0", "2", "impression")]);
    expect(changed.tags[0]?.value).toBe("2");
  });

  test("names of hostile pages stay plain data (R71)", () => {
    const pushed = pushedTags([{ type: "User", name: "__proto__", value: "<script>" }]);
    const { tags } = addTags(noTags, pushed);
    expect(tags).toEqual([
      { type: "User", name: "__proto__", value: "<script>", source: "impression" },
    ]);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});

describe("landings (R28)", () => {
  test.each([
    ["https://a.example/?zip=1", ""],
    ["https://a.example/?utm_source=x&gclid=1", "gclid=1&utm_source=x"],
    ["https://a.example/?gclid=1&UTM_source=x", "gclid=1&utm_source=x"],
    ["https://a.example/?gclid=", ""],
  ])("%s: %j", (url, key) => {
    expect(landingKey(queryParameters(url))).toBe(key);
  });

  test.each([
    ["gclid=1", "gclid=1", true],
    ["gclid=1", "", true],
    ["", "", true],
    ["gclid=1", "gclid=2", false],
    ["", "gclid=1", false],
  ])("landed with %j, a page with %j: %s", (landing, page, expected) => {
    expect(continuesLanding(landing, page)).toBe(expected);
  });

  test("click ids are known in any case", () => {
    expect(isClickId("GCLID")).toBe(true);
    expect(isClickId("zip")).toBe(false);
  });
});
