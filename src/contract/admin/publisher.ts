import { z } from "zod";
import { publisherHelp as help } from "../help/publisher.ts";
import { forceQuery, givenStatus, instant, newName, status } from "./field.ts";

export const publisherSchema = z
  .object({
    id: z.string().describe("Id of the publisher."),
    name: z.string().describe(help.name),
    status: status.describe("`deleted` publishers keep their record, for old calls to name."),
    createdAt: instant.describe("When the publisher was created."),
  })
  .meta({ id: "Publisher" });

export type Publisher = z.infer<typeof publisherSchema>;

export const publisherCreateSchema = z
  .strictObject({ name: newName.describe(help.name) })
  .meta({ id: "PublisherCreate" });

export const publisherPatchSchema = z
  .strictObject({
    name: newName.optional().describe(help.name),
    status: givenStatus.optional().describe(help.status),
  })
  .meta({ id: "PublisherPatch" });

export type PublisherPatch = z.infer<typeof publisherPatchSchema>;

export const publisherDeleteQuery = forceQuery(
  "delete it with its publisher numbers and their tags.",
);
