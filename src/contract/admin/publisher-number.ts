import { z } from "zod";
import {
  e164,
  forceQuery,
  givenNumber,
  givenStatus,
  idReference,
  instant,
  status,
} from "./field.ts";

const help = {
  status: "While it is not active, its tags show no numbers and its calls are rejected.",
  campaignId: "Id of the campaign that its calls are for.",
  publisherId: "Id of the publisher whose calls these are.",
};

export const publisherNumberSchema = z
  .object({
    id: z.string().describe("Id of the publisher number."),
    number: e164.describe("The phone number, E.164."),
    numberId: z.string().describe("Id of the phone number in the inventory."),
    campaignId: z.string().describe(help.campaignId),
    publisherId: z.string().describe(help.publisherId),
    status: status.describe(help.status),
    createdAt: instant.describe("When the number was assigned."),
  })
  .meta({ id: "PublisherNumber" });

export const publisherNumberCreateSchema = z
  .strictObject({
    number: givenNumber.describe(
      "The phone number, E.164. It is added to the inventory if it is not there; a number of a " +
        "pool is refused.",
    ),
    campaignId: idReference.describe(help.campaignId),
    publisherId: idReference.describe(help.publisherId),
  })
  .meta({ id: "PublisherNumberCreate" });

export type PublisherNumberCreate = z.infer<typeof publisherNumberCreateSchema>;

export const publisherNumberPatchSchema = z
  .strictObject({ status: givenStatus.optional().describe(help.status) })
  .meta({ id: "PublisherNumberPatch" });

export const publisherNumberDeleteQuery = forceQuery("delete it with the tag that uses it.");
