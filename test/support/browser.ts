import { chromium, type Browser } from "playwright-core";
import { chromiumFlags, findChromium } from "../../tools/chromium.ts";

/** A real Chromium. Each context of it is a visitor of their own. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("No Chromium: npm test installs one.");
  return chromium.launch({ executablePath, args: [...chromiumFlags] });
}
