import { z } from "zod";
import { tokenScopes } from "../../core/access/role.ts";
import { tokenHelp } from "../help/token.ts";
import { instant, newName } from "./field.ts";
import { tokenScope } from "./role.ts";

export const tokenSchema = z
  .object({
    id: z.string().describe("Id of the token, to revoke it by."),
    name: z.string().describe(tokenHelp.name),
    scopes: z.array(tokenScope).describe(tokenHelp.scopes),
    start: z.string().describe("Its first characters, to tell tokens apart."),
    createdAt: instant.describe("When the token was made."),
    lastUsedAt: instant.optional().describe("When it was last used; absent if never."),
  })
  .meta({ id: "Token" });

export const tokenMadeSchema = tokenSchema
  .extend({
    token: z
      .string()
      .describe("The token: send it as `Authorization: Bearer …`. It is shown only here."),
  })
  .meta({ id: "TokenMade" });

export const tokenCreateSchema = z
  .strictObject({
    name: newName.describe(tokenHelp.name),
    scopes: z.array(tokenScope).min(1).max(tokenScopes.length).describe(tokenHelp.scopes),
  })
  .meta({ id: "TokenCreate" });
