import { isIP } from "node:net";

/** Names of ranges: this machine, its link, and private networks (RFC 1918, RFC 4193). */
const ranges: readonly string[] = ["loopback", "linklocal", "uniquelocal"];

/** The members of a list of proxies, as it was written: `10.0.0.0/8, loopback`. */
export function proxyList(text: string): readonly string[] {
  return text
    .split(",")
    .map((member) => member.trim())
    .filter((member) => member !== "");
}

export function isProxyList(text: string): boolean {
  return proxyList(text).every((member) => ranges.includes(member) || isRange(member));
}

/** An address, or a range in CIDR notation (RFC 4632, RFC 4291). */
function isRange(member: string): boolean {
  const [address = "", length, ...more] = member.split("/");
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (more.length > 0 || bits === -1) return false;
  return length === undefined || (/^[1-9]\d{0,2}$/.test(length) && Number(length) <= bits);
}
