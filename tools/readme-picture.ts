// Makes docs/images/first-light.png for the README: the demo page as a visitor sees it, beside what
// a test call to the number on it prints. Both come from a server that this starts on a new folder.

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser } from "playwright-core";
import { chromiumFlags, findChromium } from "./chromium.ts";

const root = join(import.meta.dirname, "..");
const main = join(root, "src/cli/main.ts");
const picture = join(root, "docs/images/first-light.png");

async function startServer(data: string) {
  const server = spawn(process.execPath, [main, "serve", "--port", "0", "--data", data], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  for await (const chunk of server.stdout
    .setEncoding("utf8")
    .iterator({ destroyOnReturn: false })) {
    printed += String(chunk);
    if (printed.includes("Stop it with")) break;
  }
  const url = /running at (\S+)/.exec(printed)?.[1];
  if (url === undefined) throw new Error(`The server did not start: ${printed}`);
  return { server, url };
}

async function demoPage(browser: Browser, url: string) {
  const page = await browser.newPage({ viewport: { width: 900, height: 760 } });
  await page.goto(`${url}/demo/?utm_source=google&utm_campaign=spring&gclid=Cj0KCQ&zip=90210`);
  await page.waitForFunction(() => document.body.innerText.includes("for you alone"));
  const href = (await page.getAttribute("header a", "href")) ?? "";
  return { image: await page.screenshot(), number: href.replace("tel:", "") };
}

function composition(image: Buffer, command: string, report: string): string {
  const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<!doctype html><meta charset="utf-8"><style>
    body { margin: 0; display: flex; gap: 28px; padding: 28px; background: #e9edf1; width: 1724px }
    img, pre { border-radius: 12px; box-shadow: 0 6px 28px #0003; display: block; margin: 0 }
    img { width: 820px }
    pre { flex: 1; background: #10202f; color: #d7e3ec; padding: 26px; overflow: hidden;
      font: 14.5px/1.5 "DejaVu Sans Mono", monospace; white-space: pre-wrap }
    b { color: #f4a259; font-weight: 400 }
  </style><img src="data:image/png;base64,${image.toString("base64")}">
  <pre><b>$ ${escape(command)}</b>\n\n${escape(report)}</pre>`;
}

const data = mkdtempSync(join(tmpdir(), "callpool-picture-"));
const { server, url } = await startServer(data);
const executablePath = findChromium();
if (executablePath === undefined) throw new Error("No Chromium; npm test installs one.");
const browser = await chromium.launch({ executablePath, args: [...chromiumFlags] });
try {
  const { image, number } = await demoPage(browser, url);
  const call = ["call", number, "--from", "+12125550142"];
  const report = execFileSync(process.execPath, [main, ...call, "--data", data], {
    encoding: "utf8",
  });
  const page = await browser.newPage({ viewport: { width: 1780, height: 760 } });
  await page.setContent(composition(image, `npx callpool ${call.join(" ")}`, report));
  mkdirSync(join(picture, ".."), { recursive: true });
  await page.screenshot({ path: picture, fullPage: true });
  console.log(`Wrote ${picture}`);
} finally {
  await browser.close();
  server.kill("SIGTERM");
  await once(server, "exit");
  rmSync(data, { recursive: true });
}
