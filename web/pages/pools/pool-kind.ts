import type { Pool } from "../../api/pools.ts";
import { countryName } from "../../parts/countries.ts";

export const typeNames = { local: "Local", tollfree: "Toll-free" } as const;

/** `United States · Local · 718`: which numbers a pool has. */
export function kindOf({
  country,
  numberType,
  areaCode,
}: Pick<Pool, "country" | "numberType" | "areaCode">): string {
  const parts = [countryName(country), typeNames[numberType]];
  return [...parts, ...(areaCode === undefined ? [] : [areaCode])].join(" · ");
}
