/** Formats a share in percent, rounded down: 99.9996 % is not 100 %. */
export function percent(share: number): string {
  return `${Math.floor(share * 100_000) / 1_000} %`;
}
