import { describe, expect, test } from "vitest";
import { isPublicAddress, lookupPublic, refuseLiteral } from "./allowed-address.ts";

describe("addresses of outgoing requests (R72)", () => {
  test.each([
    "127.0.0.1",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "198.18.0.1",
    "192.0.2.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::7f00:1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001:db8::1",
    "localhost",
    "",
  ])("%s is not public", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each(["8.8.8.8", "93.184.215.14", "2606:4700:4700::1111", "::ffff:8.8.8.8"])(
    "%s is public",
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  test.each(["http://0x7f.1/", "http://2130706433/", "http://017700000001/", "http://[::1]/"])(
    "%s is refused, however it is written",
    (url) => {
      expect(() => refuseLiteral(new URL(url).hostname)).toThrow("not a public address");
    },
  );

  test("a name that leads to this machine is refused when the connection is made", async () => {
    for (const all of [true, false]) {
      const { promise, resolve } = Promise.withResolvers<unknown>();
      lookupPublic("localhost", { all }, resolve);
      expect(await promise).toMatchObject({ name: "AddressNotAllowed" });
    }
  });
});
