import { z } from "zod";
import { idReference, instant } from "./field.ts";
import { pageQuery } from "./page.ts";

/** Something that was changed, and by whom (R67). */
export const auditEntrySchema = z
  .object({
    id: z.string().describe("Id of the entry."),
    at: instant.describe("When it was done."),
    actor: z
      .object({
        kind: z
          .enum(["user", "token", "command-line"])
          .describe("A person in a browser, an API token, or a command on the server's machine."),
        id: z.string().describe("Id of the person or token."),
        name: z.string().describe("Its name then."),
      })
      .describe("Who did it."),
    action: z.string().describe("What was done: the operation of this reference, `updatePool`."),
    target: z
      .object({
        kind: z.string().describe("What it is, as its path is called: `pools`."),
        id: z.string().describe("Its id."),
        name: z.string().optional().describe("Its name then, if it has one."),
      })
      .optional()
      .describe("What it was done to."),
    changes: z
      .record(
        z.string(),
        z.object({
          from: z.unknown().describe("The value before; absent if there was none."),
          to: z.unknown().describe("The value after; absent if there is none."),
        }),
      )
      .optional()
      .describe("The fields that differ, for a change of a record."),
  })
  .meta({ id: "AuditEntry" });

export const auditQuery = pageQuery.extend({
  actor: idReference.optional().describe("Only what this person or token did: an id."),
  target: idReference.optional().describe("Only what was done to this record: an id."),
});
