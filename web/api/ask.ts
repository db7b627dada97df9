import { problemOf, unreachable } from "./problem.ts";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

type Sent = {
  /** Sent as JSON, or as it is when it is a text of another type. */
  readonly body?: unknown;
  readonly type?: string;
  readonly signal?: AbortSignal;
};

/** A value of a query string; what is undefined or empty is left out. */
export type QueryValues = Readonly<Record<string, string | number | boolean | undefined>>;

export function withQuery(path: string, values: QueryValues): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== "") query.set(name, String(value));
  }
  return query.size === 0 ? path : `${path}?${query}`;
}

/**
 * Asks the server; the browser's session says who asks.
 * @param path from the root: `/api/v1/pools`
 * @returns the answer as the contract types it
 * @throws ProblemError
 */
export async function ask<T = void>(method: Method, path: string, sent: Sent = {}): Promise<T> {
  const { body, type = "application/json", signal } = sent;
  const response = await fetch(path, {
    method,
    ...(body === undefined
      ? {}
      : {
          body: type === "application/json" ? JSON.stringify(body) : (body as string),
          headers: { "content-type": type },
        }),
    ...(signal === undefined ? {} : { signal }),
  }).catch((error: unknown) => {
    throw unreachable(error);
  });
  if (!response.ok) throw await problemOf(response);
  // The contract's test of the server says what it answers; a 204 answers nothing.
  return (response.status === 204 ? undefined : await response.json()) as T;
}

export const get = <T>(path: string, signal?: AbortSignal): Promise<T> =>
  ask<T>("GET", path, signal === undefined ? {} : { signal });
