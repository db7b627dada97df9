import { z } from "zod";
import { capabilities, roles, tokenScopes } from "../../core/access/role.ts";

/** What a person is in an account (R67). */
export const role = z.enum(roles);

export const capability = z.enum(capabilities);

export const tokenScope = z.enum(tokenScopes);
