import { z } from "zod";
import { limits } from "../../core/limits.ts";

/** Which part of a list is wanted. */
export const pageQuery = z.strictObject({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(limits.pageSizeMax)
    .default(limits.pageSizeDefault)
    .describe("How many records at most."),
  after: z
    .string()
    .max(64)
    .optional()
    .describe("The `next` of the page before; leave it out for the first page."),
});

export type PageQuery = z.infer<typeof pageQuery>;

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item).describe("The records of this page."),
    next: z
      .string()
      .optional()
      .describe("Give it as `after` for the next page; absent on the last one."),
  });
}

/** A page of a list that also says how long the whole list is. */
export function countedPageOf<Item extends z.ZodType>(item: Item) {
  return pageOf(item).extend({
    total: z.number().int().min(0).describe("How many records all pages together have."),
  });
}
