import type { CarrierEvent, NamedCall } from "../service/arrive.ts";

/** A webhook's answer, as the carrier wants it. */
export type CarrierAnswer = { readonly contentType: string; readonly body: string };

/**
 * What Callpool asks of a carrier. The rest of the code sees events and decisions, and never learns
 * whose they are.
 */
export type Carrier = {
  /** As it stands in the webhook's address. */
  readonly name: string;
  /**
   * Reads a webhook's body.
   * @throws Problem when it is not what this carrier sends
   */
  parse(body: unknown): CarrierEvent;
  /** Tells the carrier what to do with the call. */
  render(answer: NamedCall): CarrierAnswer;
};
