import { setImmediate as letOthersWork } from "node:timers/promises";
import { newNumberSchema, type NewNumber, type NumbersAdded } from "../../contract/admin/number.ts";
import type { AccountId } from "../../core/ids.ts";
import { callingCodeOf } from "../../core/phone/calling-code.ts";
import { parseE164, type ParsedNumber } from "../../core/phone/e164.ts";
import { BEGINNING } from "../../core/time.ts";
import type { OwnedNumber } from "../../store/catalogue.ts";
import { homeCountry } from "./account.ts";
import type { AdminPorts } from "./admin-ports.ts";
import { optional } from "./patch.ts";
import { rowWords } from "./row-words.ts";

/** One row of an import as it came: its fields are not checked yet, or it could not be read. */
export type GivenRow = { readonly line: number } & (
  | { readonly fields: unknown }
  | { readonly unreadable: string }
);

type RowResult = NumbersAdded["results"][number];
type ReadRow = { readonly line: number } & (
  | { readonly number: OwnedNumber }
  | { readonly refused: RowResult }
);

/** Reading a row takes some 30 µs; visitors should not wait for ten thousand of them. */
const ROWS_AT_A_STRETCH = 250;

/** Adds numbers to the inventory: bad rows are refused one by one, and good ones kept (R4). */
export async function addNumbers(
  ports: AdminPorts,
  accountId: AccountId,
  rows: readonly GivenRow[],
): Promise<NumbersAdded> {
  const home = await homeCountry(ports.catalogue, accountId);
  const read: ReadRow[] = [];
  for (const [index, row] of rows.entries()) {
    if (index % ROWS_AT_A_STRETCH === ROWS_AT_A_STRETCH - 1) await letOthersWork();
    read.push(readRow(ports, accountId, row, home));
  }
  const numbers = read.flatMap((row) => ("number" in row ? [row.number] : []));
  const outcomes = numbers.length === 0 ? [] : await ports.catalogue.addNumbers(numbers);
  const outcomeOf = new Map(numbers.map(({ id }, index) => [id, outcomes[index]]));
  return summary(
    read.map((row) => {
      if ("refused" in row) return row.refused;
      const { id, e164 } = row.number;
      return outcomeOf.get(id) === "added"
        ? { line: row.line, number: e164, outcome: "added", id }
        : { line: row.line, number: e164, outcome: "duplicate" };
    }),
  );
}

/** A number of the inventory, from what is known of it. */
export function ownedNumber(
  ports: AdminPorts,
  accountId: AccountId,
  parsed: ParsedNumber,
  wish: Pick<NewNumber, "carrier" | "carrierId">,
): OwnedNumber {
  return {
    id: ports.newId("number"),
    accountId,
    createdAt: ports.clock.now(),
    e164: parsed.e164,
    country: parsed.country,
    type: parsed.type,
    ...optional("areaCode", parsed.areaCode),
    carrier: wish.carrier,
    ...optional("carrierId", wish.carrierId),
    quarantinedUntil: BEGINNING,
  };
}

function summary(results: RowResult[]): NumbersAdded {
  const count = (outcome: RowResult["outcome"]) =>
    results.filter((result) => result.outcome === outcome).length;
  return {
    added: count("added"),
    duplicates: count("duplicate"),
    refused: count("refused"),
    results,
  };
}

/** @param home whose number it is when neither the row nor the number says a country */
function readRow(
  ports: AdminPorts,
  accountId: AccountId,
  given: GivenRow,
  home: string | undefined,
): ReadRow {
  const { line } = given;
  const refuse = (number: string, reason: string): ReadRow => ({
    line,
    refused: { line, number: number.slice(0, 40), outcome: "refused", reason },
  });
  if ("unreadable" in given) return refuse("", given.unreadable);
  const checked = newNumberSchema.safeParse(given.fields);
  if (!checked.success) {
    return refuse(numberOf(given.fields), rowWords(checked.error.issues));
  }
  const wish = checked.data;
  const assumed = wish.number.trimStart().startsWith("+") ? undefined : home;
  const parsed = parseE164(wish.number, wish.country ?? assumed);
  if (!parsed.ok) return refuse(wish.number, parsed.reason);
  const country = countryOf(parsed, wish.country);
  if (country !== (wish.country ?? country)) {
    return refuse(
      parsed.e164,
      `The country says ${wish.country}, but ${parsed.e164} is a number of ${country}.`,
    );
  }
  if (parsed.type !== (wish.type ?? parsed.type)) {
    const is = parsed.type === "tollfree" ? "a toll-free number" : "not a toll-free number";
    return refuse(parsed.e164, `The type says ${wish.type}, but ${parsed.e164} is ${is}.`);
  }
  return { line, number: { ...ownedNumber(ports, accountId, parsed, wish), country } };
}

/**
 * A toll-free number of a calling code that several countries share (`+1`) is at home in each of
 * them: then whoever adds it knows best.
 */
function countryOf(parsed: ParsedNumber, said: string | undefined): string {
  if (said === undefined || parsed.type !== "tollfree") return parsed.country;
  const national = parsed.e164.slice(callingCodeOf(parsed.e164).length);
  const there = parseE164(national, said);
  return there.ok && there.e164 === parsed.e164 ? said : parsed.country;
}

/** What the row gave as its number, to name the row by. */
function numberOf(fields: unknown): string {
  if (typeof fields !== "object" || fields === null || !("number" in fields)) return "";
  return typeof fields.number === "string" ? fields.number : "";
}
