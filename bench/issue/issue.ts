import type { Bench, Measured } from "../figure.ts";
import { callLatency, issueRatioSqlite, memoryWithHeldNumbers } from "./edge.ts";
import { poolGrowthRatio, storeFloorRatioSqlite } from "./store.ts";

/** The issuing of numbers: what a page and a caller wait for. */
export const issue: Bench = {
  name: "issue",
  summary: "Issuing numbers, and answering calls beside it; some three minutes.",
  measurements: {
    issue_ratio_sqlite: issueRatioSqlite,
    issue_ratio_postgres: () => withoutPostgres("≥ 0.35, stretch 0.50"),
    store_floor_ratio_sqlite: storeFloorRatioSqlite,
    store_floor_ratio_postgres: () => withoutPostgres("≤ 1.5, stretch 1.2"),
    pool_growth_ratio: poolGrowthRatio,
    call_p99_ms: callLatency,
    rss_mb_100k: memoryWithHeldNumbers,
  },
};

async function withoutPostgres(target: string): Promise<Measured> {
  return { target, detail: "Callpool has no PostgreSQL store yet" };
}
