import type { PoolPatch } from "../../../src/contract/admin/pool.ts";
import { poolDefaults } from "../../../src/contract/help/pool.ts";
import type { Pool, PoolCreateBody } from "../../api/pools.ts";

/** The values of a pool's form. Inputs hold "" for what is left out. */
export type PoolValues = {
  name: string;
  country: string;
  numberType: Pool["numberType"];
  areaCode: string;
  idleLimitSeconds: number | string;
  closedBrowserDelaySeconds: number | string;
  linkRetentionSeconds: number | string;
  releaseOnClose: boolean;
  publisherId: string;
};

/** @param country the account's first */
export function newPoolValues(country: string): PoolValues {
  return {
    name: "",
    country,
    numberType: "local",
    areaCode: "",
    ...poolDefaults,
    publisherId: "",
  };
}

export function valuesOf(pool: Pool): PoolValues {
  return {
    name: pool.name,
    country: pool.country,
    numberType: pool.numberType,
    areaCode: pool.areaCode ?? "",
    idleLimitSeconds: pool.idleLimitSeconds,
    closedBrowserDelaySeconds: pool.closedBrowserDelaySeconds,
    linkRetentionSeconds: pool.linkRetentionSeconds,
    releaseOnClose: pool.releaseOnClose,
    publisherId: pool.publisherId ?? "",
  };
}

const secondFields = [
  "idleLimitSeconds",
  "closedBrowserDelaySeconds",
  "linkRetentionSeconds",
] as const;

/** An emptied field of seconds is not sent, and so is what it is by default. */
function secondsOf(values: PoolValues): Partial<Record<(typeof secondFields)[number], number>> {
  const filled = secondFields.filter((field) => values[field] !== "");
  return Object.fromEntries(filled.map((field) => [field, Number(values[field])]));
}

export function createOf(values: PoolValues): PoolCreateBody {
  const { name, country, numberType, releaseOnClose } = values;
  const areaCode = values.areaCode.trim();
  return {
    name: name.trim(),
    country,
    numberType,
    releaseOnClose,
    ...secondsOf(values),
    ...(areaCode === "" ? {} : { areaCode }),
    ...(values.publisherId === "" ? {} : { publisherId: values.publisherId }),
  };
}

/** What was changed, and nothing else: others may have changed the rest since. */
export function patchOf(before: PoolValues, now: PoolValues): PoolPatch {
  const changed = (field: keyof PoolValues) => before[field] !== now[field];
  const areaCode = now.areaCode.trim();
  const seconds = secondsOf(now);
  return {
    ...(changed("name") ? { name: now.name.trim() } : {}),
    ...(changed("areaCode") ? { areaCode: areaCode === "" ? null : areaCode } : {}),
    ...(changed("releaseOnClose") ? { releaseOnClose: now.releaseOnClose } : {}),
    ...(changed("publisherId")
      ? { publisherId: now.publisherId === "" ? null : now.publisherId }
      : {}),
    ...Object.fromEntries(
      secondFields.filter(changed).flatMap((field) => {
        const value = seconds[field];
        return value === undefined ? [] : [[field, value]];
      }),
    ),
  };
}

/** How long a visitor's number is reserved, and for how long calls count, in seconds. */
export function timesOf(values: PoolValues) {
  const [idle, delay, link] = secondFields.map((field) => Number(values[field]));
  return { holdSeconds: (idle ?? 0) + (delay ?? 0), linkSeconds: link ?? 0 };
}
