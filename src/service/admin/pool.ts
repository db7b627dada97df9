import { getCountryCallingCode, isSupportedCountry } from "libphonenumber-js/max";
import type { PoolCreate, PoolPatch } from "../../contract/admin/pool.ts";
import type { AccountId, PublisherId } from "../../core/ids.ts";
import { problemWithSettings, type PoolSettings } from "../../core/pool/settings.ts";
import type { Pool } from "../../store/catalogue.ts";
import { Problem } from "../problem.ts";
import { accountOf } from "./account.ts";
import type { AdminPorts } from "./admin-ports.ts";
import { given, optional } from "./patch.ts";
import { findLiving, findRecord } from "./record.ts";

/** @throws Problem country_not_allowed (R3), invalid, not_found for the publisher */
export async function createPool(
  ports: AdminPorts,
  accountId: AccountId,
  wish: PoolCreate,
): Promise<Pool> {
  const { allowedCountries } = await accountOf(ports.catalogue, accountId);
  refuseForeignCountry(wish.country, allowedCountries);
  refuseBadAreaCode(wish.country, wish.areaCode);
  refuseBadSettings(wish);
  const { areaCode, publisherId, ...rest } = wish;
  const pool: Pool = {
    ...rest,
    id: ports.newId("pool"),
    accountId,
    createdAt: ports.clock.now(),
    status: "active",
    ...optional("areaCode", areaCode),
    ...optional("publisherId", await livingPublisher(ports, accountId, publisherId)),
  };
  await ports.catalogue.pools.insert(pool);
  return pool;
}

/** A changed setting applies from the next activity of each impression (R11). */
export async function patchPool(
  ports: AdminPorts,
  accountId: AccountId,
  id: string,
  patch: PoolPatch,
): Promise<Pool> {
  const pool = await findLiving("pool", ports.catalogue.pools, accountId, id);
  refuseBadAreaCode(pool.country, patch.areaCode);
  const { areaCode: areaCodeBefore, publisherId: publisherIdBefore, ...before } = pool;
  const { areaCode = areaCodeBefore, publisherId, ...changes } = patch;
  // A publisher that was deleted since is in the way of no other change.
  const publisherIdNow =
    publisherId === undefined
      ? publisherIdBefore
      : await livingPublisher(ports, accountId, publisherId);
  const changed: Pool = {
    ...before,
    ...given(changes),
    ...optional("areaCode", areaCode),
    ...optional("publisherId", publisherIdNow),
  };
  refuseBadSettings(changed);
  await ports.catalogue.pools.replace(changed);
  return changed;
}

/**
 * Refused while tags use the pool, unless forced (R8). Its numbers stay in the inventory with their
 * links, and its tags show their primary numbers.
 */
export async function deletePool(
  { catalogue }: AdminPorts,
  accountId: AccountId,
  id: string,
  { isForced }: { readonly isForced: boolean },
): Promise<void> {
  const pool = await findRecord("pool", catalogue.pools, accountId, id);
  if (pool.status === "deleted") return;
  const tags = await catalogue.tagsOfPool(accountId, pool.id);
  if (tags.length > 0 && !isForced) {
    const references = tags.map((tag) => ({ kind: "tag", id: tag.id, name: tag.name }));
    throw new Problem(
      "in_use",
      `Tags take numbers from this pool: ${tags.map((tag) => tag.name).join(", ")}. Give them ` +
        "another pool first, or delete with ?force=true: they then show their primary numbers.",
      { references },
    );
  }
  await catalogue.deletePool(accountId, pool.id);
}

function refuseForeignCountry(country: string, allowed: readonly string[]): void {
  if (allowed.includes(country)) return;
  const wanted = JSON.stringify([...allowed, country]);
  throw new Problem(
    "country_not_allowed",
    `The account allows pools of ${allowed.join(", ")} only. To allow ${country} as well, send ` +
      `PATCH /api/v1/account with {"allowedCountries": ${wanted}}.`,
    { errors: [{ path: "country", message: `is not one of ${allowed.join(", ")}` }] },
  );
}

/** Where several countries share +1, area codes have three digits; no number has another. */
function refuseBadAreaCode(country: string, areaCode: string | null | undefined): void {
  if (areaCode === null || areaCode === undefined || areaCode.length === AREA_CODE_DIGITS) return;
  if (!isSupportedCountry(country) || getCountryCallingCode(country) !== "1") return;
  const message = `must be three digits for ${country}, such as 212`;
  throw new Problem("invalid", `areaCode ${message}.`, { errors: [{ path: "areaCode", message }] });
}

const AREA_CODE_DIGITS = 3;

function refuseBadSettings(settings: PoolSettings): void {
  const problem = problemWithSettings(settings);
  if (problem === undefined) return;
  throw new Problem("invalid", `${problem}.`, {
    errors: [{ path: "linkRetentionSeconds", message: problem }],
  });
}

async function livingPublisher(
  { catalogue }: AdminPorts,
  accountId: AccountId,
  id: string | null | undefined,
): Promise<PublisherId | undefined> {
  if (id === null || id === undefined) return undefined;
  return (await findLiving("publisher", catalogue.publishers, accountId, id)).id;
}
