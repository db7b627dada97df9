import type { Bench } from "../figure.ts";
import {
  callLatency,
  issueRatioPostgres,
  issueRatioSqlite,
  memoryWithHeldNumbers,
} from "./edge.ts";
import { poolGrowthRatio, storeFloorRatioPostgres, storeFloorRatioSqlite } from "./store.ts";

/** The issuing of numbers: what a page and a caller wait for. */
export const issue: Bench = {
  name: "issue",
  summary: "Issuing numbers, and answering calls beside it; some four minutes.",
  measurements: {
    issue_ratio_sqlite: issueRatioSqlite,
    issue_ratio_postgres: issueRatioPostgres,
    store_floor_ratio_sqlite: storeFloorRatioSqlite,
    store_floor_ratio_postgres: storeFloorRatioPostgres,
    pool_growth_ratio: poolGrowthRatio,
    call_p99_ms: callLatency,
    rss_mb_100k: memoryWithHeldNumbers,
  },
};
