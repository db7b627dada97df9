/** Name and value of one query parameter, decoded, as written. */
export type QueryParameter = { readonly name: string; readonly value: string };

/**
 * The query parameters of an address in their order. Written here because the core has no `URL`;
 * it reads them as the URL Standard does (application/x-www-form-urlencoded parsing), and leaves
 * a broken escape as it stands instead of failing.
 */
export function queryParameters(url: string): QueryParameter[] {
  const hash = url.indexOf("#");
  const address = hash === -1 ? url : url.slice(0, hash);
  const mark = address.indexOf("?");
  if (mark === -1) return [];
  const parameters: QueryParameter[] = [];
  for (const part of address.slice(mark + 1).split("&")) {
    if (part === "") continue;
    const equals = part.indexOf("=");
    const name = decode(equals === -1 ? part : part.slice(0, equals));
    const value = equals === -1 ? "" : decode(part.slice(equals + 1));
    parameters.push({ name, value });
  }
  return parameters;
}

function decode(text: string): string {
  const spaced = text.includes("+") ? text.replaceAll("+", " ") : text;
  // Most have no escape, and every page's request brings a dozen.
  if (!spaced.includes("%")) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    // A stray percent sign is common in hand-made links: keep what was written.
    return spaced;
  }
}
