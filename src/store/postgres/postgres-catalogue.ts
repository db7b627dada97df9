import { StoreConflict, type Account, type Catalogue, type PublisherNumber } from "../catalogue.ts";
import { collection, type Alongside, type WriteCatalogue } from "./collection.ts";
import type { DatabaseClock } from "./database-clock.ts";
import { asConflict } from "./failure.ts";
import { numbers } from "./numbers.ts";
import type { Database } from "./pool.ts";
import { publisherNumbersOf } from "./publisher-numbers.ts";
import {
  campaignMapping,
  poolMapping,
  present,
  publisherMapping,
  publisherNumberMapping,
  tagMapping,
} from "./rows.ts";
import { servedCampaigns } from "./served-campaign.ts";

export function postgresCatalogue(database: Database, clock: DatabaseClock): Catalogue {
  const write: WriteCatalogue = (change) =>
    database.transaction(async (connection) => {
      const result = await change(connection);
      await connection.query("UPDATE catalogue_version SET version = version + 1");
      return result;
    });
  return {
    publishers: collection(database, write, publisherMapping),
    campaigns: collection(database, write, campaignMapping),
    pools: collection(database, write, poolMapping),
    publisherNumbers: collection(database, write, publisherNumberMapping, occupyNumber),
    tags: collection(database, write, tagMapping),
    ...accounts(database, write),
    publisherNumbersOf: publisherNumbersOf(database),
    ...numbers(database, clock, write),
    servedCampaign: servedCampaigns(database),
  };
}

type Accounts = Pick<Catalogue, "insertAccount" | "account" | "replaceAccount">;

function accounts(database: Database, write: WriteCatalogue): Accounts {
  return {
    insertAccount: ({ id, name, allowedCountries, truncateIpAddresses, timeZone, createdAt }) =>
      write(async (connection) => {
        const countries = JSON.stringify(allowedCountries);
        await connection.query(
          `INSERT INTO account
             (id, name, allowed_countries, truncate_ip_addresses, time_zone, created_at_ms)
           VALUES ($1, $2, $3, $4, $5, $6)`,
          [id, name, countries, truncateIpAddresses, timeZone, createdAt],
        );
      }),
    replaceAccount: ({ id, name, allowedCountries, truncateIpAddresses, timeZone }) =>
      write(async (connection) => {
        await connection.query(
          `UPDATE account
           SET name = $2, allowed_countries = $3, truncate_ip_addresses = $4, time_zone = $5
           WHERE id = $1`,
          [id, name, JSON.stringify(allowedCountries), truncateIpAddresses, timeZone],
        );
      }),
    account: async (id) => {
      const [row] = await database.query(
        `SELECT id, name, allowed_countries AS "allowedCountries",
           truncate_ip_addresses AS "truncateIpAddresses", time_zone AS "timeZone",
           created_at_ms AS "createdAt"
         FROM account WHERE id = $1`,
        [id],
      );
      return row && present<Account>(row);
    },
  };
}

/** A publisher number occupies its number, and a deleted one gives it back. */
const occupyNumber: Alongside<PublisherNumber> = async (connection, { id, numberId, status }) => {
  if (status === "deleted") {
    await connection.query(
      `UPDATE number SET publisher_number_id = NULL
       WHERE id = $1 AND publisher_number_id = $2`,
      [numberId, id],
    );
    return;
  }
  const occupied = await asConflict(
    connection.query(
      `UPDATE number SET publisher_number_id = $2
       WHERE id = $1 AND (publisher_number_id IS NULL OR publisher_number_id = $2) RETURNING id`,
      [numberId, id],
    ),
  );
  if (occupied.length === 0) throw new StoreConflict("number_is_publisher_number");
};
