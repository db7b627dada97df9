import { idParams } from "../../contract/admin/field.ts";
import { poolHistoryQuery, poolHistorySchema } from "../../contract/admin/pool.ts";
import { bucketSecondsOf } from "../../core/pool/history.ts";
import type { AdminPorts } from "../../service/admin/admin-ports.ts";
import { findRecord } from "../../service/admin/record.ts";
import { Problem } from "../../service/problem.ts";
import type { Figures, HistoryPoint } from "../../store/figures.ts";
import { iso, operation, problemAnswers, type AdminApp } from "./admin-app.ts";
import { actorOf } from "./actor.ts";
import { periodOf } from "./period.ts";

export function poolHistoryRoute(app: AdminApp, ports: AdminPorts, figures: Figures): void {
  app.get("/pools/:id/history", {
    schema: {
      ...operation("Pools", "getPoolHistory", "What a pool's numbers did over time"),
      params: idParams,
      querystring: poolHistoryQuery,
      response: { 200: poolHistorySchema, ...problemAnswers },
    },
    handler: async (request) => {
      const { accountId } = actorOf(request);
      const { pools } = ports.catalogue;
      const pool = await findRecord("pool", pools, accountId, request.params.id);
      const period = periodOf(request.query, ports.clock);
      const bucketSeconds = bucketSecondsOf(period);
      if (bucketSeconds === undefined) {
        throw new Problem("invalid", "The period is too long; ask for nine years at most.", {
          errors: [{ path: "from", message: "is too long before until" }],
        });
      }
      const points = await figures.history(accountId, pool.id, period, bucketSeconds);
      return { bucketSeconds, points: points.map(show) };
    },
  });
}

function show({ at, sample, impressions, misses }: HistoryPoint) {
  const { held, linked, free, quarantined } = sample ?? {};
  return { at: iso(at), held, linked, free, quarantined, impressions, misses };
}
