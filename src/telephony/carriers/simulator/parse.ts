import { simulatorEventSchema } from "../../../contract/simulator.ts";
import { parseE164 } from "../../../core/phone/e164.ts";
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
  return {
    carrierCallId: callId,
    from: from === undefined ? undefined : numberIn("from", from),
    to: numberIn("to", to),
    signal: {
      type: event,
      name: event,
      ...(lengthSeconds === undefined ? {} : { lengthSeconds }),
    },
  };
}

function numberIn(path: string, text: string): string {
  const parsed = parseE164(text);
  if (parsed.ok) return parsed.e164;
  const detail = `${path} is not a phone number in E.164, such as +12125550100: ${parsed.reason}`;
  throw new Problem("invalid", detail, { errors: [{ path, message: parsed.reason }] });
}
