import type { PublisherPatch } from "../../contract/admin/publisher.ts";
import type { AccountId } from "../../core/ids.ts";
import { limits } from "../../core/limits.ts";
import type { Publisher } from "../../store/catalogue.ts";
import { Problem } from "../problem.ts";
import type { AdminPorts } from "./admin-ports.ts";
import { given } from "./patch.ts";
import { everyRecord, findLiving } from "./record.ts";

/**
 * Changes a publisher. Its publisher numbers follow its status, so that whoever looks at a number
 * sees all there is to know of it: pages and calls ask the number alone (R19, R49).
 * @throws Problem not_found, conflict if it was deleted
 */
export async function patchPublisher(
  { catalogue }: AdminPorts,
  accountId: AccountId,
  id: string,
  patch: PublisherPatch,
): Promise<Publisher> {
  const { publishers, publisherNumbers } = catalogue;
  const before = await findLiving("publisher", publishers, accountId, id);
  const publisher: Publisher = { ...before, ...given(patch) };
  // The publisher goes last: should this break off, the same request again finishes it.
  if (publisher.status !== before.status) {
    const { status } = publisher;
    for await (const number of everyRecord(publisherNumbers, accountId, limits.pageSizeMax)) {
      if (number.publisherId === publisher.id)
        await publisherNumbers.replace({ ...number, status });
    }
  }
  await publishers.replace(publisher);
  return publisher;
}

/** @throws Problem conflict for a number that is to be active while its publisher is not */
export function refuseActiveNumberOf(publisher: Publisher | undefined): void {
  if (publisher === undefined || publisher.status === "active") return;
  const { name, status } = publisher;
  const how = status === "paused" ? "Activate the publisher first." : "Choose another publisher.";
  throw new Problem("conflict", `The publisher ${name} is ${status}. ${how}`);
}
