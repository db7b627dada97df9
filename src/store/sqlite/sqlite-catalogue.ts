import type { DatabaseSync } from "node:sqlite";
import { StoreConflict, type Catalogue, type PublisherNumber } from "../catalogue.ts";
import {
  accountFrom,
  campaignMapping,
  poolMapping,
  publisherMapping,
  publisherNumberMapping,
  tagMapping,
} from "./catalogue-rows.ts";
import { asConflict, collection, type WriteCatalogue } from "./collection.ts";
import type { GroupCommit } from "./group-commit.ts";
import { numbers } from "./numbers.ts";
import { publisherNumbersOf } from "./publisher-numbers.ts";
import { servedCampaigns } from "./served-campaign.ts";

export function sqliteCatalogue(db: DatabaseSync, commits: GroupCommit): Catalogue {
  const rise = db.prepare("UPDATE catalogue_version SET version = version + 1");
  const campaigns = servedCampaigns(db);
  const write: WriteCatalogue = async (change) => {
    const result = await commits.run(() => {
      const changed = change();
      rise.run();
      return changed;
    });
    campaigns.changed();
    return result;
  };
  return {
    publishers: collection(db, write, publisherMapping),
    campaigns: collection(db, write, campaignMapping),
    pools: collection(db, write, poolMapping),
    publisherNumbers: collection(db, write, {
      ...publisherNumberMapping,
      alongside: occupyNumber(db),
    }),
    tags: collection(db, write, tagMapping),
    ...accounts(db, write),
    publisherNumbersOf: publisherNumbersOf(db),
    ...numbers(db, commits, write),
    servedCampaign: campaigns.served,
  };
}

type Accounts = Pick<Catalogue, "insertAccount" | "account" | "replaceAccount">;

function accounts(db: DatabaseSync, write: WriteCatalogue): Accounts {
  const insert = db.prepare(
    `INSERT INTO account
       (id, name, allowed_countries, truncate_ip_addresses, time_zone, created_at_ms)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const replace = db.prepare(
    `UPDATE account SET name = ?, allowed_countries = ?, truncate_ip_addresses = ?, time_zone = ?
     WHERE id = ?`,
  );
  const get = db.prepare(
    `SELECT id, name, allowed_countries, truncate_ip_addresses, time_zone, created_at_ms
     FROM account WHERE id = ?`,
  );
  return {
    insertAccount: ({ id, name, allowedCountries, truncateIpAddresses, timeZone, createdAt }) =>
      write(() => {
        const countries = JSON.stringify(allowedCountries);
        insert.run(id, name, countries, Number(truncateIpAddresses), timeZone, createdAt);
      }),
    replaceAccount: ({ id, name, allowedCountries, truncateIpAddresses, timeZone }) =>
      write(() => {
        const countries = JSON.stringify(allowedCountries);
        replace.run(name, countries, Number(truncateIpAddresses), timeZone, id);
      }),
    account: async (id) => {
      const row = get.get(id);
      return row === undefined ? undefined : accountFrom(row);
    },
  };
}

/** A publisher number occupies its number, and a deleted one gives it back. */
function occupyNumber(db: DatabaseSync): (record: PublisherNumber) => void {
  const free = db.prepare(
    "UPDATE number SET publisher_number_id = NULL WHERE id = ? AND publisher_number_id = ?",
  );
  const occupy = db.prepare(
    `UPDATE number SET publisher_number_id = :record
     WHERE id = :number AND (publisher_number_id IS NULL OR publisher_number_id = :record)`,
  );
  return ({ id, numberId, status }) => {
    if (status === "deleted") {
      free.run(numberId, id);
      return;
    }
    const { changes } = asConflict(() => occupy.run({ record: id, number: numberId }));
    if (changes === 0) throw new StoreConflict("number_is_publisher_number");
  };
}
