import type { FastifyPluginAsync } from "fastify";
import { limits } from "../../core/limits.ts";
import type { Identity } from "../../identity/identity.ts";
import type { NewId } from "../../core/ids.ts";
import type { Live } from "../../service/live/live.ts";
import type { Mailer } from "../../ops/mail.ts";
import type { Clock, Store } from "../../store/store.ts";
import type { BuiltSnippet } from "../edge/snippet-files.ts";
import { accountRoutes } from "./account.ts";
import { requireActor } from "./actor.ts";
import type { AdminApp } from "./admin-app.ts";
import { keepAuditTrail } from "./audit-trail.ts";
import { auditRoute } from "./audit.ts";
import { callRoutes } from "./calls.ts";
import { campaignRoutes } from "./campaigns.ts";
import { fieldRoute } from "./fields.ts";
import { impressionLogRoutes } from "./impressions.ts";
import { dashboardRoute } from "./dashboard.ts";
import { installRoute } from "./install.ts";
import { readJsonBodies } from "./json-body.ts";
import { invitationLinkRoutes } from "./invitation-links.ts";
import { invitationRoutes } from "./invitations.ts";
import { memberRoutes } from "./members.ts";
import { liveRoute } from "./live.ts";
import { meRoutes, sessionRoutes } from "./me.ts";
import { declareNeeds } from "./needs.ts";
import { numberImportRoute, numberRoutes } from "./numbers.ts";
import { pageCheckRoute } from "./page-checks.ts";
import { poolHistoryRoute } from "./pool-history.ts";
import { poolNumberRoutes } from "./pool-numbers.ts";
import { poolRoutes } from "./pools.ts";
import { publisherNumberRoutes } from "./publisher-numbers.ts";
import { publisherRoutes } from "./publishers.ts";
import { signInRoutes } from "./sign-in.ts";
import { tagRoutes } from "./tags.ts";
import { testCallRoute } from "./test-calls.ts";
import { tokenRoutes } from "./tokens.ts";

export type AdminApiParts = {
  readonly store: Store;
  readonly identity: Identity;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Address under which browsers reach this server. */
  readonly baseUrl: string;
  readonly snippet: Pick<BuiltSnippet, "version">;
  readonly live: Live;
  /** R72: whether outgoing requests may reach private networks; not, unless it says so. */
  readonly allowPrivateAddresses?: boolean;
  /** Absent where no mail server is set up. */
  readonly mailer?: Mailer | undefined;
};

/**
 * What people and their scripts set up and read: /api/v1, and /api/auth to sign in. Expects the
 * validator, the serializer and the problem answers of the app that it is registered in.
 */
export function adminApi(parts: AdminApiParts): FastifyPluginAsync {
  return async (app) => {
    await app.register(async (auth) => {
      const { identity, baseUrl, newId, store } = parts;
      signInRoutes(auth, { identity, baseUrl, newId, audit: store.audit });
    });
    await app.register(async (links) => {
      const { catalogue, audit } = parts.store;
      invitationLinkRoutes(links.withTypeProvider(), { ...parts, catalogue, audit });
    });
    await app.register(async (api) => resources(api.withTypeProvider(), parts), {
      prefix: "/api/v1",
    });
  };
}

async function resources(app: AdminApp, parts: AdminApiParts): Promise<void> {
  const { store, identity, clock, newId, baseUrl, snippet } = parts;
  const { catalogue, leases, figures } = store;
  const ports = { catalogue, clock, newId };
  app.addHook("onRoute", (route) => {
    route.bodyLimit ??= limits.adminBodyBytesMax;
  });
  app.removeContentTypeParser("text/plain");
  readJsonBodies(app);
  declareNeeds(app);
  requireActor(app, identity, baseUrl);
  keepAuditTrail(app, store.audit, newId);
  meRoutes(app, catalogue, identity);
  sessionRoutes(app, identity);
  accountRoutes(app, catalogue);
  publisherRoutes(app, ports);
  campaignRoutes(app, ports, baseUrl);
  installRoute(app, catalogue, { baseUrl, version: snippet.version });
  publisherNumberRoutes(app, ports);
  numberRoutes(app, ports);
  await app.register(async (csv) => {
    numberImportRoute(csv.withTypeProvider(), ports);
  });
  dashboardRoute(app, ports, figures);
  liveRoute(app, parts.live, identity);
  poolRoutes(app, ports, figures);
  poolNumberRoutes(app, ports, leases);
  poolHistoryRoute(app, ports, figures);
  tagRoutes(app, ports);
  callRoutes(app, store);
  fieldRoute(app, store.calls);
  testCallRoute(app, store, newId);
  const { allowPrivateAddresses = false } = parts;
  pageCheckRoute(app, { catalogue, baseUrl, allowPrivateAddresses });
  impressionLogRoutes(app, catalogue, leases);
  memberRoutes(app, catalogue, identity);
  invitationRoutes(app, { ...parts, catalogue });
  tokenRoutes(app, identity);
  auditRoute(app, store.audit);
}
