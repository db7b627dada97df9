import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OptionError } from "../config/options.ts";
import { placeDatabase } from "../../test/support/place-database.ts";
import { openPlaces } from "./places.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "callpool-places-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function file(content: Buffer | string): string {
  const path = join(folder, "places.mmdb");
  writeFileSync(path, content);
  return path;
}

describe("the database that comes along", () => {
  test.each([
    ["8.8.8.8", { country: "US" }],
    ["2001:4860:4860::8888", { country: "US" }],
    ["81.2.69.142", { country: "GB" }],
    ["127.0.0.1", {}],
    ["192.168.1.1", {}],
    ["172.16.0.1", {}],
    ["100.64.0.1", {}],
    ["::1", {}],
    ["fd00::1", {}],
  ])("%s", async (address, expected) => {
    const placeOf = await openPlaces("");
    expect(placeOf(address)).toEqual(expected);
  });
});

describe("a city database of the operator (R22)", () => {
  const newYork = {
    city: { names: { en: "New York", es: "Nueva York" } },
    country: { iso_code: "US" },
    postal: { code: "10001" },
    subdivisions: [{ iso_code: "NY", names: { en: "New York" } }],
  };

  test("tells region, city and postal code", async () => {
    const places = { "81.2.69.0/24": newYork, "2a02::/16": { country: { iso_code: "MX" } } };
    const placeOf = await openPlaces(file(placeDatabase(places)));
    const known = { country: "US", region: "NY", city: "New York", postalCode: "10001" };
    expect(placeOf("81.2.69.142")).toEqual(known);
    expect(placeOf("2a02::7")).toEqual({ country: "MX" });
    expect(placeOf("8.8.8.8")).toEqual({});
  });

  test("of a record in another shape nothing is read", async () => {
    const odd = { city: "New York", country: { iso_code: 840 } };
    const placeOf = await openPlaces(file(placeDatabase({ "81.2.69.0/24": odd })));
    expect(placeOf("81.2.69.142")).toEqual({});
  });

  test.each([
    ["is missing", () => join(folder, "none.mmdb")],
    ["is a folder", () => folder],
    ["is empty", () => file("")],
    ["is something else", () => file("not a database".repeat(100))],
    ["is cut short", () => file(placeDatabase({ "81.2.69.0/24": newYork }).subarray(0, 400))],
  ])("that %s is refused, with its path", async (_, path) => {
    const opened = openPlaces(path());
    await expect(opened).rejects.toThrow(OptionError);
    await expect(opened).rejects.toThrow(folder);
  });
});
