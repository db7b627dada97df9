import type { Impression } from "../../../src/contract/admin/impression.ts";

type Times = Pick<Impression, "number" | "missedAt" | "issuedAt" | "holdUntil" | "linkUntil">;

/** What the number of a visit is doing, as far as the visit alone tells. */
export type NumberState =
  | { readonly kind: "held" | "linked"; readonly untilMs: number; readonly sinceMs: number }
  | { readonly kind: "over"; readonly sinceMs: number }
  /** `miss`: the pool was exhausted; `primary`: the primary number was shown for another reason. */
  | { readonly kind: "miss" | "primary" };

export function numberState(times: Times, nowMs: number): NumberState {
  const { number, missedAt, issuedAt, holdUntil, linkUntil } = times;
  if (number === undefined || issuedAt === undefined) {
    return { kind: missedAt === undefined ? "primary" : "miss" };
  }
  const holdUntilMs = Date.parse(holdUntil ?? issuedAt);
  const linkUntilMs = Date.parse(linkUntil ?? issuedAt);
  if (nowMs < holdUntilMs) {
    return { kind: "held", untilMs: holdUntilMs, sinceMs: Date.parse(issuedAt) };
  }
  if (nowMs < linkUntilMs) return { kind: "linked", untilMs: linkUntilMs, sinceMs: holdUntilMs };
  return { kind: "over", sinceMs: linkUntilMs };
}
