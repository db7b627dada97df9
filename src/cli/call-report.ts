import type { SimulatorAnswer } from "../contract/simulator.ts";
import { nationalFormat, isE164Shape } from "../core/phone/e164.ts";

/** A call's decision and attribution, for a person at a terminal. */
export function describeCall(answer: SimulatorAnswer): string {
  const { decision, attribution, campaign, publisher, pool, impression } = answer;
  const outcome =
    decision.kind === "connect"
      ? `connected to ${display(decision.target.address)}`
      : `rejected: ${decision.reason}`;
  const rows: (readonly [string, string])[] = [];
  if (campaign) rows.push(["Campaign", `${campaign.name}  (${campaign.id})`]);
  if (publisher) rows.push(["Publisher", `${publisher.name}  (${publisher.id})`]);
  if (pool) rows.push(["Number pool", `${pool.name}  (${pool.id})`]);
  if (impression) {
    const { id, secondsBeforeCall } = impression;
    rows.push(["Impression", `${id}, ${secondsBeforeCall} s before the call`]);
  }
  if (attribution.confidence) rows.push(["Confidence", attribution.confidence]);
  rows.push(["Why", attribution.explanation], ["Call record", answer.call]);
  const width = Math.max(...rows.map(([name]) => name.length));
  const table = rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  const caller = answer.from === undefined ? "a withheld number" : display(answer.from);
  const title = `Call to ${display(answer.to)} from ${caller}: ${outcome}`;
  return [title, "", ...table, ...tagLines(answer.tags)].join("\n");
}

function tagLines(tags: SimulatorAnswer["tags"]): readonly string[] {
  if (tags.length === 0) return [];
  const width = Math.max(...tags.map((tag) => tag.type.length));
  const lines = tags.map(({ type, name, value }) => {
    // Tags come from visitors: nothing of theirs steers the terminal, or its reading direction.
    const text = `    ${type.padEnd(width)}  ${name} = ${value}`;
    return text.replaceAll(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, " ");
  });
  return ["", "  Tags", ...lines];
}

function display(address: string): string {
  return isE164Shape(address) ? nationalFormat(address) : address;
}
