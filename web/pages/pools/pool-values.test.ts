import { expect, test } from "vitest";
import { createOf, newPoolValues, patchOf } from "./pool-values.ts";

test("a new pool's form begins with the defaults of R1", () => {
  expect(createOf({ ...newPoolValues("US"), name: " Main " })).toEqual({
    name: "Main",
    country: "US",
    numberType: "local",
    idleLimitSeconds: 300,
    closedBrowserDelaySeconds: 30,
    linkRetentionSeconds: 21_600,
    releaseOnClose: false,
  });
});

test("an emptied field of seconds is left to the server's default", () => {
  const values = { ...newPoolValues("US"), name: "Main", idleLimitSeconds: "" };
  expect(createOf(values)).not.toHaveProperty("idleLimitSeconds");
});

test("only what was changed is sent, so that nobody else's change is undone", () => {
  const before = { ...newPoolValues("US"), name: "Main", areaCode: "212", publisherId: "pub_1" };
  const now = { ...before, areaCode: " ", publisherId: "", idleLimitSeconds: 60 };
  expect(patchOf(before, before)).toEqual({});
  expect(patchOf(before, now)).toEqual({ areaCode: null, publisherId: null, idleLimitSeconds: 60 });
});
