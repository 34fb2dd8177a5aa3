/** Formats a number and what it counts: `1 error`, `2 errors`. */
export function pluralize(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
