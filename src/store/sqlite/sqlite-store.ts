import { DatabaseSync } from "node:sqlite";
import type { Clock, Store } from "../store.ts";
import { numberClaims } from "./claim.ts";
import { groupCommit } from "./group-commit.ts";
import { impressionWriter } from "./impression-row.ts";
import { migrate } from "./migrate.ts";
import { impressionReader } from "./renew.ts";
import { sqliteAudit } from "./sqlite-audit.ts";
import { sqliteCalls } from "./sqlite-calls.ts";
import { sqliteCatalogue } from "./sqlite-catalogue.ts";
import { samplePools, sampleWriter, type SampleWriter } from "./pool-samples.ts";
import { sqliteFigures } from "./sqlite-figures.ts";
import { sqliteNews } from "./sqlite-news.ts";
import { sqliteLeases, type SqliteLeases } from "./sqlite-leases.ts";

export type SqliteStore = Store & {
  readonly leases: SqliteLeases;
  readonly samples: SampleWriter;
};

/**
 * The embedded store: one SQLite file. WAL, so that reading and writing do not wait for each other;
 * `synchronous=FULL`, so that what was answered survives a loss of power (R38).
 * @param path of the file; it is made if it is missing
 */
export function openSqliteStore({
  path,
  clock,
}: {
  readonly path: string;
  readonly clock: Clock;
}): SqliteStore {
  const db = new DatabaseSync(path, { timeout: 5000 });
  db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
  migrate(db);
  const commits = groupCommit(db, clock);
  const parts = {
    claims: numberClaims(db),
    impressions: impressionWriter(db),
    reader: impressionReader(db),
  };
  const figures = sqliteFigures(db, () => commits.now());
  const samples = sampleWriter(db, commits);
  const readSetting = db.prepare("SELECT value FROM setting WHERE name = ?");
  const writeSetting = db.prepare(
    `INSERT INTO setting (name, value) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET value = setting.value`,
  );
  return {
    catalogue: sqliteCatalogue(db, commits),
    leases: sqliteLeases(db, commits, parts),
    calls: sqliteCalls(db, commits, parts),
    figures: {
      ...figures,
      samplePools: () => samplePools(samples, () => figures.everyPool()),
    },
    samples,
    audit: sqliteAudit(db, commits),
    news: sqliteNews(db, () => commits.now()),
    setting: (name, make) =>
      commits.run(() => {
        writeSetting.run(name, make());
        return String(readSetting.get(name)?.["value"]);
      }),
    close: async () => {
      await commits.idle();
      db.close();
    },
  };
}
