import { describeOptions, readOptions, type Option } from "../config/options.ts";
import type { LeaseAudit } from "../core/lease/lease-log.ts";
import { verifyLeases } from "../service/verify.ts";
import type { Command } from "./command.ts";
import { openExisting, placeOptions } from "./existing-installation.ts";

const options = {
  ...placeOptions,
  json: {
    kind: "switch",
    environment: "CALLPOOL_VERIFY_JSON",
    fallback: "false",
    help: "Print the result as JSON.",
  },
} as const satisfies Readonly<Record<string, Option>>;

export const verify: Command = {
  name: "verify",
  summary: "Prove from the lease log that no number was held by two visitors.",
  help: `Usage: npx callpool verify [options]

Reads the whole lease log of a data folder, while its server runs or not, and tells how many holds
there were, how many overlapped (there must be none), and the shortest rest of a number between two
visitors. The exit code is 1 if any overlapped.

Options:
${describeOptions(options)}
  --help  Show this.`,
  run: async (args, environment) => {
    const { values } = readOptions(options, args, environment);
    const installation = await openExisting(values);
    try {
      const result = await verifyLeases(installation.store.leases, showProgress);
      const told = values.json ? JSON.stringify(result, undefined, 2) : describe(result);
      process.stdout.write(`${told}\n`);
      return result.overlapCount === 0 ? 0 : 1;
    } finally {
      await installation.close();
    }
  },
};

const PROGRESS_EVERY = 1_000_000;

function showProgress(events: number): void {
  if (events % PROGRESS_EVERY === 0) process.stderr.write(`${events} events read…\n`);
}

function describe(audit: LeaseAudit): string {
  const { events, holds, overlapCount, overlaps, shortestRestMs } = audit;
  const rest = shortestRestMs === undefined ? "no number was given on" : `${shortestRestMs} ms`;
  const examples = overlaps.map(
    ({ numberId, sequence, at, visitorId, heldBy, heldUntil }) =>
      `  ${numberId}, event ${sequence}: ${visitorId} at ${new Date(at).toISOString()}, ` +
      `while ${heldBy} held it until ${new Date(heldUntil).toISOString()}`,
  );
  return [
    `Events        ${events}`,
    `Holds         ${holds}`,
    `Overlaps      ${overlapCount}`,
    `Shortest rest ${rest}`,
    ...examples,
  ].join("\n");
}
