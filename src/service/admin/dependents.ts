import type { AccountId, CampaignId } from "../../core/ids.ts";
import { limits } from "../../core/limits.ts";
import type {
  CallTrackingTag,
  Catalogue,
  Collection,
  PublisherNumber,
} from "../../store/catalogue.ts";
import { Problem } from "../problem.ts";
import type { AdminPorts } from "./admin-ports.ts";
import { deleteRecord, everyRecord, findRecord, type Kept } from "./record.ts";

/*
 * Publishers, campaigns and publisher numbers carry others: without them pages show no numbers and
 * calls are rejected. So they are deleted with what they carry or, unless forced, not at all.
 */

/** What would go dark with a record. */
type Dependents = {
  readonly publisherNumbers: readonly PublisherNumber[];
  readonly tags: readonly CallTrackingTag[];
};

type Options = { readonly isForced: boolean };

/** @throws Problem not_found, in_use with what still refers to it unless forced */
export async function deletePublisher(
  { catalogue }: AdminPorts,
  accountId: AccountId,
  id: string,
  options: Options,
): Promise<void> {
  const { publishers } = catalogue;
  const publisher = await findRecord("publisher", publishers, accountId, id);
  const publisherNumbers = await those(
    catalogue.publisherNumbers,
    accountId,
    (number) => number.publisherId === publisher.id,
  );
  const ids = new Set(publisherNumbers.map((number) => number.id));
  const tags = await those(catalogue.tags, accountId, (tag) => ids.has(tag.publisherNumberId));
  await deleteDependents(catalogue, { publisherNumbers, tags }, "publisher", options);
  await deleteRecord("publisher", publishers, accountId, id);
}

/** @throws Problem not_found, in_use with what still refers to it unless forced */
export async function deleteCampaign(
  { catalogue }: AdminPorts,
  accountId: AccountId,
  id: string,
  options: Options,
): Promise<void> {
  const { campaigns } = catalogue;
  const campaign = await findRecord("campaign", campaigns, accountId, id);
  const isIts = ({ campaignId }: { readonly campaignId: CampaignId }) => campaignId === campaign.id;
  const dependents = {
    publisherNumbers: await those(catalogue.publisherNumbers, accountId, isIts),
    tags: await those(catalogue.tags, accountId, isIts),
  };
  await deleteDependents(catalogue, dependents, "campaign", options);
  await deleteRecord("campaign", campaigns, accountId, id);
}

/** @throws Problem not_found, in_use with its tag unless forced */
export async function deletePublisherNumber(
  { catalogue }: AdminPorts,
  accountId: AccountId,
  id: string,
  options: Options,
): Promise<void> {
  const { publisherNumbers } = catalogue;
  const record = await findRecord("publisherNumber", publisherNumbers, accountId, id);
  const isIts = (tag: CallTrackingTag) => tag.publisherNumberId === record.id;
  const tags = await those(catalogue.tags, accountId, isIts);
  const dependents = { publisherNumbers: [], tags };
  await deleteDependents(catalogue, dependents, "publisher number", options);
  await deleteRecord("publisherNumber", publisherNumbers, accountId, id);
}

/** The records of the account of which this is so; deleted ones are left out. */
async function those<R extends Kept>(
  collection: Collection<R>,
  accountId: AccountId,
  isIts: (record: R) => boolean,
): Promise<readonly R[]> {
  const records: R[] = [];
  for await (const record of everyRecord(collection, accountId, limits.pageSizeMax)) {
    if (isIts(record)) records.push(record);
  }
  return records;
}

/** The record itself goes last: should this break off, the same request again finishes it. */
async function deleteDependents(
  { publisherNumbers, tags }: Catalogue,
  dependents: Dependents,
  word: string,
  { isForced }: Options,
): Promise<void> {
  if (!isForced) refuseIfAny(dependents, word);
  for (const tag of dependents.tags) await tags.replace({ ...tag, status: "deleted" });
  for (const number of dependents.publisherNumbers) {
    await publisherNumbers.replace({ ...number, status: "deleted" });
  }
}

function refuseIfAny({ publisherNumbers, tags }: Dependents, word: string): void {
  const references = [
    ...publisherNumbers.map(({ id, e164 }) => ({ kind: "publisherNumber", id, name: e164 })),
    ...tags.map(({ id, name }) => ({ kind: "tag", id, name })),
  ];
  if (references.length === 0) return;
  const counts = [
    counted(publisherNumbers.length, "publisher number"),
    counted(tags.length, "tag"),
  ];
  throw new Problem(
    "in_use",
    `Still in use with this ${word}: ${counts.filter((text) => text !== "").join(" and ")}. ` +
      "Delete them first, or delete with ?force=true: they are then deleted with it, and pages " +
      "show no more numbers of theirs.",
    { references: references.slice(0, limits.pageSizeMax) },
  );
}

function counted(count: number, word: string): string {
  return count === 0 ? "" : `${count} ${word}${count === 1 ? "" : "s"}`;
}
