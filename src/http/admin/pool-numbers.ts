import { idParams } from "../../contract/admin/field.ts";
import { numberSchema, poolNumbersQuery } from "../../contract/admin/number.ts";
import { countedPageOf } from "../../contract/admin/page.ts";
import {
  poolAssignSchema,
  poolNumbersChangedSchema,
  poolReferencesSchema,
  poolRemoveSchema,
  poolStatisticsQuery,
  poolStatisticsSchema,
  type PoolNumberResult,
} from "../../contract/admin/pool.ts";
import { limits } from "../../core/limits.ts";
import type { AdminPorts } from "../../service/admin/admin-ports.ts";
import { assignNumbers, removeNumbers } from "../../service/admin/pool-numbers.ts";
import { optional } from "../../service/admin/patch.ts";
import { findRecord } from "../../service/admin/record.ts";
import type { Leases, PoolOccupancy } from "../../store/leases.ts";
import { iso, operation, problemAnswers, type AdminApp } from "./admin-app.ts";
import { actorOf } from "./actor.ts";
import { digitsOf, shownNumbers } from "./numbers.ts";
import { periodOf } from "./period.ts";
import { pageRequest } from "./record-routes.ts";

const area = "Pools";
const path = "/pools/:id";

/** A pool's numbers: which they are, which come and go, and what they did. */
export function poolNumberRoutes(app: AdminApp, ports: AdminPorts, leases: Leases): void {
  listRoute(app, ports);
  referencesRoute(app, ports);
  changeRoutes(app, ports, leases);
  statisticsRoute(app, ports, leases);
}

function listRoute(app: AdminApp, { catalogue }: AdminPorts): void {
  app.get(`${path}/numbers`, {
    schema: {
      ...operation(area, "listPoolNumbers", "List the numbers of a pool"),
      params: idParams,
      querystring: poolNumbersQuery,
      response: { 200: countedPageOf(numberSchema), ...problemAnswers },
    },
    handler: async (request) => {
      const { accountId } = actorOf(request);
      const pool = await findRecord("pool", catalogue.pools, accountId, request.params.id);
      const { state, search, ...page } = request.query;
      const filter = {
        poolId: pool.id,
        ...optional("state", state),
        ...optional("digits", digitsOf(search)),
      };
      return shownNumbers(await catalogue.numbers(accountId, filter, pageRequest(page)));
    },
  });
}

/** Who would miss the pool (R8). */
function referencesRoute(app: AdminApp, { catalogue }: AdminPorts): void {
  app.get(`${path}/references`, {
    schema: {
      ...operation(area, "listPoolReferences", "List the tags that use a pool"),
      params: idParams,
      response: { 200: poolReferencesSchema, ...problemAnswers },
    },
    handler: async (request) => {
      const { accountId } = actorOf(request);
      const pool = await findRecord("pool", catalogue.pools, accountId, request.params.id);
      const { pageSizeMax } = limits;
      const { items, total } = await catalogue.poolReferences(accountId, pool.id, pageSizeMax);
      return { items: items.map(({ tagId: id, ...tag }) => ({ id, ...tag })), total };
    },
  });
}

function changeRoutes(app: AdminApp, { catalogue }: AdminPorts, leases: Leases): void {
  app.post(`${path}/numbers`, {
    schema: {
      ...operation(
        area,
        "assignPoolNumbers",
        "Assign numbers to a pool",
        "Numbers of the inventory that fit the pool's country, type and area code.",
      ),
      params: idParams,
      body: poolAssignSchema,
      response: { 200: poolNumbersChangedSchema, ...problemAnswers },
    },
    handler: async (request) => {
      const { accountId } = actorOf(request);
      const { numbers } = request.body;
      const ports = { catalogue, leases };
      return summary(await assignNumbers(ports, accountId, request.params.id, numbers));
    },
  });
  app.post(`${path}/numbers/remove`, {
    schema: {
      ...operation(
        area,
        "removePoolNumbers",
        "Remove numbers from a pool",
        "Numbers that a visitor holds are refused unless forced. The calls of a number that was " +
          "removed count for its last visitor until its link ends.",
      ),
      params: idParams,
      body: poolRemoveSchema,
      response: { 200: poolNumbersChangedSchema, ...problemAnswers },
    },
    handler: async (request) => {
      const { accountId } = actorOf(request);
      const { numbers, force } = request.body;
      const ports = { catalogue, leases };
      const options = { isForced: force };
      return summary(await removeNumbers(ports, accountId, request.params.id, numbers, options));
    },
  });
}

function statisticsRoute(app: AdminApp, { catalogue, clock }: AdminPorts, leases: Leases): void {
  app.get(`${path}/statistics`, {
    schema: {
      ...operation(area, "getPoolStatistics", "What a pool did in a period"),
      params: idParams,
      querystring: poolStatisticsQuery,
      response: { 200: poolStatisticsSchema, ...problemAnswers },
    },
    handler: async (request) => {
      const { accountId } = actorOf(request);
      const pool = await findRecord("pool", catalogue.pools, accountId, request.params.id);
      const { from, until } = periodOf(request.query, clock);
      const counts = await leases.counts(accountId, pool.id, from, until);
      const occupancy = showOccupancy(await leases.occupancy(accountId, pool.id));
      return { from: iso(from), until: iso(until), occupancy, ...counts };
    },
  });
}

export function showOccupancy({ at, ...counts }: PoolOccupancy) {
  return { at: iso(at), ...counts };
}

function summary(results: readonly PoolNumberResult[]) {
  const done = results.filter((result) => result.outcome === "done").length;
  return { done, refused: results.length - done, results: [...results] };
}
