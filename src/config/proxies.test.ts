import Fastify from "fastify";
import { describe, expect, test } from "vitest";
import { isProxyList, proxyList } from "./proxies.ts";

describe("a list of proxies", () => {
  test.each([
    ["", []],
    ["10.0.0.1", ["10.0.0.1"]],
    ["loopback, uniquelocal,linklocal", ["loopback", "uniquelocal", "linklocal"]],
    ["10.0.0.0/8,2001:db8::/32,::1/128", ["10.0.0.0/8", "2001:db8::/32", "::1/128"]],
  ])("%j is one, and the server takes it", (text, members) => {
    expect(isProxyList(text)).toBe(true);
    expect(proxyList(text)).toEqual(members);
    Fastify({ trustProxy: [...members] });
  });

  test.each([
    "true",
    "*",
    "1",
    "proxy.example",
    "10.0.0.256",
    "10.0.0.0/0",
    "10.0.0.0/33",
    "10.0.0.0/08",
    "10.0.0.0/8/8",
    "10.0.0.0/",
    "::/129",
    "loopback 10.0.0.1",
  ])("%j is none", (text) => {
    expect(isProxyList(text)).toBe(false);
  });
});
