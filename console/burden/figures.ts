/* Parts of a report become one by the same functions as elsewhere; so does its CSV. */
export type { Judged, Ranked } from '#core/burden/figures.ts';
export { TARGETS } from '#core/burden/figures.ts';
export { type WholeBurden, wholeBurden } from '#core/burden/parts.ts';
export { BURDEN_COLUMNS, burdenRows } from '#core/burden/rows.ts';
export { csvHead, csvLines } from '#core/text/csv.ts';
