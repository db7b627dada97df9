import { z } from "zod";
import { forceQuery, instant, newName, status } from "./field.ts";

const help = { name: "Who sends traffic to your campaigns, as you call them." };

export const publisherSchema = z
  .object({
    id: z.string().describe("Id of the publisher."),
    name: z.string().describe(help.name),
    status: status.describe("`deleted` publishers keep their record, for old calls to name."),
    createdAt: instant.describe("When the publisher was created."),
  })
  .meta({ id: "Publisher" });

export const publisherCreateSchema = z
  .strictObject({ name: newName.describe(help.name) })
  .meta({ id: "PublisherCreate" });

export const publisherPatchSchema = z
  .strictObject({ name: newName.optional().describe(help.name) })
  .meta({ id: "PublisherPatch" });

export const publisherDeleteQuery = forceQuery(
  "delete it with its publisher numbers and their tags.",
);
