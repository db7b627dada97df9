import type { AttributionTrace } from "../attribution/attribute.ts";
import type {
  CallId,
  CampaignId,
  ImpressionId,
  PoolId,
  PublisherId,
  PublisherNumberId,
} from "../ids.ts";
import type { BuiltInField } from "../report/field.ts";
import type { Instant } from "../time.ts";
import type { Tag } from "../visit/tag.ts";
import { callLengthSeconds, callState, type CallProgress } from "./call-progress.ts";
import type { CallDecision } from "./decide-call.ts";

/** A call as the log sees it. */
export type LoggedCall = CallProgress & {
  readonly id: CallId;
  readonly sequence: number;
  readonly carrier: string;
  readonly carrierCallId: string;
  readonly from?: string;
  readonly to: string;
  readonly receivedAt: Instant;
  readonly decision: CallDecision;
  readonly attribution: Pick<AttributionTrace, "rule" | "confidence">;
  readonly campaignId?: CampaignId;
  readonly publisherId?: PublisherId;
  readonly publisherNumberId?: PublisherNumberId;
  readonly poolId?: PoolId;
  readonly poolName?: string;
  readonly impressionId?: ImpressionId;
  readonly secondsFromImpression?: number;
  readonly tags: readonly Tag[];
};

type CallField = BuiltInField<LoggedCall>;

function text(
  title: string,
  description: string,
  read: (call: LoggedCall) => string | undefined,
): CallField {
  return { title, description, valueType: "text", read };
}

function instant(
  title: string,
  description: string,
  read: (call: LoggedCall) => Instant | undefined,
): CallField {
  return { title, description, valueType: "instant", read };
}

function choice<Choice extends string>(
  title: string,
  description: string,
  choices: Readonly<Record<Choice, true>>,
  read: (call: LoggedCall) => Choice | undefined,
): CallField {
  return { title, description, valueType: "choice", choices: Object.keys(choices), read };
}

/** Every built-in field that calls can be filtered and sorted by (R59). */
export const callFields = {
  receivedAt: instant("Received", "When the call arrived.", (call) => call.receivedAt),
  from: text("Caller", "The caller's number, E.164; missing if withheld.", (call) => call.from),
  to: text("Dialled number", "The number that was dialled, E.164.", (call) => call.to),
  state: choice(
    "State",
    "How far the call got.",
    {
      ringing: true,
      connected: true,
      completed: true,
      rejected: true,
      busy: true,
      no_answer: true,
      failed: true,
    },
    callState,
  ),
  lengthSeconds: {
    title: "Length",
    description: "Seconds of conversation; missing while the call goes on.",
    valueType: "number",
    read: callLengthSeconds,
  },
  answeredAt: instant("Answered", "When the call was answered.", (call) => call.answeredAt),
  endedAt: instant("Ended", "When the call ended.", (call) => call.endedAt),
  outcome: choice(
    "Outcome",
    "Whether the call was put through or rejected.",
    { connect: true, reject: true },
    (call) => call.decision.kind,
  ),
  rejectReason: choice(
    "Reason of rejection",
    "Why the call was rejected; missing if it was not.",
    {
      unknown_number: true,
      no_active_impression: true,
      unassigned_number: true,
      campaign_paused: true,
      campaign_deleted: true,
      publisher_number_paused: true,
      publisher_number_deleted: true,
      no_target: true,
    },
    ({ decision }) => (decision.kind === "reject" ? decision.reason : undefined),
  ),
  target: text("Target", "Where the call was put through to.", ({ decision }) =>
    decision.kind === "connect" ? decision.target.address : undefined,
  ),
  isFromPool: {
    title: "From a pool",
    description: "Whether a pool number was dialled and led to a visit.",
    valueType: "boolean",
    read: (call) => String(call.impressionId !== undefined),
  },
  attributionRule: choice(
    "Attribution",
    "The rule that said whose call it is.",
    {
      last_impression: true,
      publisher_number: true,
      no_active_impression: true,
      unassigned_number: true,
      unknown_number: true,
    },
    (call) => call.attribution.rule,
  ),
  confidence: choice(
    "Confidence",
    "How sure the attribution to a visit is; missing for calls without one.",
    { exclusive: true, tail: true, contested: true },
    (call) => call.attribution.confidence,
  ),
  secondsFromImpression: {
    title: "Seconds from impression",
    description: "Seconds from the visit's impression to the call.",
    valueType: "number",
    read: (call) => call.secondsFromImpression,
  },
  campaignId: text("Campaign", "Id of the campaign the call is for.", (call) => call.campaignId),
  publisherId: text("Publisher", "Id of the publisher.", (call) => call.publisherId),
  publisherNumberId: text(
    "Publisher number",
    "Id of the publisher number, its own or that of the impression's tag.",
    (call) => call.publisherNumberId,
  ),
  poolId: text("Pool", "Id of the pool of the dialled number.", (call) => call.poolId),
  poolName: text("Pool name", "Name of the pool when the call arrived.", (call) => call.poolName),
  impressionId: text("Impression", "Id of the visit's impression.", (call) => call.impressionId),
  id: text("Call", "Id of the call.", (call) => call.id),
  carrier: text("Carrier", "The carrier that brought the call.", (call) => call.carrier),
  carrierCallId: text("Carrier's id", "The carrier's own id.", (call) => call.carrierCallId),
} as const satisfies Readonly<Record<string, CallField>>;

export type CallFieldName = keyof typeof callFields;
