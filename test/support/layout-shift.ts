import type { Page } from "playwright-core";

/** What the browser itself counted of layout shifts since the page began. */
export function layoutShift(page: Page): Promise<number> {
  return page.evaluate(async () => {
    // What was swapped is painted, and its shift counted, before the second frame after it begins.
    for (let i = 0; i < 2; i++) {
      await new Promise((resolve) => {
        requestAnimationFrame(resolve);
      });
    }
    const observer = new PerformanceObserver(() => {});
    observer.observe({ type: "layout-shift", buffered: true });
    // All that was counted before it began to observe is there at once.
    const shifts = observer.takeRecords() as (PerformanceEntry & { readonly value?: number })[];
    return shifts.reduce((sum, { value }) => sum + (value ?? 0), 0);
  });
}
