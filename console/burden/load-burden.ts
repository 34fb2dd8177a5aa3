import type { Burden } from '#api/client/index.ts';
import { api } from '../frame/api.ts';
import { type WholeBurden, wholeBurden } from './figures.ts';

const DAY = 86_400_000;

/** Counts the last days, in as many parts as it takes. */
export async function loadBurden(days: number): Promise<WholeBurden> {
  const from = new Date(Date.now() - days * DAY).toISOString();
  const first = await api.readBurden({ query: { from } });
  const parts: [Burden, ...Burden[]] = [first];
  for (let { next } = first; next !== undefined; ) {
    const part = await api.readBurden({ query: { from, cursor: next } });
    parts.push(part);
    ({ next } = part);
  }
  return wholeBurden(parts);
}
