import type { Client } from '#api/client/index.ts';

/** What the API is asked for. */
export type LogQuery = NonNullable<NonNullable<Parameters<Client['listPages']>[0]>['query']>;

/** What of the log is shown. It stands in the address, so that a bookmark keeps it. */
export const FILTERS = ['person', 'service', 'incident', 'channel', 'status', 'reason'] as const;

export const DAYS = ['from', 'to'] as const;

/** Makes of what stands in the address what the API is asked for. */
export function logQuery(address: URLSearchParams): LogQuery {
  const given = FILTERS.flatMap((name) => {
    const value = address.get(name);
    return value === null ? [] : [[name, value]];
  });
  const from = address.get('from');
  const to = address.get('to');
  return {
    ...Object.fromEntries(given),
    ...(from !== null && { from: momentOf(from, 0) }),
    ...(to !== null && { to: momentOf(to, 1) }),
  };
}

export function isFiltered(address: URLSearchParams): boolean {
  return [...FILTERS, ...DAYS].some((name) => address.has(name));
}

/**
 * The first moment of a day of the reader's, or the last of it. What is no day is left as it is, so
 * that the platform says what is wrong with it.
 */
function momentOf(day: string, daysLater: 0 | 1): string {
  const moment = new Date(`${day}T00:00`);
  moment.setDate(moment.getDate() + daysLater);
  const at = moment.getTime() - daysLater;
  return Number.isNaN(at) ? day : new Date(at).toISOString();
}
