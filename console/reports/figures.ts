/* Parts of a report become one by the same functions as elsewhere; so does its CSV. */
export { wholeOf } from '#core/burden/parts.ts';
export { type DutyReport, dutyReport, type ScheduleShares } from '#core/report/duty-figures.ts';
export { DUTY_COLUMNS, dutyLines } from '#core/report/duty-rows.ts';
export { addDutyTallies } from '#core/report/duty-tally.ts';
export {
  type ResponseReport,
  type ResponseRow,
  responseReport,
} from '#core/report/response-figures.ts';
export { RESPONSE_COLUMNS, responseLines } from '#core/report/response-rows.ts';
export {
  addResponseTallies,
  RESPONSE_TIMES,
  type ResponseTime,
} from '#core/report/response-tally.ts';
export { csvHead, csvLines } from '#core/text/csv.ts';
