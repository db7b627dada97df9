import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Capability } from "../../core/access/role.ts";
import { assert } from "../../core/assert.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** What the route needs of whoever asks; see `needs`. */
    need?: Need;
  }
}

/**
 * - `membership`: to be somebody of the account, whatever the role.
 * - `self`: the same, as a person in a browser: it is about that person alone.
 * - `own`: `read`, or to be a publisher; the route then answers with what is the publisher's.
 * - the others: that capability.
 */
export type Need = "membership" | "self" | Capability;

/**
 * What each operation of the admin API needs (R67). A route whose operation is not here is refused
 * when the server starts, so that nobody can forget to say it.
 */
export const needs: Readonly<Record<string, Need>> = {
  getMe: "membership",
  updateMe: "self",
  setPassword: "self",
  listSessions: "self",
  endSession: "self",
  endOtherSessions: "self",

  getAccount: "read",
  updateAccount: "manage",

  listPublishers: "read",
  getPublisher: "read",
  createPublisher: "write",
  updatePublisher: "write",
  deletePublisher: "write",

  listCampaigns: "read",
  getCampaign: "read",
  getCampaignInstall: "read",
  createCampaign: "write",
  updateCampaign: "write",
  deleteCampaign: "write",

  listPublisherNumbers: "own",
  getPublisherNumber: "own",
  createPublisherNumber: "write",
  updatePublisherNumber: "write",
  deletePublisherNumber: "write",

  listNumbers: "read",
  getNumber: "read",
  addNumbers: "write",
  importNumbers: "write",
  restNumber: "write",
  endRestOfNumber: "write",

  listPools: "read",
  getPool: "read",
  getPoolStatistics: "read",
  listPoolNumbers: "read",
  listPoolReferences: "read",
  getPoolHistory: "read",
  createPool: "write",
  updatePool: "write",
  deletePool: "write",
  assignPoolNumbers: "write",
  removePoolNumbers: "write",

  listTags: "read",
  getTag: "read",
  createTag: "write",
  updateTag: "write",
  deleteTag: "write",

  getDashboard: "read",
  getLive: "read",

  listCalls: "own",
  getCall: "own",
  listFields: "read",
  placeTestCall: "write",
  checkPage: "write",
  listImpressions: "read",
  getImpression: "read",

  listMembers: "manage",
  updateMember: "manage",
  removeMember: "manage",
  listInvitations: "manage",
  createInvitation: "manage",
  withdrawInvitation: "manage",

  listTokens: "manage",
  createToken: "manage",
  revokeToken: "manage",
  listAudit: "manage",
};

/** To be called before any route is added. */
export function declareNeeds(app: FastifyInstance): void {
  app.addHook("onRoute", (route) => {
    const { operationId } = route.schema ?? {};
    const named = `${String(route.method)} ${route.url}`;
    assert(typeof operationId === "string", `${named} has an operationId`);
    const need = Object.hasOwn(needs, operationId) ? needs[operationId] : undefined;
    assert(
      need !== undefined,
      `${named} says in src/http/admin/needs.ts what its ${operationId} needs`,
    );
    route.config = { ...route.config, need };
  });
}

export function needOf(request: FastifyRequest): Need {
  const { need } = request.routeOptions.config;
  assert(need !== undefined, "every route of the admin API was declared");
  return need;
}

type Asker = { readonly can: readonly Capability[]; readonly isToken: boolean };

export function isSatisfied(need: Need, { can, isToken }: Asker): boolean {
  switch (need) {
    case "membership":
      return true;
    case "self":
      return !isToken;
    case "own":
      return can.includes("own") || can.includes("read");
    case "read":
    case "write":
    case "manage":
      return can.includes(need);
  }
}
