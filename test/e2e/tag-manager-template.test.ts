import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fire, readTemplate, refusedFields } from "../support/tag-manager.ts";
import { codeOnly } from "../tidy/code-text.ts";

/* The template of examples/google-tag-manager, in a small Tag Manager. */

const path = join(import.meta.dirname, "../../examples/google-tag-manager/template.tpl");
const file = readFileSync(path, "utf8");
const template = readTemplate(file);
const forOneServer = readTemplate(file.replace("https://*/*", "https://calls.shop.example/*"));

const values = { host: "calls.shop.example", campaign: "cmp_01m84wj435fe0md6qfgpe4pe2n" };
const url = `https://${values.host}/${values.campaign}`;

describe("the file", () => {
  test("has the sections of a template in their order, each of them readable", () => {
    expect(template.sections).toEqual([
      "TERMS_OF_SERVICE",
      "INFO",
      "TEMPLATE_PARAMETERS",
      "SANDBOXED_JS_FOR_WEB_TEMPLATE",
      "WEB_PERMISSIONS",
      "TESTS",
      "NOTES",
    ]);
    expect(template.info.displayName).toBe("Callpool");
    expect(template.fields.map(({ name }) => name)).toEqual(["host", "campaign"]);
  });

  test("asks for what the code uses, and for nothing more", () => {
    const asked = template.permissions.map(({ instance }) => instance.key.publicId);
    expect(asked).toEqual(["inject_script", "logging"]);
    const required = [...template.code.matchAll(/require\('(\w+)'\)/g)].map(([, name]) => name);
    expect(required).toEqual([
      "encodeUriComponent",
      "injectScript",
      "logToConsole",
      "queryPermission",
    ]);
  });

  test("uses no JavaScript that Tag Manager does not have", () => {
    expect(codeOnly(template.code)).not.toMatch(
      /\b(new|this|class|async|await|import|window|document|RegExp)\b/,
    );
  });
});

describe("the fields", () => {
  test("take a host and a campaign's id", () => {
    expect(refusedFields(template, values)).toEqual([]);
    expect(refusedFields(template, { ...values, host: "10.0.0.1:8443" })).toEqual([]);
  });

  test("refuse what would lead elsewhere, and the example's own campaign", () => {
    for (const host of ["", "https://a.example", "a.example/", "a b", "user@a.example", "a?b"]) {
      expect(refusedFields(template, { ...values, host }), host).toEqual(["host"]);
    }
    for (const campaign of ["", "cmp_yourcampaign", `${values.campaign}/..`, "tag_1"]) {
      expect(refusedFields(template, { ...values, campaign }), campaign).toEqual(["campaign"]);
    }
  });
});

describe("a tag that fires", () => {
  test.each([
    ["any server", template],
    ["this server alone", forOneServer],
  ])("loads the campaign's script once, from a template for %s (R18)", (_case, its) => {
    const fired = fire(its, values);
    expect(fired).toEqual({
      outcome: "success",
      injected: [{ url, cacheToken: url }],
      logged: [],
    });
  });

  test("fails when the script does not load", () => {
    expect(fire(template, values, false).outcome).toBe("failure");
  });

  test("says why when its permissions do not allow the server, and loads nothing", () => {
    const fired = fire(forOneServer, { ...values, host: "other.example" });
    expect(fired).toMatchObject({ outcome: "failure", injected: [] });
    expect(fired.logged).toEqual([expect.stringContaining("https://other.example/")]);
  });

  test("loads nothing but a campaign, whatever the field says", () => {
    const fired = fire(template, { ...values, campaign: "../evil.js?x=1" });
    expect(fired.injected.map((one) => one.url)).toEqual([
      `https://${values.host}/..%2Fevil.js%3Fx%3D1`,
    ]);
  });
});

test("the small Tag Manager refuses what the real one does", () => {
  const changed = (from: string, to: string) => readTemplate(file.replace(from, to));
  const unpermitted = changed("if (queryPermission('inject_script', url))", "if (true)");
  const elsewhere = { ...unpermitted, permissions: forOneServer.permissions };
  expect(() => fire(elsewhere, { ...values, host: "other.example" })).toThrow("Permission denied");
  expect(() => fire(changed("const url =", "document.title; const url ="), values)).toThrow();
  expect(() => fire(changed("const url =", "Math.random(); const url ="), values)).toThrow();
  expect(() => fire(changed("'encodeUriComponent'", "'fetch'"), values)).toThrow("no fetch");
  expect(() => changed('"type": "TEXT",', '"type": "TEXT"')).toThrow(SyntaxError);
});
