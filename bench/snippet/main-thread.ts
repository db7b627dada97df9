import type { Browser } from "playwright-core";
import { answerNumbers, type SnippetSite } from "../../test/support/snippet-site.ts";

/** An event of the browser's own tracing; durations in microseconds. */
type TraceEvent = {
  readonly name: string;
  readonly tid: number;
  readonly pid: number;
  readonly ts: number;
  readonly dur?: number;
  /** The thread's own time: without what other processes took of the processor. */
  readonly tdur?: number;
};

/** Milliseconds: what passed, and what of it the thread itself was working. */
export type MainThread = { readonly wallMs: number; readonly threadMs: number };

/** All that runs scripts; style and layout that a script asks for are a part of it. */
const scriptEvents = new Set(["RunMicrotasks", "FunctionCall", "EvaluateScript", "TimerFire"]);

function scriptTime(events: readonly TraceEvent[]): MainThread {
  const threads = Map.groupBy(
    events.filter(({ name }) => scriptEvents.has(name)),
    ({ pid, tid }) => `${pid} ${tid}`,
  );
  const times = [...threads.values()].map(timeOf);
  // The page's own is the one that works.
  return times.reduce((most, one) => (one.threadMs > most.threadMs ? one : most));
}

function timeOf(events: readonly TraceEvent[]): MainThread {
  const scripts = events.toSorted((a, b) => a.ts - b.ts);
  let [wall, thread, end] = [0, 0, 0];
  for (const { ts, dur = 0, tdur = 0 } of scripts) {
    // One that runs inside of another is a part of it.
    if (ts < end) continue;
    end = ts + dur;
    wall += dur;
    thread += tdur;
  }
  return { wallMs: wall / 1000, threadMs: thread / 1000 };
}

/**
 * What a page's main thread does from the server's answer until its numbers are swapped. Nothing
 * else runs on the page meanwhile.
 */
export async function traceSwap(
  browser: Browser,
  site: SnippetSite,
  name: string,
): Promise<MainThread> {
  let answerNow = (): void => {};
  const told = new Promise<void>((resolve) => {
    answerNow = resolve;
  });
  const answer = answerNumbers();
  site.answer = async (request) => {
    await told;
    return answer(request);
  };
  const context = await browser.newContext();
  const page = await context.newPage();
  const asked = site.asked(site.requests.length + 1);
  await page.goto(site.url(name));
  await asked;
  await page.evaluate(() => {
    const observer = new MutationObserver(() => {
      observer.disconnect();
      // The timer of the last slice, which reads the rest of the page, was set before this one.
      setTimeout(() => void fetch("/done"));
    });
    const last = [...document.querySelectorAll("a[href^=tel]")].at(-1);
    if (last) observer.observe(last, { subtree: true, characterData: true });
  });
  await browser.startTracing(page, { categories: ["devtools.timeline", "v8.execute"] });
  const done = page.waitForRequest("**/done");
  answerNow();
  await done;
  const trace = JSON.parse((await browser.stopTracing()).toString()) as {
    readonly traceEvents: readonly TraceEvent[];
  };
  const left = await page.getByText("(212)").count();
  await context.close();
  if (left > 0) throw new Error(`${left} numbers were not swapped`);
  return scriptTime(trace.traceEvents);
}
