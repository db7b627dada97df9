import { StoreConflict, type ConflictCode } from "../catalogue.ts";

/*
 * What the database's errors mean. Its own have an SQLSTATE, five characters, of which the first
 * two are the class; those of the network have Node's codes.
 */

/**
 * Classes and codes of a database that is away, starting, stopping, full, too slow, or a standby
 * that can only be read; and of one that refuses us, which its operator is about to change.
 */
const awayStates = /^(08...|57P0[1-5]|53...|57014|25P03|25006|3D000|55000|28...)$/;
const awayCodes: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOENT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EPIPE",
  "ETIMEDOUT",
]);
/** The driver's own errors have no code. */
const awayMessages: readonly string[] = [
  "Connection terminated",
  "timeout exceeded when trying to connect",
  "Query read timeout",
  "Client has encountered a connection error",
  "Client was closed and is not queryable",
];

export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  if (awayStates.test(code) || awayCodes.has(code)) return true;
  if (error instanceof AggregateError) return error.errors.some(isUnavailable);
  return awayMessages.some((message) => error.message.startsWith(message));
}

/** Two transactions stood in each other's way, and this one had to give in: it may try again. */
export function isCollision(error: unknown): boolean {
  const code = codeOf(error);
  if (code === "40P01" || code === "40001") return true;
  return code === "23505" && constraintOf(error) === "number_of_visitor";
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "";
}

function constraintOf(error: unknown): string {
  const name = error instanceof Error && "constraint" in error ? error.constraint : undefined;
  return typeof name === "string" ? name : "";
}

/** What the database names when a constraint of ours refuses a row. */
const conflicts: Readonly<Record<string, ConflictCode>> = {
  tag_of_publisher_number: "publisher_number_has_tag",
  number_in_pool: "number_in_pool",
};

/** @throws StoreConflict in place of the constraint's own error */
export async function asConflict<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const isHeld = error instanceof Error && error.message === "number_held";
    const code = isHeld ? "number_held" : conflicts[constraintOf(error)];
    throw code === undefined ? error : new StoreConflict(code, { cause: error });
  }
}
