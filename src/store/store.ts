import type { Instant } from "../core/time.ts";
import type { Audit } from "./audit.ts";
import type { Calls } from "./calls.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Figures } from "./figures.ts";
import type { Leases } from "./leases.ts";
import type { News } from "./news.ts";

/** The server's clock (R45); a test brings one that moves only when told. */
export type Clock = { now(): Instant };

/** Everything that outlives a process. */
export type Store = {
  readonly catalogue: Catalogue;
  readonly leases: Leases;
  readonly calls: Calls;
  readonly audit: Audit;
  readonly figures: Figures;
  readonly news: News;
  /**
   * A named value of this installation, such as a secret; the first to ask makes it. It is written
   * each time: so whoever asks also learns whether the store can write.
   */
  setting(name: string, make: () => string): Promise<string>;
  /** Waits for what is under way, then gives up the files or connections. */
  close(): Promise<void>;
};

/** The store took on all it can: try again shortly. */
export class StoreBusy extends Error {
  constructor() {
    super("Too many operations wait for the store");
    this.name = "StoreBusy";
  }
}

/** The store cannot be reached, or does not answer in time: it may when asked again later. */
export class StoreUnavailable extends Error {
  constructor(options?: ErrorOptions) {
    super("The store cannot be reached", options);
    this.name = "StoreUnavailable";
  }
}

/** What is stored was written by a newer Callpool than this one. */
export class StoreTooNew extends Error {
  constructor(message: string) {
    super(message);
    this.name = "StoreTooNew";
  }
}
