import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { callFields, type CallFieldName } from "../../core/call/call-field.ts";
import type { CallPage, CallQuery } from "../../core/call/call-log.ts";
import type { AccountId } from "../../core/ids.ts";
import { isNumeric, tagKey, type Field } from "../../core/report/field.ts";
import type { Condition, FieldTest } from "../../core/report/filter.ts";
import type { OrderKey, Position } from "../../core/report/order.ts";
import type { CallRecord, Calls } from "../calls.ts";
import { callColumns, callFrom } from "./call-row.ts";

/** Part of a statement, with the values of its `?` in their order. */
type Sql = { readonly text: string; readonly values: readonly SQLInputValue[] };

/**
 * The call log. A page of the default order is read off an index, any other reads all calls of the
 * account. Tags are looked up with `json_each`: `->>` fails on a name with a quote in it. Refused:
 * a row per tag in a table of its own finds a value without a scan, but each call would write two
 * dozen rows all over its index, where issuing waits for the disk. 100,000 calls of 20 tags: a scan
 * for a tag takes 0.15 s; it took 0.4 to 1.1 s while tags were a list of objects.
 */
export function callLogOperation(db: DatabaseSync): Calls["calls"] {
  const bySequence = db.prepare(`SELECT ${callColumns} FROM call WHERE sequence = ?`);

  function read(account: AccountId, query: CallQuery): CallPage<CallRecord> {
    const where = whereOf(account, query);
    const rows = all(db, pageOf(where, query));
    const items = rows.slice(0, query.limit).map(({ sequence }) => {
      const row = bySequence.get(sequence);
      if (row === undefined) throw new Error("A call of this transaction is there");
      return callFrom(row);
    });
    const last = rows[query.limit - 1];
    const [counted] = db
      .prepare(`SELECT count(*) AS total FROM call WHERE ${where.text}`)
      .all(...where.values);
    return {
      items,
      ...(rows.length > query.limit && last !== undefined ? { next: last } : {}),
      total: Number(counted?.["total"]),
    };
  }

  return async (account, query) => {
    // One transaction, so that page and total are of one moment.
    db.exec("BEGIN");
    try {
      return read(account, query);
    } finally {
      db.exec("COMMIT");
    }
  };
}

function all(db: DatabaseSync, { text, values }: Sql): readonly Position[] {
  return db
    .prepare(text)
    .all(...values)
    .map(({ sequence, number, text: words }) => ({
      // The columns that `pageOf` names; numbers and texts, or NULL.
      key: (number ?? words ?? undefined) as OrderKey,
      sequence: Number(sequence),
    }));
}

function whereOf(account: AccountId, { filter, from, until }: CallQuery): Sql {
  const parts: Sql[] = [{ text: "account_id = ?", values: [account] }];
  if (from !== undefined) parts.push({ text: "received_at_ms >= ?", values: [from] });
  if (until !== undefined) parts.push({ text: "received_at_ms < ?", values: [until] });
  for (const group of filter) {
    const { text, values } = joined(group.map(conditionSql), " OR ", "0");
    parts.push({ text: `(${text})`, values });
  }
  return joined(parts, " AND ", "1");
}

function joined(parts: readonly Sql[], by: string, ofNone: string): Sql {
  return {
    text: parts.length === 0 ? ofNone : parts.map((part) => part.text).join(by),
    values: parts.flatMap((part) => part.values),
  };
}

/** Positions of one page and of the first call after it. */
function pageOf(where: Sql, { order, after, limit }: CallQuery): Sql {
  const { field, isDescending } = order;
  const direction = isDescending ? "DESC" : "ASC";
  if (field.kind === "builtIn" && field.name === "receivedAt") {
    const beyond = after && {
      text: ` AND (received_at_ms, sequence) ${isDescending ? "<" : ">"} (?, ?)`,
      values: [Number(after.key), after.sequence],
    };
    return {
      text: `SELECT sequence, received_at_ms AS number, NULL AS text FROM call
        WHERE ${where.text}${beyond?.text ?? ""}
        ORDER BY received_at_ms ${direction}, sequence ${direction} LIMIT ?`,
      values: [...where.values, ...(beyond?.values ?? []), limit + 1],
    };
  }
  const [number, text] = [numberOf(field), textOf(field)];
  const beyond = after && beyondSql(after, isDescending);
  return {
    // Materialized, so that a tag is looked up once a call.
    text: `WITH fitting AS MATERIALIZED (
        SELECT sequence, ${number.text} AS number, ${text.text} AS text FROM call
        WHERE ${where.text})
      SELECT sequence, number, text FROM fitting ${beyond ? `WHERE ${beyond.text}` : ""}
      ORDER BY number IS NULL, number ${direction},
        text IS NULL, iif(number IS NULL, text, NULL) ${direction}, sequence ${direction}
      LIMIT ?`,
    values: [
      ...number.values,
      ...text.values,
      ...where.values,
      ...(beyond?.values ?? []),
      limit + 1,
    ],
  };
}

function beyondSql({ key, sequence }: Position, isDescending: boolean): Sql {
  const further = isDescending ? "<" : ">";
  if (key === undefined) {
    const text = `number IS NULL AND text IS NULL AND sequence ${further} ?`;
    return { text, values: [sequence] };
  }
  const rest = `number IS NULL${typeof key === "number" ? "" : " AND text IS NULL"}`;
  const column = typeof key === "number" ? "number" : "number IS NULL AND text";
  return {
    text: `${rest} OR ${column} ${further} ? OR ${column} = ? AND sequence ${further} ?`,
    values: [key, key, sequence],
  };
}

function conditionSql({ field, test, isNegated }: Condition<CallFieldName>): Sql {
  const { text, values } = testSql(field, test);
  // What is missing passes no test: NULL is turned around to true.
  return isNegated ? { text: `NOT coalesce(${text}, 0)`, values } : { text: `(${text})`, values };
}

function testSql(field: Field<CallFieldName>, test: FieldTest): Sql {
  switch (test.kind) {
    case "exists":
      return field.kind === "tag" || !isNumeric(callFields[field.name].valueType)
        ? compared(textOf(field), "IS NOT NULL", [])
        : compared(numberOf(field), "IS NOT NULL", []);
    case "isText":
      return compared(textOf(field), `IN (${test.texts.map(() => "?").join(", ")})`, test.texts);
    case "isNumber":
      return compared(
        numberOf(field),
        `IN (${test.numbers.map(() => "?").join(", ")})`,
        test.numbers,
      );
    case "contains": {
      const { text, values } = textOf(field);
      return { text: `instr(${text}, ?) > 0`, values: [...values, test.text] };
    }
    case "beginsWith": {
      const { text, values } = textOf(field);
      return {
        text: `substr(${text}, 1, length(?)) = ?`,
        values: [...values, test.text, test.text],
      };
    }
    case "greater":
      return compared(numberOf(field), "> ?", [test.than]);
    case "less":
      return compared(numberOf(field), "< ?", [test.than]);
  }
}

function compared(field: Sql, comparison: string, values: readonly SQLInputValue[]): Sql {
  return { text: `${field.text} ${comparison}`, values: [...field.values, ...values] };
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
  isFromPool: "iif(impression_id IS NULL, 'false', 'true')",
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

const none: Sql = { text: "NULL", values: [] };

function textOf(field: Field<CallFieldName>): Sql {
  if (field.kind === "tag") return inJson("tags", field);
  const { valueType } = callFields[field.name];
  return isNumeric(valueType) ? none : { text: columns[field.name], values: [] };
}

function numberOf(field: Field<CallFieldName>): Sql {
  if (field.kind === "tag") return inJson("tag_numbers", field);
  const { valueType } = callFields[field.name];
  return isNumeric(valueType) ? { text: columns[field.name], values: [] } : none;
}

function inJson(column: string, tag: { readonly type: string; readonly name: string }): Sql {
  return { text: `(SELECT value FROM json_each(${column}) WHERE key = ?)`, values: [tagKey(tag)] };
}
