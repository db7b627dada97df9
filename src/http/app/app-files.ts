import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { Problem } from "../../service/problem.ts";

/** What `tools/build-web.ts` has made. */
export const builtAppFolder = join(import.meta.dirname, "../../../dist/web");

/**
 * The app runs its own scripts and nothing else, and no other site may show it in a frame. Styles
 * that its components set on elements are allowed; they cannot run anything.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const securityHeaders = {
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
} as const;

/** Files of this folder have the hash of what is in them in their names. */
const HASHED = /\/assets\//;

/**
 * `/app/`: the admin app. Every address below it that is no file is one of the app's own pages, and
 * is answered with the same document.
 * @param folder where the build is; without one, the addresses say how to make it
 */
export async function appRoutes(app: FastifyInstance, folder: string): Promise<void> {
  const hide = { schema: { hide: true } };
  app.get("/", hide, (_request, reply) => reply.redirect("/app/", 302));
  app.get("/app", hide, (_request, reply) => reply.redirect("/app/", 308));
  if (!existsSync(join(folder, "index.html"))) {
    app.get("/app/*", hide, async () => {
      throw new Problem("not_found", "The app is not built here. Run `npm run build` once.");
    });
    return;
  }
  await app.register(
    async (files) => {
      files.addHook("onRequest", async (_request, reply) => {
        void reply.headers(securityHeaders);
      });
      files.setNotFoundHandler((request, reply) => {
        // A page that was open during an update asks for files that are gone: that is no page.
        if (HASHED.test(request.url)) {
          const detail = "This file belongs to another version. Load the page anew.";
          throw new Problem("not_found", detail);
        }
        return reply.sendFile("index.html");
      });
      await files.register(fastifyStatic, {
        root: folder,
        schemaHide: true,
        preCompressed: true,
        cacheControl: false,
        setHeaders: (reply, path) => {
          const cached = HASHED.test(path) ? "public, max-age=31536000, immutable" : "no-cache";
          reply.header("cache-control", cached);
        },
      });
    },
    { prefix: "/app" },
  );
}
