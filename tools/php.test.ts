import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ensurePhp } from "./php.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "callpool-php-"));
  vi.stubEnv("PATH", folder);
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function command(name: string, script: string): void {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}

const php = "echo 'PHP 8.9.1 (cli)'; echo more";

describe("the PHP for the tests", () => {
  test("is the one on the PATH, and nothing is installed", () => {
    command("php", php);
    command("apt-get", "exit 1");
    expect(ensurePhp()).toBe("PHP 8.9.1 (cli)");
  });

  test("is installed where there is none, by whoever may", (context) => {
    const mayInstall = process.getuid?.() === 0 && existsSync("/etc/debian_version");
    if (!mayInstall) context.skip("only root on Debian or Ubuntu may install");
    const path = join(folder, "php");
    command(
      "apt-get",
      `case "$*" in *"install -y php-cli")
         printf "#!/bin/sh\\n%s\\n" "${php}" > ${path}; /bin/chmod +x ${path};; esac`,
    );
    expect(ensurePhp()).toBe("PHP 8.9.1 (cli)");
  });

  test("is none where apt fails, or there is no apt", () => {
    expect(ensurePhp()).toBeUndefined();
    command("apt-get", "exit 100");
    expect(ensurePhp()).toBeUndefined();
  });
});
