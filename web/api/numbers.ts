import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type {
  NumbersAdded,
  NumbersImported,
  ShownNumber,
} from "../../src/contract/admin/number.ts";
import { ask, get, withQuery, type QueryValues } from "./ask.ts";

export type { NumbersAdded, ShownNumber };

export type NumbersPage = {
  readonly items: readonly ShownNumber[];
  readonly next?: string;
  readonly total: number;
};

const path = "/api/v1/numbers";
const restPath = (id: string) => `${path}/${encodeURIComponent(id)}/rest`;

/** A page of the account's numbers, in their order. */
export const numbersQuery = (asked: QueryValues) =>
  queryOptions({
    queryKey: ["numbers", asked],
    queryFn: ({ signal }) => get<NumbersPage>(withQuery(path, { limit: 50, ...asked }), signal),
    placeholderData: keepPreviousData,
  });

/** The server's largest page. */
const PAGE_SIZE = 200;

/** The first numbers of a list, more than one page has. */
export async function firstNumbers(
  asked: QueryValues,
  count: number,
): Promise<readonly ShownNumber[]> {
  const numbers: ShownNumber[] = [];
  let after = "";
  do {
    const limit = Math.min(PAGE_SIZE, count - numbers.length);
    const page = await get<NumbersPage>(withQuery(path, { ...asked, limit, after }));
    numbers.push(...page.items);
    after = page.next ?? "";
  } while (after !== "" && numbers.length < count);
  return numbers;
}

/** Good rows are added, bad ones refused, each with its reason (R4). */
export function importNumbers(csv: string): Promise<NumbersImported> {
  return ask("POST", `${path}/import`, { body: csv, type: "text/csv" });
}

/** A resting number is given to no visitor until its rest ends (R12). */
export function restNumber(id: string, until: Date): Promise<ShownNumber> {
  return ask("POST", restPath(id), { body: { until: until.toISOString() } });
}

export function endRest(id: string): Promise<unknown> {
  return ask("DELETE", restPath(id));
}
