import type { CampaignId, ImpressionId, TagId } from "../../core/ids.ts";
import type { E164 } from "../../core/phone/e164.ts";
import type { SessionData } from "../../core/visit/session-tags.ts";
import { limits } from "../../core/limits.ts";
import { addTags, type Tag } from "../../core/visit/tag.ts";
import type { IssueCommand, Issued, RenewOutcome } from "../leases.ts";
import { fromStoredTags, toStoredTags, type StoredTags } from "../stored-tags.ts";
import type { DatabaseClock } from "./database-clock.ts";
import { CONTENDED, groupCommit, type GroupCommit } from "./group-commit.ts";
import type { NumberVacuum } from "./number-vacuum.ts";
import { withoutNul, type Database, type Queryable } from "./pool.ts";

export type LeaseCommand =
  | { readonly kind: "issue"; readonly issue: IssueCommand }
  | {
      readonly kind: "renew";
      readonly impressionId: ImpressionId;
      readonly pushed: readonly Tag[];
    }
  | { readonly kind: "close"; readonly impressionId: ImpressionId };

/** The answer to an issue or a renewal; a close ignores it. */
export type LeaseAnswer =
  | (Issued & Extract<RenewOutcome, { kind: "active" }>)
  | Exclude<RenewOutcome, { kind: "active" }>;

/** The columns of `lease_answer`, as the migration declares them. */
type AnswerRow = {
  readonly at_ms: number;
  readonly outcome: "active" | "ended" | "closed" | "unknown" | "contended";
  readonly impression_id: ImpressionId | null;
  readonly number: E164 | null;
  readonly campaign_id: CampaignId | null;
  readonly tag_id: TagId | null;
  readonly idle_limit_seconds: number | null;
};

/**
 * Issues, renewals and closes, many in one statement: `lease_batch` plays them in their order.
 */
export function leaseBatches(
  database: Database,
  clock: DatabaseClock,
  vacuum: NumberVacuum,
): GroupCommit<LeaseCommand, LeaseAnswer> {
  async function play(on: Queryable, commands: readonly LeaseCommand[]) {
    const rows = await on.query<AnswerRow>(
      "SELECT at_ms, (answer).* FROM lease_batch($1::json, $2, $3, $4, $5)",
      [
        JSON.stringify(commands.map(toColumns)),
        documents(commands, ({ session }) => session),
        documents(commands, ({ tags }) => toStoredTags(tags)),
        ...clock.parameters(),
      ],
    );
    const [first] = rows;
    if (first !== undefined) clock.saw(first.at_ms);
    vacuum.played(commands.length);
    return rows.map(answerFrom);
  }

  return groupCommit(async (commands) => {
    // One statement is a transaction by itself.
    if (!commands.some((command) => pushedBy(command).length > 0)) return play(database, commands);
    return database.transaction(async (connection) => {
      const answers = await play(connection, commands);
      await joinTags(connection, commands, answers);
      return answers;
    });
  }, limits.databaseLeaseBatchesMax);
}

/** Stands between two texts of JSON, which never have it inside (RFC 7464). */
const RECORD_SEPARATOR = "\x1e";

/**
 * JSON of each command as one text, empty for a command that brings none. The database takes it
 * apart in a quarter of the time that it needs for an array, or for JSON within JSON.
 */
function documents(
  commands: readonly LeaseCommand[],
  of: (issue: IssueCommand) => SessionData | StoredTags,
): string {
  return commands
    .map((command) => (command.kind === "issue" ? JSON.stringify(of(command.issue)) : ""))
    .join(RECORD_SEPARATOR);
}

/** The command as `lease_command` in SQL. */
function toColumns(command: LeaseCommand) {
  if (command.kind !== "issue") {
    return { kind: command.kind, impression_id: command.impressionId };
  }
  const { issue } = command;
  return {
    kind: "issue",
    impression_id: issue.impressionId,
    account_id: issue.accountId,
    campaign_id: issue.campaignId,
    publisher_id: issue.publisherId,
    publisher_number_id: issue.publisherNumberId,
    tag_id: issue.tagId,
    pool_id: issue.pool.id,
    idle_limit_seconds: issue.pool.idleLimitSeconds,
    closed_browser_delay_seconds: issue.pool.closedBrowserDelaySeconds,
    link_retention_seconds: issue.pool.linkRetentionSeconds,
    visitor_id: issue.visitorId,
    session_id: issue.sessionId,
    // Made from the page's address, whatever stands in it (R71).
    landing_key: withoutNul(issue.landingKey.toWellFormed()),
  };
}

function answerFrom(row: AnswerRow): LeaseAnswer | typeof CONTENDED {
  switch (row.outcome) {
    case "contended":
      return CONTENDED;
    case "unknown":
      return { kind: "unknown" };
    case "ended":
    case "closed":
      return { kind: "ended" };
    case "active": {
      const { impression_id, number, campaign_id, tag_id, idle_limit_seconds } = row;
      const active = {
        kind: "active",
        impressionId: impression_id,
        number: number ?? undefined,
        campaignId: campaign_id,
        tagId: tag_id,
        idleLimitSeconds: idle_limit_seconds,
      };
      // With this outcome, only the number may be NULL.
      return active as LeaseAnswer;
    }
  }
}

function pushedBy(command: LeaseCommand): readonly Tag[] {
  if (command.kind === "issue") return command.issue.pushed;
  return command.kind === "renew" ? command.pushed : [];
}

/**
 * Tags pushed later join the impression (R32), by the limits that the core knows. The transaction
 * has changed the impressions already, so nobody else can before it ends.
 */
async function joinTags(
  connection: Queryable,
  commands: readonly LeaseCommand[],
  answers: readonly (LeaseAnswer | typeof CONTENDED)[],
): Promise<void> {
  const joining = commands.flatMap((command, at) => {
    const answer = answers[at];
    if (answer === undefined || answer === CONTENDED || answer.kind !== "active") return [];
    // A new impression was stored with its tags.
    const isNew = command.kind === "issue" && command.issue.impressionId === answer.impressionId;
    const pushed = isNew ? [] : pushedBy(command);
    return pushed.length === 0 ? [] : [{ id: answer.impressionId, pushed }];
  });
  if (joining.length === 0) return;
  const rows = await connection.query<{ readonly id: ImpressionId; readonly tags: StoredTags }>(
    "SELECT id, tags FROM impression WHERE id = ANY($1::text[])",
    [joining.map(({ id }) => id)],
  );
  const known = new Map(rows.map(({ id, tags }) => [id, fromStoredTags(tags)]));
  for (const { id, pushed } of joining) {
    const tags = known.get(id);
    if (tags !== undefined) known.set(id, addTags(tags, pushed));
  }
  await connection.query(
    `UPDATE impression i SET tags = joined.tags::json
     FROM unnest($1::text[], $2::text[]) AS joined (id, tags) WHERE i.id = joined.id`,
    [[...known.keys()], [...known.values()].map((tags) => JSON.stringify(toStoredTags(tags)))],
  );
}
