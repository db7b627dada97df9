import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { findChromium } from "./chromium.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "callpool-chromium-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function browser(name: string, exitCode: number): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\nexit ${exitCode}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe("the browser for the tests", () => {
  test("is the one that CHROMIUM_PATH names", () => {
    const path = browser("my-browser", 0);
    vi.stubEnv("CHROMIUM_PATH", path);
    expect(findChromium()).toBe(path);
  });

  test("is no other one if that does not start", () => {
    browser("chromium", 0);
    vi.stubEnv("PATH", folder);
    vi.stubEnv("CHROMIUM_PATH", join(folder, "nothing-here"));
    expect(findChromium()).toBeUndefined();
  });

  test("is the first on the PATH that starts, not a stub that only asks for another package", () => {
    browser("chromium", 1);
    const path = browser("google-chrome", 0);
    vi.stubEnv("PATH", folder);
    vi.stubEnv("CHROMIUM_PATH", "");
    expect(findChromium()).toBe(path);
  });
});
