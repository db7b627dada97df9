import { factTags, type Place } from "../../core/visit/learned.ts";
import type { Tag } from "../../core/visit/tag.ts";
import { readBrowser, type RequestHeaders } from "./browser.ts";
import { truncatedAddress, visitorAddress } from "./visitor-address.ts";

/** Who sent a page's request, as the server sees it. */
export type Asker = {
  /** IP address, or what stands in its place. */
  readonly address: string;
  readonly headers: RequestHeaders;
};

/** Says where an IP address is. */
export type PlaceOf = (address: string) => Place;

export type Learned = {
  readonly isBot: boolean;
  readonly tags: readonly Tag[];
};

/**
 * What the server itself learns of a visit (R22).
 * @param truncateIpAddresses nothing that leaves here has the whole address
 */
export function learn(
  { address: given, headers }: Asker,
  placeOf: PlaceOf,
  truncateIpAddresses: boolean,
): Learned {
  const { isBot, tags } = readBrowser(headers);
  const address = visitorAddress(given);
  if (isBot || address === undefined) return { isBot, tags };
  const ipAddress = truncateIpAddresses ? truncatedAddress(address) : address;
  return {
    isBot,
    tags: [
      ...tags,
      ...factTags("Technology", { ipAddress }, "impression"),
      ...factTags("Geo", placeOf(address), "enrichment"),
    ],
  };
}
