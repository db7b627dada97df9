import { expect, test } from "vitest";
import { factTags, type Place } from "./learned.ts";
import { tagsOfVisit, type SessionData } from "./session-tags.ts";

const area = { width: 0, height: 0 };
const page = { url: "https://a.example/?zip=90210", referrer: "", title: "" };
const session: SessionData = { page, language: "", timeZone: "", screen: area, viewport: area };
const rules = { urlParameters: [], dropUnresolvedMacros: true };

test("facts are named tags, and what is unknown is left out (R31a)", () => {
  const place: Place = { country: "US", region: undefined, city: "", postalCode: "10001" };
  expect(factTags("Geo", place, "enrichment")).toEqual([
    { type: "Geo", name: "country", value: "US", source: "enrichment" },
    { type: "Geo", name: "postalCode", value: "10001", numericValue: 10001, source: "enrichment" },
  ]);
});

test("what the server learned is among a visit's tags, and the page's own word prevails (R22)", () => {
  const learned = factTags("Geo", { country: "US", city: "Newark" }, "enrichment");
  const pushed = [{ type: "Geo", name: "city", value: "Jersey City" }];
  const parameters = [{ name: "zip", value: "90210" }];
  const { tags } = tagsOfVisit({ session, parameters, learned, pushed }, rules);
  expect(tags.map(({ type, name, value, source }) => [type, name, value, source])).toEqual([
    ["Geo", "country", "US", "enrichment"],
    ["Geo", "city", "Jersey City", "impression"],
    ["User", "zip", "90210", "impression"],
  ]);
});
