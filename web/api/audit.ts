import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { auditEntrySchema } from "../../src/contract/admin/audit.ts";
import { get, withQuery, type QueryValues } from "./ask.ts";

export type AuditEntry = z.infer<typeof auditEntrySchema>;

type AuditPage = { readonly items: readonly AuditEntry[]; readonly next?: string };

export const auditQuery = (values: QueryValues) =>
  queryOptions({
    queryKey: ["audit", values],
    queryFn: ({ signal }) => get<AuditPage>(withQuery("/api/v1/audit", values), signal),
    placeholderData: keepPreviousData,
  });
