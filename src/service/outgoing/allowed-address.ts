import { lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";

/** A name or an address leads to where outgoing requests must not go (R72). */
export class AddressNotAllowed extends Error {
  constructor(host: string) {
    super(`${host} is not a public address`);
    this.name = "AddressNotAllowed";
  }
}

/**
 * Whether anybody on the internet may be at this address: not this machine, a private network, a
 * cloud's metadata service, or an address inside of which another one is written (6to4, NAT64).
 * @param address without brackets
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // ::127.0.0.1, a form that is given up (RFC 4291, section 2.5.5.1), and nobody's.
  const parsed = ipaddr.parse(address);
  if ("parts" in parsed && parsed.parts.slice(0, 6).every((part) => part === 0)) return false;
  // An IPv4 address written as IPv6 is the IPv4 address.
  return ipaddr.process(address).range() === "unicast";
}

/**
 * Looks names up for one connection, and gives public addresses alone. The connection is made to
 * what was checked here, so a name that answers differently the next time gains nothing.
 */
export const lookupPublic: LookupFunction = (host, options, callback) => {
  lookup(host, { ...options, all: true }, (error, found) => {
    if (error !== null) {
      callback(error, []);
      return;
    }
    const allowed = found.filter(({ address }) => isPublicAddress(address));
    const [first] = allowed;
    if (first === undefined) callback(new AddressNotAllowed(host), []);
    else if (options.all === true) callback(null, allowed);
    else callback(null, first.address, first.family);
  });
};

/**
 * Refuses what is never looked up: an address that stands in a URL as such.
 * @param host of a `URL`, which has brought every way to write an address into one form
 */
export function refuseLiteral(host: string): void {
  const address = host.replace(/^\[|\]$/g, "");
  if (ipaddr.isValid(address) && !isPublicAddress(address)) throw new AddressNotAllowed(host);
}
