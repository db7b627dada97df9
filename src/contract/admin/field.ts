import { z } from "zod";
import { limits } from "../../core/limits.ts";

/*
 * Fields that several messages share. Every field has a description: it is the reference's text,
 * and a form's tooltip.
 */

/**
 * No control characters, no line or paragraph separators, no marks that turn the direction of text
 * around, no halves of characters (R71): a name is shown on screens and written into logs.
 */
const PLAIN_TEXT = /^[^\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/u;

/** The same, and not of spaces alone. */
const NAME = new RegExp(PLAIN_TEXT.source.replace("^", "^(?=.*\\S)"), "u");

export function plainText(charsMax: number) {
  return z.string().max(charsMax).regex(PLAIN_TEXT, "must be one line without control characters");
}

export const newName = z
  .string()
  .max(limits.nameCharsMax)
  .regex(NAME, "must be one line of at least one character, without control characters");

export const idReference = z.string().max(64);

/** ISO 8601 in UTC with milliseconds. */
export const instant = z.iso.datetime({ precision: 3 });

/** ISO 8601 with any offset, as people and programs write it. */
export const givenInstant = z.iso.datetime({ offset: true });

export const e164 = z.string();

/** A phone number as somebody wrote it; the server reads it and says what is wrong with it. */
export const givenNumber = z.string().max(40);

export const country = z.string().regex(/^[A-Z]{2}$/, "must be two capital letters, such as US");

export const status = z.enum(["active", "paused", "deleted"]);
export const givenStatus = z.enum(["active", "paused"]);

export const numberType = z.enum(["local", "tollfree"]);

/** Of a deletion that is refused while others use the record. */
export function forceQuery(help: string) {
  return z.strictObject({
    force: z.enum(["true", "false"]).default("false").describe(`\`true\`: ${help}`),
  });
}

export const idParams = z.object({ id: z.string().describe("Id of the record.") });
