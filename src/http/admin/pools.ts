import { idParams } from "../../contract/admin/field.ts";
import {
  poolCreateSchema,
  poolDeleteQuery,
  poolDetailSchema,
  poolPatchSchema,
  poolSchema,
} from "../../contract/admin/pool.ts";
import type { AdminPorts } from "../../service/admin/admin-ports.ts";
import { optional } from "../../service/admin/patch.ts";
import { createPool, deletePool, patchPool } from "../../service/admin/pool.ts";
import type { Pool } from "../../store/catalogue.ts";
import type { Leases } from "../../store/leases.ts";
import { iso, operation, problemAnswers, type AdminApp } from "./admin-app.ts";
import { actorOf } from "./actor.ts";
import { showOccupancy } from "./pool-numbers.ts";
import { deleteUsedRoute, readRoutes } from "./record-routes.ts";

const area = "Pools";
const path = "/pools";

export function poolRoutes(app: AdminApp, ports: AdminPorts, leases: Leases): void {
  const showDetail = async (pool: Pool) => ({
    ...show(pool),
    occupancy: showOccupancy(await leases.occupancy(pool.accountId, pool.id)),
  });
  readRoutes(app, {
    path,
    area,
    kind: "pool",
    collection: ports.catalogue.pools,
    item: { schema: poolSchema, of: show },
    detail: { schema: poolDetailSchema, of: showDetail },
  });
  app.post(path, {
    schema: {
      ...operation(
        area,
        "createPool",
        "Create a pool",
        "A new pool is empty: assign numbers to it.",
      ),
      body: poolCreateSchema,
      response: { 201: poolDetailSchema, ...problemAnswers },
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
      response: { 200: poolDetailSchema, ...problemAnswers },
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
