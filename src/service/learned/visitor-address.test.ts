import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { isIP } from "node:net";
import { describe, expect, test } from "vitest";
import { truncatedAddress, visitorAddress } from "./visitor-address.ts";

describe("a visitor's address", () => {
  test.each([
    ["203.0.113.7", "203.0.113.7"],
    ["2001:DB8:0:0::7", "2001:db8::7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["::ffff:cb00:7107", "203.0.113.7"],
    ["::ffff:0:203.0.113.7", "::ffff:0:cb00:7107"],
    ["64:ff9b::203.0.113.7", "203.0.113.7"],
    ["64:ff9b::0.0.0.1", "0.0.0.1"],
    ["64:ff9b::1:203.0.113.7", "64:ff9b::1:cb00:7107"],
    ["::ffff:0.0.0.1", "0.0.0.1"],
    ["::ffff:1", "::ffff:1"],
    ["64:ff9b:1::203.0.113.7", "64:ff9b:1::cb00:7107"],
    ["203.0.113.7:5555", "203.0.113.7"],
    ["[2001:db8::7]:443", "2001:db8::7"],
    ["[2001:DB8::7]", "2001:db8::7"],
    ["[::ffff:203.0.113.7]:80", "203.0.113.7"],
    ["[fe80::1%eth0]:443", "fe80::1"],
    ["fe80::1%eth0", "fe80::1"],
    ["::1", "::1"],
  ])("%s is %s", (given, expected) => {
    expect(visitorAddress(given)).toBe(expected);
  });

  test.each([
    "",
    "unknown",
    "203.0.113.7:",
    "203.0.113.7:http",
    "203.0.113.7:443:443",
    "203.0.113.7:5555555",
    "[203.0.113.7]:443",
    "[2001:db8::7",
    "[2001:db8::7]443",
    "[[2001:db8::7]]",
    "203.0.113:443",
    "203.0.113",
    "0x7f.1",
    "0203.0.113.7",
    "203.0.113.7\u0000",
    "<script>alert(1)</script>",
    "1:".repeat(10_000),
  ])("%j is none (R71)", (given) => {
    expect(visitorAddress(given)).toBeUndefined();
  });

  test("every address has one way to be written", () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (given) => {
        const address = visitorAddress(given) ?? "";
        expect(isIP(address)).not.toBe(0);
        expect(visitorAddress(address)).toBe(address);
        expect(visitorAddress(given.toUpperCase())).toBe(address);
      }),
    );
  });
});

describe("a truncated address (R22)", () => {
  test.each([
    ["203.0.113.7", "203.0.113.0"],
    ["203.0.113.0", "203.0.113.0"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1::"],
    ["2001:db8::7", "2001:db8::"],
    ["::1", "::"],
    // With an IPv4 address in them: 6to4, Teredo, and what a gateway at the visitor's has made.
    ["2002:cb00:714d::1", "2002:cb00:7100::"],
    ["2001:0:c000:221:0:f227:34ff:8eb2", "2001:0:c000::"],
    ["64:ff9b:1::cb00:714d", "64:ff9b:1::"],
    ["::ffff:0:cb00:714d", "::"],
  ])("%s becomes %s", (address, expected) => {
    expect(truncatedAddress(address)).toBe(expected);
  });

  test("says no more of an IPv4 address, whatever that is carried in", () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.nat(255), (given, last) => {
        const hex = ipaddr
          .parse(given)
          .toByteArray()
          .map((byte) => byte.toString(16));
        const groups = `${hex[0]}${hex[1]?.padStart(2, "0")}:${hex[2]}${hex[3]?.padStart(2, "0")}`;
        const other = given.replace(/\d+$/, String(last));
        const ways = [given, `::ffff:${given}`, `64:ff9b::${given}`, `${given}:1`];
        for (const way of ways) {
          expect(truncatedAddress(visitorAddress(way) ?? "")).toBe(truncatedAddress(other));
        }
        const inSixToFour = truncatedAddress(visitorAddress(`2002:${groups}::1`) ?? "");
        expect(ipaddr.parse(inSixToFour).toByteArray()[5]).toBe(0);
      }),
    );
  });

  test("is the same for all of a /24 or a /48", () => {
    const byte = fc.integer({ min: 0, max: 255 });
    const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));
    fc.assert(
      fc.property(byte, byte, group, group, (a, b, c, d) => {
        expect(truncatedAddress(`198.51.100.${a}`)).toBe(truncatedAddress(`198.51.100.${b}`));
        const six = (last: string) => visitorAddress(`2001:db8:7:${last}::${last}`) ?? "";
        expect(truncatedAddress(six(c))).toBe(truncatedAddress(six(d)));
      }),
    );
  });
});
