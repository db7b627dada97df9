import { expect, test } from "vitest";
import { learn } from "./asker.ts";

const headers = {
  "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
};
const placeOf = (address: string) => ({ city: `where ${address} is` });

function told(address: string, truncateIpAddresses = false): readonly string[] {
  return learn({ address, headers }, placeOf, truncateIpAddresses)
    .tags.filter(({ name }) => name === "ipAddress" || name === "city")
    .map(({ type, name, value, source }) => `${source} ${type} ${name}=${value}`);
}

test("the address is told, and where it is (R22)", () => {
  expect(told("::ffff:81.2.69.142")).toEqual([
    "impression Technology ipAddress=81.2.69.142",
    "enrichment Geo city=where 81.2.69.142 is",
  ]);
});

test("of a truncated address, the place is still that of the whole one (R22)", () => {
  expect(told("81.2.69.142", true)).toEqual([
    "impression Technology ipAddress=81.2.69.0",
    "enrichment Geo city=where 81.2.69.142 is",
  ]);
});

test("what is no address tells nothing (R71)", () => {
  expect(told("unknown")).toEqual([]);
});

test("of a bot nothing is learned but that it is one (R30)", () => {
  const asked = { address: "66.249.66.1", headers: { "user-agent": "Googlebot/2.1" } };
  expect(learn(asked, placeOf, false)).toEqual({ isBot: true, tags: [] });
});
