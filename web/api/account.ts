import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { AccountPatch, accountSchema } from "../../src/contract/admin/account.ts";
import { ask, get } from "./ask.ts";

export type Account = z.infer<typeof accountSchema>;

const path = "/api/v1/account";

export const accountQuery = queryOptions({
  queryKey: ["account"],
  queryFn: ({ signal }) => get<Account>(path, signal),
});

export function patchAccount(body: AccountPatch): Promise<Account> {
  return ask("PATCH", path, { body });
}
