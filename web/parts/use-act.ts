import { useMutation, useQueryClient, type QueryKey } from "@tanstack/react-query";
import { showDone } from "./notify.ts";

type Act<Input, Output> = {
  readonly run: (input: Input) => Promise<Output>;
  /** Queries whose answers it changes. */
  readonly changes: readonly QueryKey[];
  /** Said when it is done; without it, the page itself shows that it is. */
  readonly done?: string;
  readonly onDone?: (output: Output) => unknown;
};

/** A change: what it makes stale is read anew, and the person is told. */
export function useAct<Input, Output>({ run, changes, done, onDone }: Act<Input, Output>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: async (output) => {
      await Promise.all(changes.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
      if (done !== undefined) showDone(done);
      await onDone?.(output);
    },
  });
}
