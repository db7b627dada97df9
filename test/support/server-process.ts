import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { promisify } from "node:util";
import { NODE_FLAGS } from "../../tools/bootstrap.mjs";

const root = join(import.meta.dirname, "../..");
const main = join(root, "src/cli/main.ts");

/** A database of whoever runs the tests is not theirs to write to. */
const env = { ...process.env, DATABASE_URL: "" };

/** A server in a process of its own, as `npm start` runs it. */
export type ServerProcess = {
  readonly url: string;
  readonly pid: number;
  /** All that it has printed. */
  output(): string;
  /** Settles when it has printed that. */
  printed(words: string): Promise<void>;
  /** Ends it and waits until it has ended. @returns its exit code, or the signal */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null>;
};

/** @param more environment variables besides this process's own */
export async function startServerProcess(
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [...NODE_FLAGS, main, "serve", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...env, ...more },
  });
  let printed = "";
  const { promise: ready, resolve, reject } = Promise.withResolvers<string>();
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
    const url = /running at (\S+)/.exec(printed)?.[1];
    if (url !== undefined && printed.includes("Stop it with")) resolve(url);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  child.once("exit", () => reject(new Error(`The server ended early:\n${printed}`)));
  const url = await ready;
  // It has printed something, so it was started.
  const pid = child.pid as number;
  return {
    url,
    pid,
    output: () => printed,
    async printed(words) {
      while (!printed.includes(words)) await once(child.stdout, "data");
    },
    end: (signal) => end(child, signal),
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals) {
  if (child.exitCode !== null || child.signalCode !== null)
    return child.exitCode ?? child.signalCode;
  const exited = once(child, "exit");
  child.kill(signal);
  await exited;
  return child.exitCode ?? child.signalCode;
}

const run = promisify(execFile);

/** Runs `npx callpool ARGS` to its end. */
export async function callpool(...args: readonly string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [...NODE_FLAGS, main, ...args], { env });
  return stdout;
}
