import type { z } from "zod";
import { idParams } from "../../contract/admin/field.ts";
import {
  poolCreateSchema,
  poolDeleteQuery,
  poolPatchSchema,
  poolSchema,
} from "../../contract/admin/pool.ts";
import type { AdminPorts } from "../../service/admin/admin-ports.ts";
import { findRecord } from "../../service/admin/record.ts";
import { todayOf } from "../../service/admin/today.ts";
import { pageOf, pageQuery } from "../../contract/admin/page.ts";
import { optional } from "../../service/admin/patch.ts";
import { createPool, deletePool, patchPool } from "../../service/admin/pool.ts";
import type { Pool } from "../../store/catalogue.ts";
import type { Leases } from "../../store/leases.ts";
import { iso, operation, problemAnswers, type AdminApp } from "./admin-app.ts";
import { actorOf } from "./actor.ts";
import { showOccupancy } from "./pool-numbers.ts";
import { deleteUsedRoute, pageRequest } from "./record-routes.ts";

const area = "Pools";
const path = "/pools";

export function poolRoutes(app: AdminApp, ports: AdminPorts, leases: Leases): void {
  const showDetail = async (pool: Pool) => {
    const { from, until } = await todayOf(ports, pool.accountId);
    const { misses } = await leases.counts(pool.accountId, pool.id, from, until);
    const occupancy = showOccupancy(await leases.occupancy(pool.accountId, pool.id));
    return { ...show(pool), occupancy, missesToday: misses };
  };
  readRoutes(app, ports, showDetail);
  changeRoutes(app, ports, showDetail);
}

type Show = (pool: Pool) => Promise<z.infer<typeof poolSchema>>;

function readRoutes(app: AdminApp, ports: AdminPorts, showDetail: Show): void {
  app.get(path, {
    schema: {
      ...operation(area, "listPools", "List pools"),
      querystring: pageQuery,
      response: { 200: pageOf(poolSchema), ...problemAnswers },
    },
    handler: async (request) => {
      const { accountId } = actorOf(request);
      const page = await ports.catalogue.pools.list(accountId, pageRequest(request.query));
      return { ...page, items: await Promise.all(page.items.map(showDetail)) };
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
      return showDetail(await findRecord("pool", ports.catalogue.pools, accountId, id));
    },
  });
}

function changeRoutes(app: AdminApp, ports: AdminPorts, showDetail: Show): void {
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
      return reply.code(201).send(await showDetail(pool));
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
      return showDetail(await patchPool(ports, accountId, request.params.id, request.body));
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

function show(pool: Pool) {
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
  };
}
