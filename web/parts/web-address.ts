/** `shop.example/offers`: what tells a page from another, without what a campaign adds to it. */
export function shortAddress(url: string): string {
  const { hostname, pathname } = URL.canParse(url) ? new URL(url) : {};
  if (hostname === undefined || pathname === undefined) return url;
  return `${hostname.replace(/^www\./, "")}${pathname === "/" ? "" : pathname}`;
}
