import { queryOptions } from "@tanstack/react-query";
import { get } from "./ask.ts";
import { everyPage } from "./every-page.ts";

/** What records name by id, and people by name. */
export type NamedKind = "campaigns" | "publishers" | "pools" | "tags";

type Named = { readonly id: string; readonly name: string };

export const namesQuery = (kind: NamedKind) =>
  queryOptions({
    queryKey: [kind, "names"],
    queryFn: async ({ signal }) => {
      const items = await everyPage<Named>(`/api/v1/${kind}`, signal);
      return items.map(({ id, name }): Named => ({ id, name }));
    },
    staleTime: 30_000,
  });

export const nameQuery = (kind: NamedKind, id: string) =>
  queryOptions({
    queryKey: [kind, "name", id],
    queryFn: async ({ signal }) => {
      const { name } = await get<Named>(`/api/v1/${kind}/${encodeURIComponent(id)}`, signal);
      return name;
    },
    staleTime: 30_000,
  });
