import { createContext, runInContext } from "node:vm";
import { z } from "zod";

/*
 * As much of Google Tag Manager as a template for a web tag meets: the file's sections, the fields
 * with their validators, the permissions, and JavaScript that has nothing but `data` and what it
 * requires. Written from the reference of custom templates.
 */

const field = z.object({
  type: z.enum(["TEXT"]),
  name: z.string(),
  displayName: z.string(),
  help: z.string().optional(),
  simpleValueType: z.boolean(),
  defaultValue: z.string().optional(),
  valueValidators: z.array(
    z.discriminatedUnion("type", [
      z.object({ type: z.literal("NON_EMPTY") }),
      z.object({ type: z.literal("REGEX"), args: z.tuple([z.string()]), errorMessage: z.string() }),
    ]),
  ),
});

const text = z.object({ type: z.literal(1), string: z.string() });
const list = z.object({ type: z.literal(2), listItem: z.array(text) });

const permission = z.object({
  instance: z.object({
    key: z.object({ publicId: z.string(), versionId: z.string() }),
    param: z.array(z.object({ key: z.string(), value: z.union([text, list]) })),
  }),
  clientAnnotations: z.object({ isEditedByUser: z.boolean() }),
  isRequired: z.boolean(),
});

const info = z.object({
  type: z.literal("TAG"),
  id: z.literal("cvt_temp_public_id"),
  version: z.literal(1),
  securityGroups: z.array(z.string()),
  displayName: z.string(),
  brand: z.object({ id: z.literal("brand_dummy"), displayName: z.string() }),
  description: z.string().max(200),
  containerContexts: z.tuple([z.literal("WEB")]),
});

export type Template = {
  /** In the order of the file. */
  readonly sections: readonly string[];
  readonly info: z.infer<typeof info>;
  readonly fields: readonly z.infer<typeof field>[];
  readonly permissions: readonly z.infer<typeof permission>[];
  readonly code: string;
};

/** @throws ZodError or SyntaxError when Tag Manager would refuse the file */
export function readTemplate(file: string): Template {
  const parts = file.split(/^___([A-Z_]+)___$/m).slice(1);
  const sections = parts.filter((_part, index) => index % 2 === 0);
  const section = (name: string) => parts[parts.indexOf(name) + 1] ?? "";
  return {
    sections,
    info: info.parse(JSON.parse(section("INFO"))),
    fields: z.array(field).parse(JSON.parse(section("TEMPLATE_PARAMETERS"))),
    permissions: z.array(permission).parse(JSON.parse(section("WEB_PERMISSIONS"))),
    code: section("SANDBOXED_JS_FOR_WEB_TEMPLATE"),
  };
}

/** The names of fields whose validators refuse the value. */
export function refusedFields(
  { fields }: Template,
  values: Readonly<Record<string, string>>,
): readonly string[] {
  const refused = fields.filter(({ name, valueValidators }) => {
    const value = values[name] ?? "";
    return !valueValidators.every((validator) =>
      validator.type === "NON_EMPTY" ? value !== "" : new RegExp(validator.args[0]).test(value),
    );
  });
  return refused.map(({ name }) => name);
}

/** `https://*.example.com/path*`: any host, or any below one; any path that begins so. */
function matchesUrl(pattern: string, url: URL): boolean {
  const [, host = "", path = ""] = /^https:\/\/([^/]+)(\/.*)$/.exec(pattern) ?? [];
  const isHost =
    host === "*" ||
    host === url.host ||
    (host.startsWith("*.") && url.hostname.endsWith(host.slice(1)));
  const isPath = path.endsWith("*")
    ? url.pathname.startsWith(path.slice(0, -1))
    : url.pathname === path;
  return url.protocol === "https:" && isHost && isPath;
}

function isAllowed({ permissions }: Template, name: string, address?: string): boolean {
  const granted = permissions.find(({ instance }) => instance.key.publicId === name);
  if (granted === undefined || address === undefined) return granted !== undefined;
  const url = URL.parse(address);
  const patterns = granted.instance.param.find(({ key }) => key === "urls")?.value;
  if (url === null || patterns?.type !== 2) return false;
  return patterns.listItem.some(({ string }) => matchesUrl(string, url));
}

type Fired = {
  readonly outcome: "success" | "failure" | "none";
  readonly injected: readonly { readonly url: string; readonly cacheToken: unknown }[];
  readonly logged: readonly unknown[];
};

/**
 * Fires a tag of the template.
 * @param isLoaded whether the script that it injects loads
 * @throws Error when the code uses what it did not require, or what the permissions do not allow
 */
export function fire(
  template: Template,
  values: Readonly<Record<string, string>>,
  isLoaded = true,
): Fired {
  const injected: Fired["injected"][number][] = [];
  const logged: unknown[] = [];
  const outcomes: Fired["outcome"][] = [];
  const demand = (name: string, address?: string): void => {
    if (!isAllowed(template, name, address)) throw new Error(`Permission denied: ${name}`);
  };
  const interfaces: Readonly<Record<string, unknown>> = {
    encodeUriComponent: encodeURIComponent,
    injectScript: (
      url: string,
      onSuccess?: () => void,
      onFailure?: () => void,
      cacheToken?: unknown,
    ) => {
      demand("inject_script", url);
      injected.push({ url, cacheToken });
      if (isLoaded) onSuccess?.();
      else onFailure?.();
    },
    logToConsole: (...words: unknown[]) => {
      demand("logging");
      logged.push(...words);
    },
    queryPermission: (name: string, address?: string) => isAllowed(template, name, address),
  };
  const require = (name: string): unknown => {
    if (!(name in interfaces)) throw new Error(`There is no ${name} to require`);
    return interfaces[name];
  };
  const data = {
    ...values,
    gtmOnSuccess: () => outcomes.push("success"),
    gtmOnFailure: () => outcomes.push("failure"),
  };
  const context = createContext({ require, data });
  // Even the language's own objects have to be required there.
  runInContext(
    `const all = globalThis;
    for (const name of Object.getOwnPropertyNames(all)) {
      if (name !== "require" && name !== "data") delete all[name];
    }`,
    context,
  );
  runInContext(`(() => {"use strict";${template.code}})()`, context);
  if (outcomes.length > 1) throw new Error("The tag ended twice");
  return { outcome: outcomes[0] ?? "none", injected, logged };
}
