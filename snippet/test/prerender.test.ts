import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { answerNumbers, oneTag, openSite, smallPage } from "../../test/support/snippet-site.ts";
import { chromiumFlags, findChromium } from "../../tools/chromium.ts";

/** Chromium prerenders nothing while a debugger is attached: so nobody drives this one. */
function openAlone(url: string): void {
  const profile = mkdtempSync(join(tmpdir(), "callpool-prerender-"));
  const flags = ["--headless=new", `--user-data-dir=${profile}`, "--no-default-browser-check"];
  const names = "--host-resolver-rules=MAP *.test 127.0.0.1";
  const child = spawn(findChromium() ?? "", [...chromiumFlags, ...flags, names, url]);
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await once(child, "close");
    rmSync(profile, { recursive: true, maxRetries: 5 });
  });
}

test("a page that the browser prerenders takes a number when it is shown (R30)", async () => {
  const site = await openSite();
  onTestFinished(() => site.close());
  site.campaign = oneTag;
  site.answer = answerNumbers();
  const rules = { prerender: [{ urls: ["/shop"], eagerness: "immediate" }] };
  // It leads on once the test says so.
  site.pages.set("/gate", "PAUSE");
  site.pages.set(
    "/",
    `<script type="speculationrules">${JSON.stringify(rules)}</script>
    <script>
      fetch("/gate").then((gate) => gate.text()).then(() => { location = "/shop"; });
    </script>`,
  );
  // The page says what it sees, and only then may a number be asked for.
  const tells = `<p>212-555-0100</p><script>
    const tell = () => fetch("//EDGE/told/" + (document.prerendering ? "prerendered" : "shown"));
    addEventListener("load", () => {
      tell();
      document.addEventListener("prerenderingchange", () => callpool.ready.then(tell));
    });
  </script>`;
  site.pages.set("/shop", smallPage(tells));
  openAlone(site.url(""));
  await site.logged("GET /told/prerendered");
  site.goOn();
  await site.logged("GET /told/shown");
  expect(site.log).toStrictEqual([
    "GET /campaign.js",
    "GET /told/prerendered",
    "POST /v1/impressions",
    "GET /told/shown",
  ]);
});
