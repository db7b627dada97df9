import ipaddr from "ipaddr.js";
import { isIP } from "node:net";

/**
 * What stands around an address: its port, as some proxies write it (Azure's gateways, RFC 7239),
 * the brackets that an IPv6 address has then, and a zone.
 */
const WRITTEN = /^(?:\[(?<six>[^\]]*)\](?::\d{1,5})?|(?<four>[\d.]+):\d{1,5})$/;

/** IPv4 that was mapped into IPv6 (RFC 4291), or translated by a gateway (NAT64, RFC 6052). */
const IPV4_INSIDE = /^(?:::ffff:[\da-f]+:[\da-f]+|64:ff9b::(?:[\da-f]+:)?[\da-f]*)$/;

/**
 * An address as its standard writes it (RFC 5952), without port and zone; as IPv4 where it is one,
 * whatever it was carried in.
 * @returns undefined for what is no IP address
 */
export function visitorAddress(text: string): string | undefined {
  const { six, four } = WRITTEN.exec(text)?.groups ?? {};
  const [address = ""] = (six ?? four ?? text).split("%", 1);
  switch (isIP(address)) {
    case 4:
      return six === undefined ? address : undefined;
    case 6: {
      // Ten times as fast as the library, and every visitor's address comes through here.
      const plain = new URL(`http://[${address}]`).hostname.slice(1, -1);
      return IPV4_INSIDE.test(plain) ? lastFourBytes(plain) : plain;
    }
    default:
      return undefined;
  }
}

function lastFourBytes(address: string): string {
  return ipaddr.fromByteArray(ipaddr.parse(address).toByteArray().slice(-4)).toString();
}

/**
 * Bytes that stay: of IPv4 a /24, of IPv6 a /48, which is what a site is given (RFC 6177). A 6to4
 * address has its site's IPv4 address in these (RFC 3056), and a /24 of it stays. Teredo's has it
 * at its end (RFC 4380).
 */
const KEPT_BYTES = { ipv4: 3, ipv6: 6, sixToFour: 5 } as const;

/** @param address by `visitorAddress` */
export function truncatedAddress(address: string): string {
  const whole = ipaddr.parse(address);
  const kind = address.startsWith("2002:") ? "sixToFour" : whole.kind();
  return ipaddr.fromByteArray(whole.toByteArray().fill(0, KEPT_BYTES[kind])).toString();
}
