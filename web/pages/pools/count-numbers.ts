/** `1 number`, `2,000 numbers` */
export function countNumbers(count: number): string {
  return count === 1 ? "1 number" : `${count.toLocaleString("en-US")} numbers`;
}
