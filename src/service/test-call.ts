import type { CallDecision } from "../core/call/decide-call.ts";

/** What the simulator is told, one event after the other. */
export type TestCallEvent = {
  readonly event: "incoming" | "answered" | "completed";
  /** Length of the conversation, with `completed`. */
  readonly lengthSeconds?: number;
};

export type TestCallEnd = {
  /** Without it, the call goes on, and its number stays held (R50). */
  readonly hangUp: boolean;
  readonly lengthSeconds: number;
};

/**
 * Places a test call: it comes in, and if it is put through, somebody answers and hangs up at once.
 * @param tell gives the carrier's answer to an event
 */
export async function placeTestCall<
  Answer extends { readonly decision: Pick<CallDecision, "kind"> },
>(
  tell: (event: TestCallEvent) => Promise<Answer>,
  { hangUp, lengthSeconds }: TestCallEnd,
): Promise<Answer> {
  const incoming = await tell({ event: "incoming" });
  if (!hangUp || incoming.decision.kind !== "connect") return incoming;
  await tell({ event: "answered" });
  return tell({ event: "completed", lengthSeconds });
}
