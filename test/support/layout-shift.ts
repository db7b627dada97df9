import type { Page } from "playwright-core";

/** What the browser itself counted of layout shifts since the page began. */
export function layoutShift(page: Page): Promise<number> {
  return page.evaluate(async () => {
    // What was swapped is painted, and its shift reported, in the frames after it.
    for (let i = 0; i < 2; i++) {
      await new Promise((resolve) => {
        requestAnimationFrame(resolve);
      });
    }
    return new Promise<number>((resolve) => {
      new PerformanceObserver((list) => {
        const shifts = list.getEntries() as (PerformanceEntry & { readonly value?: number })[];
        resolve(shifts.reduce((sum, { value }) => sum + (value ?? 0), 0));
      }).observe({ type: "layout-shift", buffered: true });
      // Without a shift there is nothing to be told.
      setTimeout(() => resolve(0), 200);
    });
  });
}
