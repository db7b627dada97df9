import { afterEach, beforeEach, describe } from "vitest";
import type { Store } from "../store.ts";
import { auditRules } from "./audit-rules.ts";
import { callLogRules } from "./call-log-rules.ts";
import { callRules } from "./call-rules.ts";
import { catalogueRules } from "./catalogue-rules.ts";
import { figuresRules } from "./figures-rules.ts";
import { issueRules } from "./issue-rules.ts";
import { newsRules } from "./news-rules.ts";
import { numberListRules } from "./number-list-rules.ts";
import { testClock, type TestClock } from "./test-clock.ts";

/** An empty store, and how to be rid of it. */
export type OpenStore = (clock: TestClock) => Opened | Promise<Opened>;

type Opened = { readonly store: Store; readonly dispose: () => Promise<void> };

/** What a rule's test works with; fresh for each. */
export type Bench = { readonly store: Store; readonly clock: TestClock };

/** The contract: every store passes these same tests. */
export function storeContract(name: string, open: OpenStore): void {
  describe(`store contract: ${name}`, () => {
    let bench: Bench | undefined;
    let dispose: () => Promise<void>;

    beforeEach(async () => {
      const clock = testClock();
      const opened = await open(clock);
      bench = { store: opened.store, clock };
      dispose = opened.dispose;
    });
    afterEach(() => dispose());

    const current = (): Bench => {
      if (bench === undefined) throw new Error("The bench is set up before each test");
      return bench;
    };
    issueRules(current);
    callRules(current);
    callLogRules(current);
    catalogueRules(current);
    auditRules(current);
    numberListRules(current);
    figuresRules(current);
    newsRules(current);
  });
}
