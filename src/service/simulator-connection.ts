import { randomBytes } from "node:crypto";
import type { AccountId } from "../core/ids.ts";
import type { Calls, CarrierConnection } from "../store/calls.ts";

const KEY_BYTES = 24;

/** The account's connection to the built-in simulator; made if it has none yet. */
export async function simulatorConnection(
  calls: Calls,
  accountId: AccountId,
): Promise<CarrierConnection> {
  const known = await calls.connections(accountId);
  const found = known.find((connection) => connection.carrier === "simulator");
  if (found !== undefined) return found;
  const key = randomBytes(KEY_BYTES).toString("base64url");
  const made = { accountId, carrier: "simulator", key };
  await calls.insertConnection(made);
  return made;
}
