/**
 * Text as every database keeps it and every program reads it: no NUL, and no half of a character
 * (R71). What is not is replaced, as decoders do.
 */
export function storableText(text: string): string {
  return text.replaceAll(/[\p{Cs}\0]/gu, "\uFFFD");
}

/**
 * Orders texts by code points, as databases order UTF-8. JavaScript's own comparison looks at
 * UTF-16, whose halves of rare characters (U+D800 to U+DFFF) come before U+E000 to U+FFFF.
 */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const [one, other] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (one !== other) return rank(one) - rank(other);
  }
  return a.length - b.length;
}

/** Puts the halves of rare characters behind everything else. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
