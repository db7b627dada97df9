import { z } from "zod";
import { tokenScopes } from "../../core/access/role.ts";
import { instant, newName } from "./field.ts";
import { tokenScope } from "./role.ts";

const help = {
  name: "What the token is for, so that it can be told from others.",
  scopes:
    "What the token may do: `read` everything, `write` campaigns, publishers, numbers, pools and " +
    "tags, `manage` settings, members, tokens and the audit log. Each counts by itself, and " +
    "never for more than the person who made the token may do.",
};

export const tokenSchema = z
  .object({
    id: z.string().describe("Id of the token, to revoke it by."),
    name: z.string().describe(help.name),
    scopes: z.array(tokenScope).describe(help.scopes),
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
    name: newName.describe(help.name),
    scopes: z.array(tokenScope).min(1).max(tokenScopes.length).describe(help.scopes),
  })
  .meta({ id: "TokenCreate" });
