import { api } from '../frame/api.ts';
import { lastDays, partsOf } from '../frame/report-parts.ts';
import {
  addDutyTallies,
  addResponseTallies,
  type DutyReport,
  dutyReport,
  type ResponseReport,
  responseReport,
  wholeOf,
} from './figures.ts';

/** How people responded to the incidents of the last days, of one service or of all. */
export async function loadResponse(days: number, service: string): Promise<ResponseReport> {
  const query = { ...lastDays(days), ...(service !== '' && { service }) };
  const parts = await partsOf(api.readResponse, query);
  return responseReport(wholeOf(parts, addResponseTallies).tally);
}

/** What being on call asked of people, and from when on hours are known. */
export interface Duty extends DutyReport {
  readonly hoursFrom?: string;
}

export async function loadDuty(days: number): Promise<Duty> {
  const parts = await partsOf(api.reportOnCall, lastDays(days));
  const hoursFrom = parts.findLast((part) => part.hoursFrom !== undefined)?.hoursFrom;
  const report = dutyReport(wholeOf(parts, addDutyTallies).tally);
  return { ...report, ...(hoursFrom !== undefined && { hoursFrom }) };
}
