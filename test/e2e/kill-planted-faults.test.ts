import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { inspect } from "node:util";
import { expect, test } from "vitest";
import { expectNothingLost, serverVictim, type Victim } from "../support/kill-run.ts";

/** Of a load that is killed after some 120 answers. */
const SEED = 21;

/** Several: the visitor of one may have been leaving when the server was killed. */
const AFFECTED = 6;

/** Held for longest, so that their visitors have certainly heard of them. */
const held = `(SELECT id FROM number WHERE visitor_id IS NOT NULL AND closed_at_ms IS NULL
  ORDER BY issued_at_ms LIMIT ${AFFECTED})`;

/** They rest, so that nobody gets their own back by chance. */
const losesNumbers = `
  UPDATE number SET visitor_id = NULL, tag_id = NULL, hold_until_ms = 0,
    quarantined_until_ms = 9000000000000000 WHERE id IN ${held}`;

/** Each number is given to the visitor of the next one, while its own still shows it. */
const givesNumbersTwice = `
  CREATE TEMP TABLE given AS
    SELECT id, hold_until_ms AS held_until_ms,
      coalesce(lead(visitor_id) OVER by_id, first_value(visitor_id) OVER by_id) AS visitor_id
    FROM number WHERE id IN ${held} WINDOW by_id AS (ORDER BY id);
  UPDATE number SET visitor_id = NULL, hold_until_ms = 0 WHERE id IN (SELECT id FROM given);
  UPDATE number SET visitor_id = given.visitor_id, hold_until_ms = given.held_until_ms
    FROM given WHERE given.id = number.id`;

const closed = `(SELECT id FROM impression WHERE closed_at_ms IS NOT NULL LIMIT ${AFFECTED})`;

const losesImpressions = `DELETE FROM impression WHERE id IN ${closed}`;

const losesCloses = `UPDATE impression SET closed_at_ms = NULL WHERE id IN ${closed}`;

const logsTwoHolders = `
  INSERT INTO lease_log
    (at_ms, kind, number_id, visitor_id, tag_id, impression_id, held_until_ms)
  SELECT at_ms, kind, number_id, 'another', tag_id, impression_id, held_until_ms
  FROM lease_log WHERE kind = 'issued' LIMIT 1`;

test.each([
  ["loses numbers that were answered (R38)", losesNumbers, /visitor-\d+: \+\d+ became \+\d+/],
  ["gives a number to two visitors (R39)", givesNumbersTwice, /\+\d+ is held by \S+ and by/],
  ["loses impressions of visitors who left (R38)", losesImpressions, /no imp_/],
  ["loses closes that were answered (R38)", losesCloses, /imp_\w+ not closed/],
  ["logs two holders of a number (R39)", logsTwoHolders, /"overlapCount": [1-9]/],
])(
  "the kill tests find a crash that %s",
  async (_, fault, words) => {
    const folder = mkdtempSync(join(tmpdir(), "callpool-planted-"));
    const place = ["--data", folder];
    const { kill, restart } = serverVictim(place);
    const victim: Victim = {
      kill,
      restart(server) {
        using db = new DatabaseSync(join(folder, "callpool.db"));
        db.exec(fault);
        return restart(server);
      },
    };
    const run = expectNothingLost(victim, { place, kills: 1, seed: SEED });
    const found: unknown = await run.then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(inspect(found, { depth: 5, maxArrayLength: 20 })).toMatch(words);
    rmSync(folder, { recursive: true });
  },
  60_000,
);
