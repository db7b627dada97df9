import { describe, expect, test } from "vitest";
import { capabilitiesOf, isRole, mayHandOut, roles } from "./role.ts";

describe("roles (R67)", () => {
  test.each([
    ["owner", ["read", "write", "manage"]],
    ["admin", ["read", "write", "manage"]],
    ["member", ["read", "write"]],
    ["viewer", ["read"]],
    ["publisher", ["own"]],
  ] as const)("%s can %j", (role, can) => {
    expect(capabilitiesOf(role)).toEqual(can);
  });

  test("only owners hand out the owner's role; nobody without manage hands out any", () => {
    const givers = roles.map((giver) => roles.filter((role) => mayHandOut(giver, role)));
    const others = ["admin", "member", "viewer", "publisher"];
    expect(givers).toEqual([[...roles], others, [], [], []]);
  });

  test.each(["", "Owner", "owner,admin", "root", "__proto__"])("%j is no role", (text) => {
    expect(isRole(text)).toBe(false);
  });
});
