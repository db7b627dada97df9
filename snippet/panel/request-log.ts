/** A request to the server, as the browser has measured it. */
export type LoggedRequest = {
  /** Since the page was opened. */
  readonly atMs: number;
  readonly what: string;
  /** HTTP status; 0 where there was no answer, or the browser does not tell. */
  readonly status: number;
  readonly tookMs: number;
};

const kinds: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/\/v1\/impressions$/, "Ask for the numbers"],
  [/\/activity$/, "Renew, tell tags"],
  [/\/close$/, "Close"],
  [/\/v1\/campaigns\//, "Campaign"],
  [/\/snippet\/compat\./, "Compatibility part"],
  [/\/snippet\/panel\./, "This panel"],
];

export function readRequestLog(host: string): readonly LoggedRequest[] {
  return performance
    .getEntriesByType("resource")
    .filter((entry): entry is PerformanceResourceTiming => entry.name.startsWith(`${host}/`))
    .map(({ name, startTime, duration, responseStatus }) => ({
      atMs: startTime,
      what: kinds.find(([pattern]) => pattern.test(name))?.[1] ?? "Snippet",
      // Browsers of before 2023 do not have it.
      status: responseStatus ?? 0,
      tookMs: duration,
    }));
}
