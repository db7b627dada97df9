import type { Instant } from "../../../core/time.ts";
import { StoreConflict } from "../../catalogue.ts";
import { StoreBusy, StoreTooNew, StoreUnavailable } from "../../store.ts";

/*
 * What the server's thread and the store's thread send each other. Each message carries all that
 * one turn of the event loop brought, since a message costs more than what it carries.
 */

/** What a thread is started for: to be the store, or to read what takes long. */
export type Job = { readonly path: string; readonly role: "store" | "scans" };

/** One method of one part of the store. */
export type Ask = readonly [part: string, method: string, args: readonly unknown[]];

/** Numbered on from `first`. */
export type AskBatch = {
  readonly first: number;
  /** The clock of whoever asks. */
  readonly now: Instant;
  readonly asks: readonly Ask[];
};

export type Answer =
  | readonly [ask: number, isAnswered: true, value: unknown]
  | readonly [ask: number, isAnswered: false, failure: Failure];

/** An error as it crosses threads: a copied one would lose its class and its code. */
export type Failure = {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** Its own other properties, such as `code`. */
  readonly more: Readonly<Record<string, unknown>>;
};

export function toFailure(error: unknown): Failure {
  if (!(error instanceof Error)) {
    return { name: "Error", message: String(error), stack: undefined, more: {} };
  }
  const { name, message, stack } = error;
  const more = Object.entries(error).filter(([, value]) => Object(value) !== value);
  return { name, message, stack, more: Object.fromEntries(more) };
}

export function fromFailure({ name, message, stack, more }: Failure): Error {
  return Object.assign(errorOf(name, message, more), { stack }, more);
}

function errorOf(name: string, message: string, more: Failure["more"]): Error {
  switch (name) {
    case "StoreConflict":
      // A StoreConflict was taken apart, so it has one of their codes.
      return new StoreConflict(more["code"] as StoreConflict["code"]);
    case "StoreBusy":
      return new StoreBusy();
    case "StoreUnavailable":
      return new StoreUnavailable();
    case "StoreTooNew":
      return new StoreTooNew(message);
    default:
      return new Error(message);
  }
}
