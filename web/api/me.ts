import { queryOptions, useQuery } from "@tanstack/react-query";
import type { Me } from "../../src/contract/admin/me.ts";
import { get } from "./ask.ts";

export type { Me };
export type Capability = Me["can"][number];

/** Who is signed in, and what they may do here. */
export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => get<Me>("/api/v1/me", signal),
  staleTime: 60_000,
});

/** Who is signed in; only inside the shell, which waits for the answer. */
export function useMe(): Me {
  const { data } = useQuery(meQuery);
  if (data === undefined) throw new Error("useMe is for what stands inside the shell");
  return data;
}

export function useCan(capability: Capability): boolean {
  return useMe().can.includes(capability);
}

/** Why somebody cannot do what they see; undefined when they can. */
export function useRefusal(capability: Capability): string | undefined {
  const { role } = useMe();
  if (useCan(capability)) return undefined;
  return `Your role here is ${role}, which cannot do this. Ask an owner or admin of the account.`;
}
