/**
 * Takes what is in a page's array, and whatever is pushed to it later. It stays the page's array:
 * some pages read their tags back.
 */
export function takeQueue<Item>(items: unknown, take: (item: Item) => void): Item[] {
  const queue = (Array.isArray(items) ? items : []) as Item[];
  queue.forEach(take);
  queue.push = (...more) => {
    more.forEach(take);
    return Array.prototype.push.apply(queue, more);
  };
  return queue;
}

/** Keeps an eye on a global that pages read, and that some replace by a value of their own. */
export function watchGlobal(name: string, adopt: (value: unknown) => unknown): void {
  // A `var` of the page cannot be watched any more; what it holds can.
  let value = adopt(Reflect.get(window, name));
  const isWatched = Reflect.defineProperty(window, name, {
    configurable: true,
    get: () => value,
    set: (now: unknown) => {
      value = now === value ? now : adopt(now);
    },
  });
  if (!isWatched) Reflect.set(window, name, value);
}
