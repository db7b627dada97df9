import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { poolSchema } from "../../src/contract/admin/pool.ts";
import { everyPage } from "./every-page.ts";

export type Pool = z.infer<typeof poolSchema>;

/** All pools, to choose one from. */
export const everyPoolQuery = queryOptions({
  queryKey: ["pools", "every"],
  queryFn: ({ signal }) => everyPage<Pool>("/api/v1/pools", signal),
});
