import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { CallDetail, CallPage } from "../../src/contract/admin/call.ts";
import type { FieldList } from "../../src/contract/admin/field-list.ts";
import type { FilterWish } from "../../src/contract/admin/filter.ts";
import { get, withQuery } from "./ask.ts";

export type CallLogQuestion = {
  readonly where: FilterWish;
  /** A field, with `-` before it for descending. */
  readonly sort?: string;
  /** ISO 8601. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly limit: number;
  readonly after?: string;
};

export function callLogQuery({ where, ...rest }: CallLogQuestion) {
  const values = { ...rest, where: where.length === 0 ? undefined : JSON.stringify(where) };
  return queryOptions({
    queryKey: ["calls", "log", values],
    queryFn: ({ signal }) => get<CallPage>(withQuery("/api/v1/calls", values), signal),
    // The table stands still while the next page comes.
    placeholderData: keepPreviousData,
  });
}

export const callQuery = (id: string) =>
  queryOptions({
    queryKey: ["calls", "one", id],
    queryFn: ({ signal }) => get<CallDetail>(`/api/v1/calls/${encodeURIComponent(id)}`, signal),
    // Until it has ended, its state and length change.
    refetchInterval: ({ state: { data } }) =>
      data?.state === "ringing" || data?.state === "connected" ? 3_000 : false,
  });

/** Everything that calls can be filtered and sorted by. */
export const callFieldsQuery = queryOptions({
  queryKey: ["calls", "fields"],
  queryFn: ({ signal }) => get<FieldList>("/api/v1/fields", signal),
  staleTime: 60_000,
});
