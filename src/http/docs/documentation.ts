import swagger from "@fastify/swagger";
import apiReference from "@scalar/fastify-api-reference";
import type { FastifyInstance } from "fastify";
import { jsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod";
import { randomBytes } from "node:crypto";
import { withUsedComponents } from "./components.ts";
import { icon } from "./icon.ts";
import { problemPage, problemPagePolicy } from "./problem-page.ts";

/**
 * The document at /openapi.json and the readable reference at /docs, made from the schemas that the
 * routes check by. To be awaited before any route is added: a route that came earlier is left out.
 */
export async function documentation(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Callpool",
        version: "1",
        description:
          "A phone number for every visitor, and the visit behind every call. " +
          "Errors are problem documents (RFC 9457); their codes are listed at /docs/problems.",
      },
      servers: [{ url: "/" }],
      components: { securitySchemes },
    },
    transform: jsonSchemaTransform,
    transformObject: (document) => withUsedComponents(jsonSchemaTransformObject(document)),
  });
  app.get("/openapi.json", { schema: { hide: true } }, () => app.swagger());
  app.get("/docs/problems", { schema: { hide: true } }, async (_request, reply) =>
    reply.type("text/html; charset=utf-8").header(CSP, problemPagePolicy).send(problemPage),
  );
  app.get("/favicon.ico", { schema: { hide: true } }, async (_request, reply) =>
    reply.type("image/svg+xml").header("cache-control", "public, max-age=86400").send(icon),
  );
  await readableReference(app);
}

const CSP = "content-security-policy";

const securitySchemes = {
  apiToken: {
    type: "http",
    scheme: "bearer",
    description: "An API token, made with `POST /api/v1/tokens`. It is for one account.",
  },
  session: {
    type: "apiKey",
    in: "cookie",
    name: "callpool.session_token",
    description:
      "The session of a browser that followed a sign-in link. Where the server is reached over " +
      "https, the cookie's name begins with `__Secure-`.",
  },
} as const;

/** Scalar, from this server alone: the policy makes sure that nothing is fetched from elsewhere. */
async function readableReference(app: FastifyInstance): Promise<void> {
  // The page is the same for everybody and shows nothing that anybody typed.
  const nonce = randomBytes(16).toString("base64");
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; ");
  await app.register(apiReference, {
    routePrefix: "/docs",
    hooks: {
      onRequest: async (_request, reply) => {
        void reply.header(CSP, policy);
      },
    },
    configuration: {
      url: "/openapi.json",
      pageTitle: "Callpool API",
      nonce,
      telemetry: false,
      withDefaultFonts: false,
      hideClientButton: true,
      showDeveloperTools: "never",
      agent: { disabled: true },
      mcp: { disabled: true },
      documentDownloadType: "json",
    },
  });
}
