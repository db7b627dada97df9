import type { CallpoolTags } from "../callpool.d.ts";

/** A tag as it is sent (R32). */
export type PushedTag = { type: string; name: string; value: string };

/** `{ type: "User", plan: "gold" }` is one tag for each of its pairs; anything else is none. */
export const pushedTags = (items: readonly CallpoolTags[]): PushedTag[] =>
  items.flatMap((item) => {
    // Pages push what they like, and some push nothing at all.
    if (Object(item) !== item) return [];
    const { type, ...pairs } = item;
    return (
      Object.entries(pairs)
        // Strings, numbers, booleans.
        .filter(([, value]) => /^[snb]/.test(typeof value))
        .map(([name, value]) => ({
          type: String(type || "User"),
          name,
          value: String(value),
        }))
    );
  });
