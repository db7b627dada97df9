import { assert } from "../assert.ts";
import type { Instant } from "../time.ts";
import type { AttributionTrace } from "./attribute.ts";

/** The sentence that explains an attribution to the person who reads the call (R52). */
export function explain(trace: Omit<AttributionTrace, "explanation">, now: Instant): string {
  switch (trace.rule) {
    case "unknown_number":
      return "Callpool does not have the dialled number.";
    case "unassigned_number":
      return "The dialled number is in no pool, and neither a publisher nor a visit has it.";
    case "no_active_impression":
      return "The dialled number is in a pool, but no visit was linked to it when the call came.";
    case "publisher_number":
      return "The dialled number is a publisher number: its campaign and publisher get the call.";
    case "last_impression": {
      const chosen = trace.impressions.find((shown) => shown.role === "chosen");
      assert(chosen !== undefined, "the impression that a call belongs to is in its trace");
      const when = ago(chosen.issuedAt, now);
      return `The number was last shown ${when} before the call, ${certainty(trace)}`;
    }
  }
}

function certainty(trace: Omit<AttributionTrace, "explanation">): string {
  if (trace.confidence === "contested") {
    const rivals = trace.impressions.filter((shown) => shown.role === "rival").length;
    const who = rivals === 1 ? "one earlier impression" : `${rivals} earlier impressions`;
    return `but ${who} of other visitors showed it recently enough to be the caller's.`;
  }
  return trace.confidence === "tail"
    ? "the hold had ended, and nobody else was given the number since."
    : "and was reserved for that visitor alone.";
}

function ago(since: Instant, now: Instant): string {
  const seconds = Math.max(0, Math.floor((now - since) / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}
