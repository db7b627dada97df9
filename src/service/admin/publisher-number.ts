import { DEFAULT_CARRIER } from "../../contract/admin/number.ts";
import type {
  PublisherNumberCreate,
  PublisherNumberPatch,
} from "../../contract/admin/publisher-number.ts";
import { assert } from "../../core/assert.ts";
import type { AccountId } from "../../core/ids.ts";
import { parseE164 } from "../../core/phone/e164.ts";
import type { OwnedNumber, PublisherNumber } from "../../store/catalogue.ts";
import { Problem } from "../problem.ts";
import type { AdminPorts } from "./admin-ports.ts";
import { homeCountry } from "./account.ts";
import { ownedNumber } from "./number.ts";
import { given } from "./patch.ts";
import { refuseActiveNumberOf } from "./publisher.ts";
import { findLiving } from "./record.ts";

/**
 * Assigns a number to a publisher in a campaign.
 * @throws Problem not_found, invalid
 * @throws StoreConflict when the number is in a pool or a publisher number already
 */
export async function createPublisherNumber(
  ports: AdminPorts,
  accountId: AccountId,
  wish: PublisherNumberCreate,
): Promise<PublisherNumber> {
  const { catalogue } = ports;
  const campaign = await findLiving("campaign", catalogue.campaigns, accountId, wish.campaignId);
  const publisher = await findLiving(
    "publisher",
    catalogue.publishers,
    accountId,
    wish.publisherId,
  );
  refuseActiveNumberOf(publisher);
  const number = await inventoryNumber(ports, accountId, wish.number);
  const publisherNumber: PublisherNumber = {
    id: ports.newId("publisherNumber"),
    accountId,
    createdAt: ports.clock.now(),
    campaignId: campaign.id,
    publisherId: publisher.id,
    numberId: number.id,
    e164: number.e164,
    status: "active",
  };
  await catalogue.publisherNumbers.insert(publisherNumber);
  return publisherNumber;
}

/** @throws Problem not_found, conflict when it was deleted or its publisher is not active */
export async function patchPublisherNumber(
  { catalogue }: AdminPorts,
  accountId: AccountId,
  id: string,
  patch: PublisherNumberPatch,
): Promise<PublisherNumber> {
  const { publisherNumbers, publishers } = catalogue;
  const before = await findLiving("publisherNumber", publisherNumbers, accountId, id);
  const changed: PublisherNumber = { ...before, ...given(patch) };
  if (changed.status === "active") {
    refuseActiveNumberOf(await publishers.get(accountId, changed.publisherId));
  }
  await publisherNumbers.replace(changed);
  return changed;
}

/** The number in the inventory, added if it is not there. */
async function inventoryNumber(
  ports: AdminPorts,
  accountId: AccountId,
  text: string,
): Promise<OwnedNumber> {
  const parsed = parseE164(text, await homeCountry(ports.catalogue, accountId));
  if (!parsed.ok) {
    throw new Problem("invalid", parsed.reason, {
      errors: [{ path: "number", message: parsed.reason }],
    });
  }
  const known = await ports.catalogue.numberByE164(accountId, parsed.e164);
  if (known !== undefined) return known;
  const added = ownedNumber(ports, accountId, parsed, { carrier: DEFAULT_CARRIER });
  const [outcome] = await ports.catalogue.addNumbers([added]);
  if (outcome === "added") return added;
  // Somebody added it in between.
  const theirs = await ports.catalogue.numberByE164(accountId, parsed.e164);
  assert(theirs !== undefined, "a number that the account has already can be found");
  return theirs;
}
