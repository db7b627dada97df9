import { QueryClient } from "@tanstack/react-query";
import { ProblemError } from "./problem.ts";

/** What the server has refused once, it refuses again. */
const mayPass = (error: Error) =>
  error instanceof ProblemError && (error.status === 0 || error.status === 503);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < 2 && mayPass(error),
      staleTime: 5_000,
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
});

/** After a change: what is shown of these kinds of records is asked for anew. */
export function renew(...kinds: readonly string[]): Promise<unknown> {
  return Promise.all(kinds.map((kind) => queryClient.invalidateQueries({ queryKey: [kind] })));
}
