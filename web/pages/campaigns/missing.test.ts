import { expect, test } from "vitest";
import { missingOf } from "./missing.ts";

const target = { kind: "phone", address: "+12125550190" } as const;
const active = { status: "active", target } as const;
const number = { id: "a", status: "active" } as const;
const tag = { publisherNumberId: "a", status: "active" } as const;

test.each([
  [
    "a new campaign lacks a number and a target",
    { status: "active" },
    [],
    [],
    ["publisher_number", "target"],
  ],
  ["with a number, it lacks a tag", active, [number], [], ["tag"]],
  ["with a tag, it lacks nothing", active, [number], [tag], []],
  ["its only tag is paused", active, [number], [{ ...tag, status: "paused" }], ["active_tag"]],
  [
    "the number of its only tag is paused, and another has no tag (R19)",
    active,
    [
      { ...number, status: "paused" },
      { id: "b", status: "active" },
    ],
    [tag],
    ["active_publisher_number"],
  ],
  ["it is paused", { ...active, status: "paused" }, [number], [tag], ["active_campaign"]],
] as const)("%s", (_, campaign, numbers, tags, expected) => {
  expect(missingOf({ campaign, numbers, tags })).toEqual(expected);
});
