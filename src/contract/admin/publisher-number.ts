import { z } from "zod";
import { publisherNumberHelp as help } from "../help/publisher-number.ts";
import { pageQuery } from "./page.ts";
import {
  e164,
  forceQuery,
  givenNumber,
  givenStatus,
  idReference,
  instant,
  status,
} from "./field.ts";

export const publisherNumberSchema = z
  .object({
    id: z.string().describe("Id of the publisher number."),
    number: e164.describe("The phone number, E.164."),
    numberId: z.string().describe("Id of the phone number in the inventory."),
    campaignId: z.string().describe(help.campaignId),
    campaignName: z.string().describe("What that campaign is called."),
    publisherId: z.string().describe(help.publisherId),
    publisherName: z.string().describe("What that publisher is called."),
    status: status.describe(help.status),
    createdAt: instant.describe("When the number was assigned."),
  })
  .meta({ id: "PublisherNumber" });

export type PublisherNumber = z.infer<typeof publisherNumberSchema>;

export const publisherNumberCreateSchema = z
  .strictObject({
    number: givenNumber.describe(help.number),
    campaignId: idReference.describe(help.campaignId),
    publisherId: idReference.describe(help.publisherId),
  })
  .meta({ id: "PublisherNumberCreate" });

export type PublisherNumberCreate = z.infer<typeof publisherNumberCreateSchema>;

export const publisherNumberPatchSchema = z
  .strictObject({ status: givenStatus.optional().describe(help.status) })
  .meta({ id: "PublisherNumberPatch" });

export type PublisherNumberPatch = z.infer<typeof publisherNumberPatchSchema>;

export const publisherNumbersQuery = pageQuery.extend({
  publisherId: idReference.optional().describe("Only numbers of this publisher."),
});

export const publisherNumberDeleteQuery = forceQuery("delete it with the tag that uses it.");
