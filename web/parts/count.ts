/** `12,408` */
export const formatCount = (count: number): string => count.toLocaleString("en-US");

/** `1 visit`, `12 visits`; what has another plural says it. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
