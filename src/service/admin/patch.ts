/** `{ [name]: value }`, or nothing for undefined and `null`: a field that can be taken away. */
export function optional<Name extends string, Value>(
  name: Name,
  value: Value | null | undefined,
): { readonly [key in Name]?: Value } {
  if (value === null || value === undefined) return {};
  // A computed key widens to string; it is exactly this name.
  return { [name]: value } as { readonly [key in Name]: Value };
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The fields that a patch names, so that spreading it leaves the others as they are. */
export function given<T extends object>(patch: T): Given<T> {
  const fields = Object.entries(patch).filter(([, value]) => value !== undefined);
  // The same keys, less those without a value.
  return Object.fromEntries(fields) as Given<T>;
}
