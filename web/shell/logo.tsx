/** The same drawing as `public/icon.svg`. */
export function Logo() {
  return <img src="/app/icon.svg" width={28} height={28} alt="" />;
}
