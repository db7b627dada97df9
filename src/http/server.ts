import Fastify, { LogController, type FastifyInstance } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import type { Identity } from "../identity/identity.ts";
import type { NewId } from "../core/ids.ts";
import { limits } from "../core/limits.ts";
import type { Mailer } from "../ops/mail.ts";
import { systemPulse } from "../ops/pulse.ts";
import { impressionTokens } from "../service/impression-token.ts";
import type { PlaceOf } from "../service/learned/asker.ts";
import { live } from "../service/live/live.ts";
import { pages } from "../service/pages.ts";
import type { Clock, Store } from "../store/store.ts";
import { adminApi } from "./admin/admin-api.ts";
import { appRoutes } from "./app/app-files.ts";
import { documentation } from "./docs/documentation.ts";
import { campaignConfigRoute, campaignScriptRoute } from "./edge/campaign-script.ts";
import { impressionRoutes } from "./edge/impressions.ts";
import { snippetFileRoutes, type BuiltSnippet } from "./edge/snippet-files.ts";
import { demoRoutes } from "./demo/demo.ts";
import { drainOf } from "./drain.ts";
import { healthRoutes } from "./health.ts";
import { webhookRoutes } from "./hooks/webhook.ts";
import { answerError, answerWithProblems } from "./problem.ts";

export type ServerParts = {
  readonly store: Store;
  readonly identity: Identity;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Address under which browsers reach this server, without a slash at the end. */
  readonly baseUrl: string;
  /** Signs impressions (R68). */
  readonly tokenSecret: string;
  readonly snippet: BuiltSnippet;
  /** Absent where no mail server is set up. */
  readonly mailer?: Mailer | undefined;
  /** Folder of the built admin app. */
  readonly appFolder: string;
  readonly logLevel: string;
  /** Says where visitors are (R22). */
  readonly placeOf: PlaceOf;
  /** Addresses, ranges and names of proxies that say truly who asks; those of nobody else do. */
  readonly trustedProxies: readonly string[];
  /** R72: whether outgoing requests may reach private networks. */
  readonly allowPrivateAddresses?: boolean;
};

export type HttpServer = {
  listen(address: { readonly host: string; readonly port: number }): Promise<unknown>;
  /** Answers what it has been sent, and ends; see `drainOf`. */
  stop(): Promise<void>;
};

/** Puts the server together; it listens once told to. */
export async function createServer(parts: ServerParts): Promise<HttpServer> {
  const { store, newId, snippet, placeOf } = parts;
  const app = Fastify({
    logger: { level: parts.logLevel },
    // Writing a line per request would cost more than answering it.
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: answerError,
    routerOptions: { maxParamLength: 1024 },
    // A request that takes longer to arrive than any page's would is somebody holding the line.
    requestTimeout: 30_000,
    // X-Forwarded-For can be made up by anybody: it is read only behind a proxy that is known.
    trustProxy: parts.trustedProxies.length > 0 && [...parts.trustedProxies],
  });
  const drain = drainOf(app.server, { idleMs: limits.drainIdleMs, longestMs: limits.drainMs });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerWithProblems(app);
  await documentation(app);
  const tokens = impressionTokens(parts.tokenSecret);
  const pagesService = pages({ store, tokens, newId, placeOf });
  impressionRoutes(app, pagesService);
  campaignScriptRoute(app, pagesService, snippet.expression);
  campaignConfigRoute(app, pagesService);
  snippetFileRoutes(app, snippet);
  webhookRoutes(app, store, newId);
  healthRoutes(app, store, drain);
  await demoRoutes(app, store);
  await appRoutes(app, parts.appFolder);
  const watched = live(store, systemPulse(logFault(app)));
  await app.register(adminApi({ ...parts, live: watched }));
  return {
    listen: (address) => app.listen(address),
    async stop() {
      // Who watches would be answered for ever.
      watched.end();
      const cut = await drain.run();
      if (cut > 0) app.log.warn(`Cut off ${cut} requests that were not answered in time.`);
      await app.close();
    },
  };
}

function logFault(app: FastifyInstance): (error: unknown) => void {
  return (error) => app.log.error({ err: error }, "work in the background failed");
}
