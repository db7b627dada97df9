import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type {
  tokenCreateSchema,
  tokenMadeSchema,
  tokenSchema,
} from "../../src/contract/admin/token.ts";
import { ask, get } from "./ask.ts";

export type Token = z.infer<typeof tokenSchema>;
export type TokenMade = z.infer<typeof tokenMadeSchema>;
export type TokenCreate = z.infer<typeof tokenCreateSchema>;

export const tokensQuery = queryOptions({
  queryKey: ["tokens"],
  queryFn: ({ signal }) => get<{ readonly items: readonly Token[] }>("/api/v1/tokens", signal),
});

export const createToken = (body: TokenCreate) =>
  ask<TokenMade>("POST", "/api/v1/tokens", { body });
export const revokeToken = (id: string) => ask("DELETE", `/api/v1/tokens/${id}`);
