import ipaddr from "ipaddr.js";
import { isIP } from "node:net";

/**
 * An address as its standard writes it (RFC 5952): an IPv4 address that was mapped into IPv6 as
 * IPv4, and without a zone.
 * @returns undefined for what is no IP address
 */
export function visitorAddress(text: string): string | undefined {
  const [address = ""] = text.split("%", 1);
  switch (isIP(address)) {
    case 4:
      return address;
    case 6: {
      // Ten times as fast as the library, and every visitor's address comes through here.
      const plain = new URL(`http://[${address}]`).hostname.slice(1, -1);
      return plain.startsWith("::ffff:") ? ipaddr.process(plain).toString() : plain;
    }
    default:
      return undefined;
  }
}

/** Bytes that stay: of IPv4 a /24, of IPv6 a /48, which is what a site is given (RFC 6177). */
const KEPT_BYTES = { ipv4: 3, ipv6: 6 } as const;

/** @param address by `visitorAddress` */
export function truncatedAddress(address: string): string {
  const whole = ipaddr.parse(address);
  const bytes = whole.toByteArray().fill(0, KEPT_BYTES[whole.kind()]);
  return ipaddr.fromByteArray(bytes).toString();
}
