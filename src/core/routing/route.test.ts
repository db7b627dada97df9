import { expect, test } from "vitest";
import { route } from "./route.ts";

const target = { kind: "phone", address: "+12125550190" } as const;

test.each([
  ["an active campaign", { campaignStatus: "active", target }, { kind: "connect", target }],
  ["a paused campaign", { campaignStatus: "paused", target }, reject("campaign_paused")],
  ["a deleted campaign", { campaignStatus: "deleted", target }, reject("campaign_deleted")],
  ["no target", { campaignStatus: "active" }, reject("no_target")],
  [
    "a paused publisher number",
    { campaignStatus: "active", publisherNumberStatus: "paused", target },
    reject("publisher_number_paused"),
  ],
  [
    "a deleted publisher number",
    { campaignStatus: "active", publisherNumberStatus: "deleted", target },
    reject("publisher_number_deleted"),
  ],
  [
    "an active publisher number",
    { campaignStatus: "active", publisherNumberStatus: "active", target },
    { kind: "connect", target },
  ],
  [
    "a paused campaign names itself before its publisher number",
    { campaignStatus: "paused", publisherNumberStatus: "paused", target },
    reject("campaign_paused"),
  ],
] as const)("%s (R48, R49)", (_, plan, expected) => {
  expect(route(plan)).toEqual(expected);
});

function reject<Reason extends string>(reason: Reason) {
  return { kind: "reject", reason } as const;
}
