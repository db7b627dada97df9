/*
 * A tag as the API's filters write it: `tag:TYPE:NAME`. The type ends at the first colon, so one in
 * the type is escaped as in an address.
 */

type TagName = { readonly type: string; readonly name: string };

export function tagField({ type, name }: TagName): string {
  return `tag:${type.replaceAll("%", "%25").replaceAll(":", "%3A")}:${name}`;
}

/** @returns undefined for a built-in field */
export function tagOfField(field: string): TagName | undefined {
  const [, type, name] = /^tag:([^:]*):(.+)$/s.exec(field) ?? [];
  if (type === undefined || name === undefined) return undefined;
  return { type: type.replaceAll("%3A", ":").replaceAll("%25", "%"), name };
}
