import type { OnCallReport, ResponseReport as Part } from '#api/client/index.ts';
import { api } from '../frame/api.ts';
import {
  addDutyTallies,
  addResponseTallies,
  type DutyReport,
  dutyReport,
  type ResponseReport,
  responseReport,
  wholeOf,
} from './figures.ts';

const DAY = 86_400_000;

/** How people responded to the incidents of the last days, of one service or of all. */
export async function loadResponse(days: number, service: string): Promise<ResponseReport> {
  const query = { ...since(days), ...(service !== '' && { service }) };
  const parts = await partsOf<Part>((place) => api.readResponse({ query: { ...query, ...place } }));
  return responseReport(wholeOf(parts, addResponseTallies).tally);
}

/** What being on call asked of people, and from when on hours are known. */
export interface Duty extends DutyReport {
  readonly hoursFrom?: string;
}

export async function loadDuty(days: number): Promise<Duty> {
  const query = since(days);
  const parts = await partsOf<OnCallReport>((place) =>
    api.reportOnCall({ query: { ...query, ...place } }),
  );
  const hoursFrom = parts.findLast((part) => part.hoursFrom !== undefined)?.hoursFrom;
  const report = dutyReport(wholeOf(parts, addDutyTallies).tally);
  return { ...report, ...(hoursFrom !== undefined && { hoursFrom }) };
}

function since(days: number): { readonly from: string } {
  return { from: new Date(Date.now() - days * DAY).toISOString() };
}

/** Asks for a report in as many parts as it takes. */
async function partsOf<Part extends { readonly next?: string }>(
  ask: (place: { readonly cursor?: string }) => Promise<Part>,
): Promise<readonly [Part, ...Part[]]> {
  const first = await ask({});
  const parts: [Part, ...Part[]] = [first];
  for (let { next } = first; next !== undefined; ) {
    const part = await ask({ cursor: next });
    parts.push(part);
    ({ next } = part);
  }
  return parts;
}
