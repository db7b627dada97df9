import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limits } from "../../core/limits.ts";
import { readBrowser, type RequestHeaders } from "./browser.ts";

const chromium = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0";
const windows = `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chromium} Safari/537.36`;
const android = `Mozilla/5.0 (Linux; Android 10; K) ${chromium} Mobile Safari/537.36`;
const apple = "AppleWebKit/605.1.15 (KHTML, like Gecko)";
const iphone = `Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) ${apple}`;
const mac = `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${apple}`;

/** `name=value` of each tag. */
function told(headers: RequestHeaders): readonly string[] {
  const { isBot, tags } = readBrowser(headers);
  expect(isBot).toBe(false);
  expect(tags.every(({ type }) => type === "Technology")).toBe(true);
  return tags.map(({ name, value }) => `${name}=${value}`);
}

describe("a browser, by its headers (R22)", () => {
  test.each<readonly [string, RequestHeaders, readonly string[]]>([
    [
      "Chrome on Windows, whose version the user agent hides",
      { "user-agent": windows },
      ["browser=Chrome", "browserVersion=149", "os=Windows", "deviceType=desktop"],
    ],
    [
      "Chrome on Windows 11, by its hints",
      { "user-agent": windows, "sec-ch-ua-platform-version": '"15.0.0"' },
      ["browser=Chrome", "browserVersion=149", "os=Windows", "osVersion=11", "deviceType=desktop"],
    ],
    [
      "Chrome on Windows 10, by its hints",
      { "user-agent": windows, "sec-ch-ua-platform-version": '"10.0.0"' },
      ["browser=Chrome", "browserVersion=149", "os=Windows", "osVersion=10", "deviceType=desktop"],
    ],
    [
      "Chrome on Android, as it comes unasked",
      { "user-agent": android, "sec-ch-ua-mobile": "?1", "sec-ch-ua-platform": '"Android"' },
      ["browser=Chrome", "browserVersion=149", "os=Android", "deviceType=mobile"],
    ],
    [
      "Chrome on Android, where the page delegates the hints",
      {
        "user-agent": android,
        "sec-ch-ua-platform-version": '"16.0.0"',
        "sec-ch-ua-model": '"Pixel 9"',
      },
      [
        "browser=Chrome",
        "browserVersion=149",
        "os=Android",
        "osVersion=16",
        "deviceType=mobile",
        "deviceModel=Pixel 9",
      ],
    ],
    [
      "Brave, which only its brands tell",
      { "user-agent": windows, "sec-ch-ua": '"Chromium";v="149", "Brave";v="149"' },
      ["browser=Brave", "browserVersion=149", "os=Windows", "deviceType=desktop"],
    ],
    [
      "Safari on an iPhone",
      { "user-agent": `${iphone} Version/18.5 Mobile/15E148 Safari/604.1` },
      [
        "browser=Safari",
        "browserVersion=18.5",
        "os=iOS",
        "osVersion=18.5",
        "deviceType=mobile",
        "deviceVendor=Apple",
        "deviceModel=iPhone",
      ],
    ],
    [
      "Safari on macOS, whose version the user agent hides",
      { "user-agent": `${mac} Version/18.5 Safari/605.1.15` },
      [
        "browser=Safari",
        "browserVersion=18.5",
        "os=macOS",
        "deviceType=desktop",
        "deviceVendor=Apple",
      ],
    ],
    [
      "Internet Explorer on Windows 7",
      { "user-agent": "Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko" },
      [
        "browser=Internet Explorer",
        "browserVersion=11",
        "os=Windows",
        "osVersion=7",
        "deviceType=desktop",
      ],
    ],
    ["one that says nothing", {}, []],
  ])("%s", (_, headers, expected) => {
    expect(told(headers)).toEqual(expected);
  });

  test("is the same object when it is seen again, so that it is read once", () => {
    expect(readBrowser({ "user-agent": windows })).toBe(readBrowser({ "user-agent": windows }));
  });
});

describe("known bots (R30)", () => {
  test.each([
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "AdsBot-Google (+http://www.google.com/adsbot.html)",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    `Mozilla/5.0 (X11; Linux x86_64) ${chromium.replace("Chrome", "HeadlessChrome")} Safari/537.36`,
    "curl/8.14.1",
  ])("%s", (userAgent) => {
    expect(readBrowser({ "user-agent": userAgent })).toEqual({ isBot: true, tags: [] });
  });

  test.each([
    windows,
    // A phone's name, and an app's browser.
    `Mozilla/5.0 (Linux; Android 9; CUBOT X19) ${chromium} Mobile Safari/537.36`,
    `${iphone} Mobile/15E148 [FBAN/FBIOS;FBAV/510.0.0.38]`,
  ])("none: %s", (userAgent) => {
    expect(readBrowser({ "user-agent": userAgent }).isBot).toBe(false);
  });
});

describe("headers of hostile clients (R71)", () => {
  const hints = ["sec-ch-ua", "sec-ch-ua-mobile", "sec-ch-ua-platform-version", "sec-ch-ua-model"];
  const likely = fc.constantFrom(
    "Mozilla/5.0 (",
    ";",
    "Chrome/",
    '"',
    "\\",
    "NT 10.0",
    "__proto__",
  );
  const text = fc.array(fc.oneof(likely, fc.string({ unit: "binary" }))).map((all) => all.join(""));

  test("are read without an error, and give short texts", () => {
    const headers = fc.record(
      Object.fromEntries(["user-agent", ...hints].map((name) => [name, text])),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(headers, (given) => {
        for (const { name, value } of readBrowser(given).tags) {
          expect(name).toMatch(/^[a-zA-Z]+$/);
          expect(value.length).toBeLessThanOrEqual(limits.browserHeaderCharsMax);
        }
      }),
    );
  });

  test.each([
    ["a list where one text is wanted", { "user-agent": [windows, windows] }],
    ["hints that are no strings", { "user-agent": "x y", "sec-ch-ua-model": "Pixel" }],
    ["a hint with an open end", { "user-agent": "x y", "sec-ch-ua-model": '"Pixel' }],
  ])("%s: nothing is known", (_, headers) => {
    expect(readBrowser(headers).tags).toEqual([]);
  });

  test("a megabyte is read as its beginning", () => {
    const long = windows + "x".repeat(1_048_576);
    expect(told({ "user-agent": long })).toContain("browser=Chrome");
  });
});
