import { simulatorEventSchema } from "../../../contract/simulator.ts";
import { isE164Shape, parseE164 } from "../../../core/phone/e164.ts";
import type { CarrierEvent } from "../../../service/arrive.ts";
import { Problem } from "../../../service/problem.ts";

/** @throws Problem when the event is not one of `simulatorEventSchema` */
export function parseSimulatorEvent(body: unknown): CarrierEvent {
  const parsed = simulatorEventSchema.safeParse(body);
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path, message }) => ({
      path: path.join("."),
      message,
    }));
    const named = errors.map(({ path, message }) => `${path}: ${message}`).join("; ");
    throw new Problem("invalid", `The event is not valid. ${named}.`, { errors });
  }
  const { callId, from, to, event, lengthSeconds } = parsed.data;
  const caller = from === undefined ? undefined : toE164(from);
  return {
    carrierCallId: callId,
    // Callers send what they like; what is no number tells as much as none.
    from: caller !== undefined && isE164Shape(caller) ? caller : undefined,
    to: toE164(to),
    signal: {
      type: signalTypes.find((type) => type === event) ?? "other",
      name: event,
      ...(lengthSeconds === undefined ? {} : { lengthSeconds }),
    },
  };
}

const signalTypes = ["incoming", "answered", "completed", "busy", "no_answer", "failed"] as const;

/** A number that no plan knows is still what was dialled: it is answered, and logged (R49). */
function toE164(text: string): string {
  if (isE164Shape(text)) return text;
  const parsed = parseE164(text);
  return parsed.ok ? parsed.e164 : text;
}
