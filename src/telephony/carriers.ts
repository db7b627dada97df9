import type { Carrier } from "./carrier.ts";
import { simulator } from "./carriers/simulator/simulator.ts";

const carriers: ReadonlyMap<string, Carrier> = new Map(
  [simulator].map((carrier) => [carrier.name, carrier]),
);

export function carrierOf(name: string): Carrier | undefined {
  return carriers.get(name);
}
