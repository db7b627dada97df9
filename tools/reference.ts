// Writes the parts of docs/reference that are made from the code.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { helpOf, serverOptions, type Option } from "../src/config/options.ts";
import { problemCodes } from "../src/contract/problem.ts";

const folder = join(import.meta.dirname, "../docs/reference");

function configuration(): string {
  const rows = Object.entries(serverOptions).map(([name, option]: [string, Option]) => {
    const shown =
      option.kind === "switch" ? `--no-${name}` : `--${name} ${option.placeholder ?? ""}`;
    const fallback = option.fallback === "" ? "" : `\`${option.fallback}\``;
    return `| \`${shown.trim()}\` | \`${option.environment}\` | ${fallback} | ${helpOf(option)} |`;
  });
  return `# Configuration

Options of the server: \`npm start -- OPTION…\`. The command line prevails over the environment.

| Option | Environment | Default | |
|---|---|---|---|
${rows.join("\n")}
`;
}

function problems(): string {
  const rows = Object.entries(problemCodes).map(
    ([code, { status, title, remedy }]) => `| \`${code}\` | ${status} | ${title} | ${remedy} |`,
  );
  return `# Problems

Every error is a problem document (RFC 9457): \`status\`, \`title\`, \`detail\` with what happened
and how to mend it, and a \`code\` from this list. Codes stay; the words may change.

| Code | Status | What it says | How to mend it |
|---|---|---|---|
${rows.join("\n")}
`;
}

/** The files, by name, as they should be. */
const generated: Readonly<Record<string, string>> = {
  "configuration.md": configuration(),
  "problems.md": problems(),
};

/** @returns the files that are not as they should be */
export function staleFiles(): readonly string[] {
  return Object.entries(generated)
    .filter(([name, text]) => readIfThere(join(folder, name)) !== text)
    .map(([name]) => name);
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

if (import.meta.main) {
  for (const [name, text] of Object.entries(generated)) writeFileSync(join(folder, name), text);
  console.log(`Wrote ${Object.keys(generated).join(" and ")} to docs/reference.`);
}
