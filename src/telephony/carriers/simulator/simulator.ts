import type { Carrier } from "../../carrier.ts";
import { parseSimulatorEvent } from "./parse.ts";
import { renderSimulatorAnswer } from "./render.ts";

/** The built-in carrier: places test calls, so that a set-up can be tried without a phone. */
export const simulator: Carrier = {
  name: "simulator",
  parse: parseSimulatorEvent,
  render: renderSimulatorAnswer,
};
