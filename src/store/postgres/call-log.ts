import { callFields, type CallFieldName } from "../../core/call/call-field.ts";
import type { CallQuery } from "../../core/call/call-log.ts";
import type { AccountId } from "../../core/ids.ts";
import { limits } from "../../core/limits.ts";
import { isNumeric, tagKey, type Field } from "../../core/report/field.ts";
import type { Condition, FieldTest } from "../../core/report/filter.ts";
import type { OrderKey, Position } from "../../core/report/order.ts";
import type { Calls } from "../calls.ts";
import { callColumns, callFrom } from "./call-row.ts";
import type { Database, Row, Value } from "./pool.ts";
import { turns } from "./turns.ts";

/**
 * The call log. A page of the default order is read off an index; any other reads all calls of the
 * account, in parallel workers where the database sees fit. Page, total and the records are read in
 * one statement, so they are of one moment.
 */
export function callLogOperation(database: Database): Calls["calls"] {
  // A scan may take seconds, and connections are for those that issue, too.
  const scans = turns({ max: limits.databaseScansMax, queueMax: limits.storeScanQueueMax });
  return (account, query) =>
    scans.run(async () => {
      const parameters = collect();
      const rows = await database.query(statement(parameters, account, query), parameters.values);
      const [{ total = 0 } = {}] = rows;
      // A page behind the last call is one row that has the total alone.
      const found = rows.filter(({ sequence }) => sequence !== null);
      const shown = found.slice(0, query.limit);
      const last = shown.at(-1);
      return {
        items: shown.map(recordOf),
        ...(last !== undefined && found.length > query.limit ? { next: positionOf(last) } : {}),
        total: Number(total),
      };
    });
}

function recordOf({ total: _total, numberKey: _number, textKey: _text, ...row }: Row) {
  return callFrom(row);
}

function positionOf({ sequence, numberKey, textKey }: Row): Position {
  // The columns that the statement names: numbers and texts, or NULL.
  return { key: (numberKey ?? textKey ?? undefined) as OrderKey, sequence: Number(sequence) };
}

/** The values of a statement, each of which it names as `$1`, `$2`, … */
type Parameters = { readonly values: readonly Value[]; name(value: Value): string };

function collect(): Parameters {
  const values: Value[] = [];
  return { values, name: (value) => `$${values.push(value)}` };
}

function statement(parameters: Parameters, account: AccountId, query: CallQuery): string {
  const { order, after, limit } = query;
  const direction = order.isDescending ? "DESC" : "ASC";
  const [number, text] = [numberOf(order.field, parameters), textOf(order.field, parameters)];
  const fitting = `SELECT sequence, ${number} AS number, ${text} AS words FROM call
    WHERE ${where(parameters, account, query)}`;
  const beyond = after === undefined ? "" : `WHERE ${beyondSql(parameters, after, order)}`;
  const sorted = isReceipt(order.field)
    ? `number ${direction}, sequence ${direction}`
    : `number ${direction} NULLS LAST,
       CASE WHEN number IS NULL THEN words END ${direction} NULLS LAST, sequence ${direction}`;
  return `SELECT ${callColumns}, counted.total, page.number AS "numberKey",
      CASE WHEN page.number IS NULL THEN page.words END AS "textKey"
    FROM (SELECT count(*) AS total FROM (${fitting}) AS all_fitting) AS counted
    LEFT JOIN (
      SELECT sequence, number, words FROM (${fitting}) AS fitting ${beyond}
      ORDER BY ${sorted} LIMIT ${parameters.name(limit + 1)}::bigint
    ) AS page ON true
    LEFT JOIN call USING (sequence)
    ORDER BY ${sorted}`;
}

function isReceipt(field: Field<CallFieldName>): boolean {
  return field.kind === "builtIn" && field.name === "receivedAt";
}

function where(
  parameters: Parameters,
  account: AccountId,
  { filter, from, until }: CallQuery,
): string {
  const parts = [`account_id = ${parameters.name(account)}`];
  if (from !== undefined) parts.push(`received_at_ms >= ${parameters.name(from)}::bigint`);
  if (until !== undefined) parts.push(`received_at_ms < ${parameters.name(until)}::bigint`);
  for (const group of filter) {
    const conditions = group.map((condition) => conditionSql(parameters, condition));
    parts.push(conditions.length === 0 ? "false" : `(${conditions.join(" OR ")})`);
  }
  return parts.join(" AND ");
}

function beyondSql(
  parameters: Parameters,
  { key, sequence }: Position,
  { field, isDescending }: CallQuery["order"],
): string {
  const further = isDescending ? "<" : ">";
  const at = `${parameters.name(sequence)}::bigint`;
  if (key === undefined) {
    return `number IS NULL AND words IS NULL AND sequence ${further} ${at}`;
  }
  if (typeof key === "number") {
    // As a row, which an index finds.
    const receipt = isReceipt(field) ? "bigint" : "float8";
    const behind = `(number, sequence) ${further} (${parameters.name(key)}::${receipt}, ${at})`;
    return isReceipt(field) ? behind : `${behind} OR number IS NULL`;
  }
  const behind = `(words, sequence) ${further} (${parameters.name(key)}::text, ${at})`;
  return `number IS NULL AND (${behind} OR words IS NULL)`;
}

function conditionSql(
  parameters: Parameters,
  { field, test, isNegated }: Condition<CallFieldName>,
): string {
  const passes = testSql(parameters, field, test);
  // What is missing passes no test: NULL is turned around to true.
  return isNegated ? `(${passes}) IS NOT TRUE` : `(${passes})`;
}

function testSql(parameters: Parameters, field: Field<CallFieldName>, test: FieldTest): string {
  switch (test.kind) {
    case "exists":
      return `NOT (${textOf(field, parameters)} IS NULL
        AND ${numberOf(field, parameters)} IS NULL)`;
    case "isText":
      return `${textOf(field, parameters)} = ANY(${parameters.name([...test.texts])}::text[])`;
    case "isNumber": {
      const numbers = test.numbers.map(String);
      return `${numberOf(field, parameters)} = ANY(${parameters.name(numbers)}::float8[])`;
    }
    case "contains":
      return `strpos(${textOf(field, parameters)}, ${parameters.name(test.text)}::text) > 0`;
    case "beginsWith":
      return `starts_with(${textOf(field, parameters)}, ${parameters.name(test.text)}::text)`;
    case "greater":
      return `${numberOf(field, parameters)} > ${parameters.name(test.than)}::float8`;
    case "less":
      return `${numberOf(field, parameters)} < ${parameters.name(test.than)}::float8`;
  }
}

const columns: Readonly<Record<CallFieldName, string>> = {
  receivedAt: "received_at_ms",
  from: "caller",
  to: "dialled",
  state: "state",
  lengthSeconds: "conversation_seconds",
  answeredAt: "answered_at_ms",
  endedAt: "ended_at_ms",
  outcome: "outcome",
  rejectReason: "reject_reason",
  target: "target",
  isFromPool: "(impression_id IS NOT NULL)::text",
  attributionRule: "attribution_rule",
  confidence: "confidence",
  secondsFromImpression: "seconds_from_impression",
  campaignId: "campaign_id",
  publisherId: "publisher_id",
  publisherNumberId: "publisher_number_id",
  poolId: "pool_id",
  poolName: "pool_name",
  impressionId: "impression_id",
  id: "id",
  carrier: "carrier",
  carrierCallId: "carrier_call_id",
};

/** By code points, as in core. */
function textOf(field: Field<CallFieldName>, parameters: Parameters): string {
  if (field.kind === "tag") {
    return `(tags ->> ${parameters.name(tagKey(field))}::text) COLLATE "C"`;
  }
  const { valueType } = callFields[field.name];
  return isNumeric(valueType) ? "NULL::text" : `(${columns[field.name]}) COLLATE "C"`;
}

function numberOf(field: Field<CallFieldName>, parameters: Parameters): string {
  if (field.kind === "tag") {
    return `(tag_numbers ->> ${parameters.name(tagKey(field))}::text)::float8`;
  }
  const { valueType } = callFields[field.name];
  return isNumeric(valueType) ? columns[field.name] : "NULL::float8";
}
