/** What one run of the load generator shall do; handed over as JSON on its command line. */
export type LoadJob = {
  /** Of the servers, which get equally many connections. */
  readonly ports: readonly number[];
  readonly campaign: string;
  readonly connections: number;
} & (
  | {
      /** Every connection asks again as soon as it is answered. */
      readonly kind: "closed";
      readonly seconds: number;
      /** At most so many pages. */
      readonly pagesMax: number;
    }
  | {
      /** Pages and calls at fixed rates, however long the server takes. */
      readonly kind: "open";
      readonly seconds: number;
      readonly pagesPerSecond: number;
      readonly callsPerSecond: number;
      /** Path of the carrier's webhook. */
      readonly hook: string;
    }
);

export type LoadResult = {
  readonly pages: number;
  readonly pagesPerSecond: number;
  /** Pages that were shown the primary number. */
  readonly misses: number;
  /** Share of one core that the generator itself took: near 1, it is what limits the rate. */
  readonly generatorLoad: number;
  readonly calls: number;
  /** Calls that found their visitor. */
  readonly attributedCalls: number;
  /** From the time each call was due, not from when it could be sent. */
  readonly callP50Ms: number;
  readonly callP99Ms: number;
  /** How late the generator itself was to send what was due; part of the latencies. */
  readonly lagP99Ms: number;
};
