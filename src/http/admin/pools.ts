import type { z } from "zod";
import { idParams } from "../../contract/admin/field.ts";
import {
  poolCreateSchema,
  poolDeleteQuery,
  poolPatchSchema,
  poolSchema,
} from "../../contract/admin/pool.ts";
import { assert } from "../../core/assert.ts";
import type { AccountId } from "../../core/ids.ts";
import type { AdminPorts } from "../../service/admin/admin-ports.ts";
import { findRecord } from "../../service/admin/record.ts";
import { todayOf } from "../../service/admin/today.ts";
import { pageOf, pageQuery } from "../../contract/admin/page.ts";
import { optional } from "../../service/admin/patch.ts";
import { createPool, deletePool, patchPool } from "../../service/admin/pool.ts";
import type { Pool } from "../../store/catalogue.ts";
import type { Figures, PoolFigures } from "../../store/figures.ts";
import { iso, operation, problemAnswers, type AdminApp } from "./admin-app.ts";
import { actorOf } from "./actor.ts";
import { showOccupancy } from "./pool-numbers.ts";
import { deleteUsedRoute, pageRequest } from "./record-routes.ts";

const area = "Pools";
const path = "/pools";

export function poolRoutes(app: AdminApp, ports: AdminPorts, figures: Figures): void {
  const showAll: ShowAll = async (accountId, pools) => {
    const today = await todayOf(ports, accountId);
    const ids = pools.map((pool) => pool.id);
    const found = await figures.ofPools(accountId, ids, today);
    return pools.flatMap((pool, at) => {
      const its = found[at];
      return its === undefined ? [] : [show(pool, its)];
    });
  };
  const showOne: ShowOne = async (pool) => {
    const [shown] = await showAll(pool.accountId, [pool]);
    assert(shown !== undefined, "a pool that is asked for is shown");
    return shown;
  };
  readRoutes(app, ports, showAll, showOne);
  changeRoutes(app, ports, showOne);
}

type Shown = z.infer<typeof poolSchema>;
/** With the figures of all of them in one operation of the store. */
type ShowAll = (accountId: AccountId, pools: readonly Pool[]) => Promise<Shown[]>;
type ShowOne = (pool: Pool) => Promise<Shown>;

function readRoutes(app: AdminApp, ports: AdminPorts, showAll: ShowAll, showOne: ShowOne): void {
  app.get(path, {
    schema: {
      ...operation(area, "listPools", "List pools"),
      querystring: pageQuery,
      response: { 200: pageOf(poolSchema), ...problemAnswers },
    },
    handler: async (request) => {
      const { accountId } = actorOf(request);
      const page = await ports.catalogue.pools.list(accountId, pageRequest(request.query));
      return { ...page, items: await showAll(accountId, page.items) };
    },
  });
  app.get(`${path}/:id`, {
    schema: {
      ...operation(area, "getPool", "Get one pool"),
      params: idParams,
      response: { 200: poolSchema, ...problemAnswers },
    },
    handler: async (request) => {
      const { accountId } = actorOf(request);
      const { id } = request.params;
      return showOne(await findRecord("pool", ports.catalogue.pools, accountId, id));
    },
  });
}

function changeRoutes(app: AdminApp, ports: AdminPorts, showOne: ShowOne): void {
  app.post(path, {
    schema: {
      ...operation(
        area,
        "createPool",
        "Create a pool",
        "A new pool is empty: assign numbers to it.",
      ),
      body: poolCreateSchema,
      response: { 201: poolSchema, ...problemAnswers },
    },
    handler: async (request, reply) => {
      const pool = await createPool(ports, actorOf(request).accountId, request.body);
      return reply.code(201).send(await showOne(pool));
    },
  });
  app.patch(`${path}/:id`, {
    schema: {
      ...operation(
        area,
        "updatePool",
        "Change a pool",
        "A changed setting applies from the next activity of each visitor; it never cuts a hold.",
      ),
      params: idParams,
      body: poolPatchSchema,
      response: { 200: poolSchema, ...problemAnswers },
    },
    handler: async (request) => {
      const { accountId } = actorOf(request);
      return showOne(await patchPool(ports, accountId, request.params.id, request.body));
    },
  });
  deleteUsedRoute(app, {
    path,
    area,
    description:
      "Refused with `in_use` and the list of its tags while tags use it, unless forced: they " +
      "then show their primary numbers. Its numbers stay in the inventory.",
    query: poolDeleteQuery,
    remove: (accountId, id, options) => deletePool(ports, accountId, id, options),
  });
}

function show(pool: Pool, { occupancy, misses }: PoolFigures): Shown {
  return {
    id: pool.id,
    name: pool.name,
    country: pool.country,
    numberType: pool.numberType,
    ...optional("areaCode", pool.areaCode),
    idleLimitSeconds: pool.idleLimitSeconds,
    closedBrowserDelaySeconds: pool.closedBrowserDelaySeconds,
    linkRetentionSeconds: pool.linkRetentionSeconds,
    releaseOnClose: pool.releaseOnClose,
    ...optional("publisherId", pool.publisherId),
    status: pool.status,
    createdAt: iso(pool.createdAt),
    occupancy: showOccupancy(occupancy),
    missesToday: misses,
  };
}
