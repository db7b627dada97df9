import { useParams } from "@tanstack/react-router";

/** A part of the page's address: `id` of `/pools/$id`. */
export function usePathParameter(name: string): string {
  // The routes are made from a table, so the router's types do not know their parts.
  const parameters = useParams({ strict: false }) as Readonly<Record<string, string | undefined>>;
  return parameters[name] ?? "";
}
