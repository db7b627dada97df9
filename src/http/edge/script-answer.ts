import { createHash } from "node:crypto";
import { brotliCompressSync, constants } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";

/** A script as it is sent: compressed once, and named by what is in it. */
export type Script = { readonly plain: string; readonly brotli: Buffer; readonly etag: string };

export function makeScript(plain: string): Script {
  const brotli = brotliCompressSync(plain, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    },
  });
  const digest = createHash("sha256").update(plain).digest("base64url").slice(0, 22);
  return { plain, brotli, etag: `"${digest}"` };
}

/** @param cacheControl for how long a browser need not ask again */
export function sendScript(
  request: FastifyRequest,
  reply: FastifyReply,
  script: Script,
  cacheControl: string,
): FastifyReply {
  void reply
    .header("cache-control", cacheControl)
    .header("etag", script.etag)
    .header("vary", "accept-encoding")
    .header("x-content-type-options", "nosniff")
    // Pages that isolate themselves (COEP), check its integrity or import it may have it, too.
    .header("access-control-allow-origin", "*")
    .header("cross-origin-resource-policy", "cross-origin")
    .type("text/javascript; charset=utf-8");
  if (request.headers["if-none-match"] === script.etag) return reply.code(304).send();
  if (!/\bbr\b/.test(request.headers["accept-encoding"] ?? "")) return reply.send(script.plain);
  return reply.header("content-encoding", "br").send(script.brotli);
}
