import type { Instant } from "./time.ts";

declare const kind: unique symbol;
type Id<Kind extends string> = string & { readonly [kind]: Kind };

export type AccountId = Id<"account">;
export type PublisherId = Id<"publisher">;
export type CampaignId = Id<"campaign">;
export type PublisherNumberId = Id<"publisherNumber">;
export type NumberId = Id<"number">;
export type PoolId = Id<"pool">;
export type TagId = Id<"tag">;
export type ImpressionId = Id<"impression">;
export type CallId = Id<"call">;
export type AuditEntryId = Id<"auditEntry">;
/** Made by the snippet and kept in its browser: 22 or more url-safe characters nobody can guess. */
export type VisitorId = Id<"visitor">;
/** One visit of a visitor, made by the snippet as well. */
export type SessionId = Id<"session">;

const prefixes = {
  publisher: "pbl",
  campaign: "cmp",
  publisherNumber: "pbn",
  number: "num",
  pool: "pol",
  tag: "tag",
  impression: "imp",
  call: "cal",
  auditEntry: "aud",
} as const;

export type IdKind = keyof typeof prefixes;

/** Crockford's base 32: no letters that look like digits, so an id survives being read aloud. */
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const TIME_CHARS = 10;
const RANDOM_CHARS = 16;

/** Bytes of randomness that one id takes. */
export const ID_RANDOM_BYTES = RANDOM_CHARS;

/**
 * An id that sorts by time: `imp_` + 10 characters of milliseconds + 16 random characters (80
 * bits). New rows so land at the end of their index instead of all over it.
 * @param random at least ID_RANDOM_BYTES random bytes from `offset` on
 */
export function makeId<Kind extends IdKind>(
  of: Kind,
  at: Instant,
  random: Uint8Array,
  offset = 0,
): Id<Kind> {
  let time = "";
  let rest: number = at;
  for (let i = 0; i < TIME_CHARS; i++) {
    time = alphabet.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  let tail = "";
  for (let i = 0; i < RANDOM_CHARS; i++) tail += alphabet.charAt((random[offset + i] ?? 0) & 31);
  // The one place where the brand is given.
  return `${prefixes[of]}_${time}${tail}` as Id<Kind>;
}

/** Gives a new id of a kind; whoever makes one brings the clock and the randomness. */
export type NewId = <Kind extends IdKind>(of: Kind) => ReturnType<typeof makeId<Kind>>;

function idPattern(of: IdKind): RegExp {
  return new RegExp(`^${prefixes[of]}_[0-9a-hjkmnp-tv-z]{${TIME_CHARS + RANDOM_CHARS}}$`);
}

export function isId<Kind extends IdKind>(of: Kind, text: string): text is Id<Kind> {
  return patterns[of].test(text);
}

const patterns: Readonly<Record<IdKind, RegExp>> = {
  publisher: idPattern("publisher"),
  campaign: idPattern("campaign"),
  publisherNumber: idPattern("publisherNumber"),
  number: idPattern("number"),
  pool: idPattern("pool"),
  tag: idPattern("tag"),
  impression: idPattern("impression"),
  call: idPattern("call"),
  auditEntry: idPattern("auditEntry"),
};

/** What a browser may call itself (R68): long enough that nobody guesses another's. */
export const BROWSER_ID_PATTERN = /^[A-Za-z0-9_-]{22,64}$/;
