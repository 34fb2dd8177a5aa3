import { pages } from '#api/client/index.ts';

const DAY = 86_400_000;

/** Asks for a report in as many parts as it takes, the newest first; there is always one. */
export async function partsOf<Query extends object, Part extends { readonly next?: string }>(
  read: (request?: { readonly query?: Query }) => Promise<Part>,
  query: Query,
): Promise<readonly [Part, ...Part[]]> {
  const parts: Part[] = [];
  for await (const part of pages(read, { query })) {
    parts.push(part);
  }
  return parts as [Part, ...Part[]];
}

/** What is asked of a report of the last days. */
export function lastDays(days: number): { readonly from: string } {
  return { from: new Date(Date.now() - days * DAY).toISOString() };
}
