import { api } from '../frame/api.ts';
import { lastDays, partsOf } from '../frame/report-parts.ts';
import { type WholeBurden, wholeBurden } from './figures.ts';

/** Counts the last days. */
export async function loadBurden(days: number): Promise<WholeBurden> {
  return wholeBurden(await partsOf(api.readBurden, lastDays(days)));
}
