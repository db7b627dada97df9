import { useNavigate, useSearch } from "@tanstack/react-router";

type Plain = string | number | boolean | readonly unknown[];
type State = Readonly<Record<string, Plain>>;

/**
 * What a person may want to share or come back to lives in the address: filters, sort, tabs.
 * @param defaults also says of which type each value is; another in the address is ignored. Make it
 * a constant of the module.
 */
export function useUrlState<Defaults extends State>(defaults: Defaults) {
  // Whoever types an address may type anything: each value is checked below.
  const search = useSearch({ strict: false }) as Readonly<Record<string, unknown>>;
  const navigate = useNavigate();
  const state = Object.fromEntries(
    Object.entries(defaults).map(([name, fallback]) => {
      const found = search[name];
      // `?q=555` typed by hand is read as a number, and meant as a text.
      const isBare = typeof fallback === "string" && typeof found === "number";
      const given = isBare ? String(found) : found;
      const fits =
        typeof given === typeof fallback && Array.isArray(given) === Array.isArray(fallback);
      return [name, fits ? given : fallback];
    }),
  ) as { -readonly [Name in keyof Defaults]: Widened<Defaults[Name]> };
  const change = (
    changes: Partial<{ [Name in keyof Defaults]: Widened<Defaults[Name]> }>,
    /** A step is something that the browser's Back undoes: another page of a list. */
    { isStep = false }: { readonly isStep?: boolean } = {},
  ) => {
    const next = { ...search, ...changes };
    // What is as by default is not worth an address.
    const kept = Object.entries(next).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(defaults[name]),
    );
    const to = { to: ".", search: Object.fromEntries(kept) };
    void navigate({ ...to, replace: !isStep, resetScroll: false });
  };
  return [state, change] as const;
}

type Widened<Value> = Value extends string
  ? string
  : Value extends number
    ? number
    : Value extends boolean
      ? boolean
      : Value;
