/**
 * Whether the whole value is a macro that the ad network did not fill in (R31): `{x}`, `{{x}}`,
 * `[x]` or `$x$`.
 */
export function isUnresolvedMacro(value: string): boolean {
  return /^(\{[^{}]+\}|\{\{[^{}]+\}\}|\[[^[\]]+\]|\$[^$]+\$)$/.test(value);
}
