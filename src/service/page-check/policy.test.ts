import { describe, expect, test } from "vitest";
import { allowsRequests, allowsScript, readPolicies } from "./policy.ts";

const page = "https://plumber.example/";
const url = "https://calls.example.com/cmp_1";

describe("a content security policy", () => {
  test.each([
    ["none at all", "", true],
    ["of other things", "img-src 'self'", true],
    ["none", "script-src 'none'", false],
    ["self alone", "script-src 'self'", false],
    ["everything", "script-src *", true],
    ["every secure address", "script-src https:", true],
    ["the host", "script-src 'self' calls.example.com", true],
    ["the host with its scheme", "script-src https://calls.example.com", true],
    ["http includes https", "script-src http://calls.example.com", true],
    ["the hosts below", "script-src *.example.com", true],
    ["a host does not contain itself below", "script-src *.calls.example.com", false],
    ["another port", "script-src calls.example.com:8443", false],
    ["any port", "script-src calls.example.com:*", true],
    ["a folder", "script-src calls.example.com/snippet/", false],
    ["the very path", "script-src calls.example.com/cmp_1", true],
    ["the default", "default-src 'self'", false],
    ["scripts before the default", "default-src 'self'; script-src https:", true],
    ["elements before scripts", "script-src https:; script-src-elem 'self'", false],
    ["inline alone", "script-src 'unsafe-inline'", false],
    ["a nonce", "script-src 'nonce-abc'", true],
    ["another nonce", "script-src 'nonce-abd'", false],
    ["a hash", "script-src 'sha384-xyz'", true],
    ["trusted scripts alone", "script-src 'strict-dynamic' https:", false],
    ["two policies", "script-src *, script-src 'self'", false],
    ["letters of any case", "SCRIPT-SRC HTTPS://Calls.Example.com", true],
  ])("for scripts: %s", (_, policy, expected) => {
    const script = { url, nonce: "abc", integrity: "sha384-xyz" };
    expect(allowsScript(readPolicies([policy]), page, script)).toBe(expected);
  });

  test.each([
    ["connect-src 'self'", false],
    ["default-src 'self'; script-src *", false],
    ["connect-src https://calls.example.com", true],
    ["script-src 'none'", true],
  ])("for requests: %s", (policy, expected) => {
    expect(allowsRequests(readPolicies([policy]), page, url)).toBe(expected);
  });
});
