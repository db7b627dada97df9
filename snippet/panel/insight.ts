import type { NumberShape } from "../../src/core/phone/number-in-text.ts";
import type { CallpoolNumber } from "../callpool.d.ts";
import type { Visit } from "../src/visit.ts";

/** What the snippet lets its panel see; all of it is to be read only. */
export type Insight = {
  readonly campaign: string;
  readonly host: string;
  readonly pageNumbers: readonly {
    readonly tag: string;
    readonly shapes: readonly NumberShape[];
    readonly shown?: CallpoolNumber;
  }[];
  /** What the page itself has written into a text or an attribute. */
  readonly sourceOf: (node: Node) => string;
  readonly visit: () => Visit;
};
