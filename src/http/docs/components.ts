/** Any JSON value of the document. */
type Json = string | number | boolean | null | undefined | Json[] | { [name: string]: Json };
type JsonObject = { [name: string]: Json };

const PREFIX = "#/components/schemas/";
const INPUT = /Input$/;

/**
 * Tidies the document: zod gives every named schema twice, as what comes in (`PoolInput`) and what
 * goes out (`Pool`). Those that nothing uses are left out, and what is used in one direction, or is
 * the same in both, has its plain name.
 */
export function withUsedComponents<Document extends object>(document: Document): Document {
  // A document is JSON; the transform before has just written it.
  const plain = withoutNoise(document as unknown as JsonObject) as JsonObject;
  const components = objectAt(plain, "components");
  const schemas = objectAt(components, "schemas");
  const used = namesUsed(objectAt(plain, "paths"), schemas);
  const names = new Map(used.map((name) => [name, plainName(name, used, schemas)]));
  const kept = used.map((name) => [names.get(name) ?? name, schemas[name]] as const);
  const renamed = {
    ...plain,
    components: { ...components, schemas: Object.fromEntries(kept) },
  };
  // The same document with other names.
  return rename(renamed, names) as unknown as Document;
}

function plainName(name: string, used: readonly string[], schemas: JsonObject): string {
  const plain = name.replace(INPUT, "");
  const isSame = JSON.stringify(schemas[name]) === JSON.stringify(schemas[plain]);
  return isSame || !used.includes(plain) ? plain : name;
}

/** Names of the schemas that the routes refer to, and of those that these refer to. */
function namesUsed(paths: JsonObject, schemas: JsonObject): readonly string[] {
  const used = new Set<string>();
  const waiting: Json[] = [paths];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    for (const name of references(value)) {
      if (used.has(name)) continue;
      used.add(name);
      waiting.push(schemas[name]);
    }
  }
  return [...used].toSorted();
}

function references(value: Json): string[] {
  if (typeof value === "string" && value.startsWith(PREFIX)) return [value.slice(PREFIX.length)];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(references);
}

function rename(value: Json, names: ReadonlyMap<string, string>): Json {
  if (typeof value === "string" && value.startsWith(PREFIX)) {
    const name = value.slice(PREFIX.length);
    return PREFIX + (names.get(name) ?? name);
  }
  return mapped(value, (child) => rename(child, names));
}

/**
 * A date needs no pattern beside its format, an integer no bounds that are those of all, and an
 * answer no name that says nothing.
 */
function withoutNoise(value: Json): Json {
  const children = mapped(value, withoutNoise);
  if (typeof children !== "object" || children === null || Array.isArray(children)) return children;
  const { pattern, minimum, maximum, ...rest } = children;
  return {
    ...rest,
    ...(rest["description"] === "Default Response" ? { description: "Done as asked." } : {}),
    ...(pattern === undefined || rest["format"] === "date-time" ? {} : { pattern }),
    ...(minimum === undefined || minimum === Number.MIN_SAFE_INTEGER ? {} : { minimum }),
    ...(maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? {} : { maximum }),
  };
}

function mapped(value: Json, change: (child: Json) => Json): Json {
  if (Array.isArray(value)) return value.map(change);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, change(child)]));
}

function objectAt(object: JsonObject, name: string): JsonObject {
  const value = object[name];
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}
