import { describe, expect, test } from "vitest";
import type { LiveCall } from "../../../src/contract/admin/live.ts";
import { idOf, itemOf, summaryOf, withItems, type FeedItem } from "./feed.ts";

const at = (second: number) => `2026-11-25T10:00:${String(second).padStart(2, "0")}.000Z`;

const visit = (id: string, second: number): FeedItem => ({
  kind: "impression",
  visit: { id, at: at(second), pageUrl: "https://shop.example/" },
});

const call = (id: string, second: number, state: LiveCall["state"]): FeedItem => ({
  kind: "call",
  call: { id, at: at(second), state, to: "+12125550140" },
});

describe("the live list", () => {
  test("has the newest first, whatever the order of arrival", () => {
    const list = withItems([visit("b", 2)], [visit("a", 1), visit("c", 3)]);
    expect(list.map(idOf)).toStrictEqual(["c", "b", "a"]);
  });

  test("has each record once, in the state that was told last", () => {
    const list = withItems([call("x", 1, "ringing"), visit("y", 2)], [call("x", 1, "connected")]);
    expect(list.map(idOf)).toStrictEqual(["y", "x"]);
    expect(list[1]).toMatchObject({ call: { state: "connected" } });
  });

  test("is bounded", () => {
    const many = Array.from({ length: 80 }, (_, index) => visit(`visit ${index}`, index % 60));
    expect(withItems([], many)).toHaveLength(50);
  });

  test("leaves out what is about figures", () => {
    expect(itemOf({ event: "skipped", data: { at: at(0), impressions: 9 } })).toBeUndefined();
  });

  test("is told in one sentence to those who hear it", () => {
    const items: FeedItem[] = [visit("a", 1), visit("b", 2), call("x", 1, "ringing")];
    expect(summaryOf(items)).toBe("New: 2 visits, 1 call.");
    expect(summaryOf([])).toBe("");
  });
});
