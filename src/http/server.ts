import Fastify, { LogController, type FastifyInstance } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import type { Identity } from "../identity/identity.ts";
import type { NewId } from "../core/ids.ts";
import { impressionTokens } from "../service/impression-token.ts";
import { pages } from "../service/pages.ts";
import type { Clock, Store } from "../store/store.ts";
import { adminApi } from "./admin/admin-api.ts";
import { documentation } from "./docs/documentation.ts";
import { campaignConfigRoute, campaignScriptRoute } from "./edge/campaign-script.ts";
import { impressionRoutes } from "./edge/impressions.ts";
import { snippetFileRoutes, type BuiltSnippet } from "./edge/snippet-files.ts";
import { demoRoutes } from "./demo/demo.ts";
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
  readonly logLevel: string;
};

/** Puts the server together; it listens once told to. */
export async function createServer(parts: ServerParts): Promise<FastifyInstance> {
  const { store, newId, snippet } = parts;
  const app = Fastify({
    logger: { level: parts.logLevel },
    // Writing a line per request would cost more than answering it.
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: answerError,
    routerOptions: { maxParamLength: 1024 },
    // A request that takes longer to arrive than any page's would is somebody holding the line.
    requestTimeout: 30_000,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerWithProblems(app);
  await documentation(app);
  const pagesService = pages(store, impressionTokens(parts.tokenSecret), newId);
  impressionRoutes(app, pagesService);
  campaignScriptRoute(app, pagesService, snippet.expression);
  campaignConfigRoute(app, pagesService);
  snippetFileRoutes(app, snippet);
  webhookRoutes(app, store, newId);
  healthRoutes(app, store);
  await demoRoutes(app, store);
  await app.register(adminApi(parts));
  return app;
}
