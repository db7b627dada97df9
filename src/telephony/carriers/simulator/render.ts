import type { SimulatorAnswer } from "../../../contract/simulator.ts";
import { callState } from "../../../core/call/call-progress.ts";
import type { NamedCall } from "../../../service/arrive.ts";
import type { CarrierAnswer } from "../../carrier.ts";

export function renderSimulatorAnswer({ call, campaign, publisher }: NamedCall): CarrierAnswer {
  const { rule, confidence, explanation } = call.attribution;
  const { poolId, poolName = "", impressionId, secondsFromImpression = 0 } = call;
  const impression = impressionId && { id: impressionId, secondsBeforeCall: secondsFromImpression };
  const answer: SimulatorAnswer = {
    call: call.id,
    ...(call.from === undefined ? {} : { from: call.from }),
    to: call.to,
    state: callState(call),
    decision: call.decision,
    attribution: { rule, explanation, ...(confidence === undefined ? {} : { confidence }) },
    ...(campaign && { campaign: { id: campaign.id, name: campaign.name } }),
    ...(publisher && { publisher: { id: publisher.id, name: publisher.name } }),
    ...(poolId && { pool: { id: poolId, name: poolName } }),
    ...(impression && { impression }),
    tags: call.tags.map(({ type, name, value }) => ({ type, name, value })),
  };
  return { contentType: "application/json; charset=utf-8", body: JSON.stringify(answer) };
}
