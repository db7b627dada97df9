import { createHmac, timingSafeEqual } from "node:crypto";
import { isId, type ImpressionId } from "../core/ids.ts";
import { limits } from "../core/limits.ts";

/**
 * What a browser was given to change its own impressions, and nobody's else (R68): an HMAC of their
 * handle, so that nothing needs to be stored or looked up to check it.
 */
export type ImpressionTokens = {
  tokenFor(handle: string): string;
  isTokenOf(handle: string, token: string): boolean;
};

/** Half of SHA-256: 128 bits are beyond guessing, and short in a page's memory. */
const TOKEN_BYTES = 16;

export function impressionTokens(secret: string): ImpressionTokens {
  const mac = (handle: string) =>
    createHmac("sha256", secret).update(handle).digest().subarray(0, TOKEN_BYTES);
  return {
    tokenFor: (handle) => mac(handle).toString("base64url"),
    isTokenOf(handle, token) {
      const given = Buffer.from(token, "base64url");
      return given.length === TOKEN_BYTES && timingSafeEqual(given, mac(handle));
    },
  };
}

/** A page with several tags has several impressions; to the browser they are one handle. */
export function toHandle(ids: readonly ImpressionId[]): string {
  return ids.join(".");
}

/** @returns undefined when the text is no handle of ours */
export function fromHandle(handle: string): readonly ImpressionId[] | undefined {
  const ids = handle.split(".", limits.tagsPerCampaignMax + 1);
  const isWhole = ids.length <= limits.tagsPerCampaignMax;
  return isWhole && ids.every((id) => isId("impression", id)) ? ids : undefined;
}
