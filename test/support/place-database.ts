import ipaddr from "ipaddr.js";
import { Buffer } from "node:buffer";

/*
 * Writes a small database in MaxMind's format (https://maxmind.github.io/MaxMind-DB): a binary tree
 * over the bits of the address, the records, and what describes both. Real ones may not be passed
 * on.
 */

type Value = string | number | readonly Value[] | { readonly [name: string]: Value };
type Node = { zero?: Node | Leaf; one?: Node | Leaf };
type Leaf = { readonly offset: number };

const IPV4_PREFIX_BITS = 96;

/** @param places records of networks in CIDR notation, IPv4 or IPv6, none inside another */
export function placeDatabase(places: Readonly<Record<string, Value>>): Buffer {
  const root: Node = {};
  const nodes = [root];
  const records: Buffer[] = [];
  let offset = 0;
  for (const [network, place] of Object.entries(places)) {
    const bits = bitsOf(network);
    let node = root;
    for (const bit of bits.slice(0, -1)) {
      const found = node[bit];
      if (found !== undefined && "offset" in found) throw new Error(`${network} is inside another`);
      const next = found ?? {};
      if (found === undefined) nodes.push(next);
      node[bit] = next;
      node = next;
    }
    const last = bits.at(-1);
    if (last !== undefined) node[last] = { offset };
    const record = encode(place);
    records.push(record);
    offset += record.length;
  }
  const tree = nodes.map((node) => {
    const entry = Buffer.alloc(6);
    entry.writeUIntBE(entryOf(nodes, node.zero), 0, 3);
    entry.writeUIntBE(entryOf(nodes, node.one), 3, 3);
    return entry;
  });
  const description = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1,
    database_type: "Test-City",
    description: {},
    ip_version: 6,
    languages: ["en"],
    node_count: nodes.length,
    record_size: 24,
  });
  const mark = Buffer.from("\u00ab\u00cd\u00efMaxMind.com", "latin1");
  return Buffer.concat([...tree, Buffer.alloc(16), ...records, mark, description]);
}

function bitsOf(network: string): ("zero" | "one")[] {
  const [address, length] = ipaddr.parseCIDR(network);
  const bits = address.toByteArray().flatMap((byte) => [...byte.toString(2).padStart(8, "0")]);
  const isIpv4 = address.kind() === "ipv4";
  const all = [...(isIpv4 ? Array.from({ length: IPV4_PREFIX_BITS }, () => "0") : []), ...bits];
  const kept = length + (isIpv4 ? IPV4_PREFIX_BITS : 0);
  return all.slice(0, kept).map((bit) => (bit === "1" ? "one" : "zero"));
}

/** A node by its number, nothing as the number after the last, a record by its place behind. */
function entryOf(nodes: readonly Node[], target: Node | Leaf | undefined): number {
  if (target === undefined) return nodes.length;
  return "offset" in target ? nodes.length + 16 + target.offset : nodes.indexOf(target);
}

function encode(value: Value): Buffer {
  if (typeof value === "string") {
    const text = Buffer.from(value);
    return Buffer.concat([head(2, text.length), text]);
  }
  if (typeof value === "number") {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([head(6, 4), bytes]);
  }
  if (Array.isArray(value)) {
    // Beyond 7, types take a byte of their own: an array is 11.
    return Buffer.concat([Buffer.from([value.length, 11 - 7]), ...value.map(encode)]);
  }
  const entries = Object.entries(value);
  return Buffer.concat([head(7, entries.length), ...entries.flat().map(encode)]);
}

function head(type: number, size: number): Buffer {
  const high = type << 5;
  return size < 29 ? Buffer.from([high | size]) : Buffer.from([high | 29, size - 29]);
}
