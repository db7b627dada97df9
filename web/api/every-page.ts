import { get, withQuery } from "./ask.ts";

type Answer<Item> = { readonly items: readonly Item[]; readonly next?: string };

/** The largest page that the server gives. */
const PAGE_SIZE = 200;
/** Beyond it, a list is for paging through and not for choosing from. */
const PAGES_MAX = 50;

/** A whole list, for what is small: an account's publishers, a campaign's tags. */
export async function everyPage<Item>(path: string, signal: AbortSignal): Promise<Item[]> {
  const items: Item[] = [];
  let after: string | undefined;
  for (let page = 0; page < PAGES_MAX; page++) {
    const answer = await get<Answer<Item>>(withQuery(path, { limit: PAGE_SIZE, after }), signal);
    items.push(...answer.items);
    after = answer.next;
    if (after === undefined) break;
  }
  return items;
}
