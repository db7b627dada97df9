import type { z } from "zod";

/** What is wrong with a field of a number, for who wrote the file. */
const words: ReadonlyMap<PropertyKey | undefined, string> = new Map([
  ["country", "The country must be two capital letters, such as US, or be left empty."],
  ["type", "The type must be local or tollfree, or be left empty."],
  ["carrier", "The carrier must be 1 to 30 small letters, digits and hyphens, or be left empty."],
  ["carrierId", "The carrier's id must be one line of at most 100 characters, or be left empty."],
]);

/** Why a row was refused, in sentences, each said once. */
export function rowWords(issues: readonly z.core.$ZodIssue[]): string {
  return [...new Set(issues.map(sentence))].join(" ");
}

function sentence(issue: z.core.$ZodIssue): string {
  const [field] = issue.path;
  if (issue.code === "unrecognized_keys") {
    const keys = issue.keys.slice(0, 10).map((key) => key.slice(0, 40));
    return `The row has unknown fields: ${keys.join(", ")}.`;
  }
  if (field === "number") {
    if (issue.code === "too_big") return "The number is too long for a phone number.";
    return "The row has no number.";
  }
  return words.get(field) ?? "The row is no object with a number in it.";
}
