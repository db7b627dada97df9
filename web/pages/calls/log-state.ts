import type { FilterWish } from "../../../src/contract/admin/filter.ts";

/** What the log's address says. */
export const logDefaults = {
  period: "all" as string,
  /** Of a period of one's own: local times of the account's zone, `2026-11-25T10:00`. */
  since: "",
  until: "",
  /** Digits of a caller or a dialled number. */
  q: "",
  where: [] as FilterWish,
  sort: "-receivedAt",
  /** Fields; none for those of `defaultColumns`. */
  columns: [] as readonly string[],
  after: "",
  skipped: 0,
};

export type LogState = typeof logDefaults;

/** What fits a screen of 1280 pixels; the other fields can be chosen. */
export const defaultColumns: readonly string[] = [
  "receivedAt",
  "from",
  "state",
  "lengthSeconds",
  "campaignId",
  "tag:User:utm_source",
  "confidence",
];

/** As the server bounds them. */
export const filterMost = { groups: 10, conditions: 10 } as const;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isValue = (value: unknown) => ["string", "number", "boolean"].includes(typeof value);

function isCondition(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { field, op, value: given, not } = value;
  return (
    typeof field === "string" &&
    typeof op === "string" &&
    (given === undefined || isValue(given) || (Array.isArray(given) && given.every(isValue))) &&
    (not === undefined || typeof not === "boolean")
  );
}

/** What of an address can be shown as a filter; whether it makes sense, the server says. */
export function readWhere(given: readonly unknown[]): FilterWish {
  const groups = given.filter(
    (group) => Array.isArray(group) && group.length > 0 && group.every(isCondition),
  );
  // Each condition has just been looked at.
  return groups as FilterWish;
}

export const readColumns = (given: readonly unknown[]): readonly string[] => {
  const columns = given.filter((one) => typeof one === "string" && one !== "") as string[];
  return columns.length === 0 ? defaultColumns : [...new Set(columns)];
};

/** Finds calls by a piece of a caller's or a dialled number, as people write them. */
export function searchGroup(q: string): FilterWish {
  const text = q.trim();
  if (text === "") return [];
  const digits = text.replaceAll(/\D/g, "");
  const value = digits === "" ? text : digits;
  return [
    [
      { field: "from", op: "contains", value },
      { field: "to", op: "contains", value },
    ],
  ];
}
