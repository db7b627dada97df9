import { z } from "zod";
import { instant, newName } from "./field.ts";

const help = { name: "What the token is for, so that it can be told from others." };

export const tokenSchema = z
  .object({
    id: z.string().describe("Id of the token, to revoke it by."),
    name: z.string().describe(help.name),
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
  .strictObject({ name: newName.describe(help.name) })
  .meta({ id: "TokenCreate" });
