import { pluralize } from '#config/pluralize.ts';
import type {
  ResponseFigures,
  ResponseReport,
  ResponseRow,
} from '#core/report/response-figures.ts';
import type { SpreadFigures } from '#core/report/spread.ts';
import { SECOND } from '#core/time/instant.ts';
import { printTable } from './print.ts';
import { lengthText } from './slo-text.ts';

/** How many names of a group are shown; the CSV has all. */
const TOP = 10;

/** Prints the figures of a report for people. */
export function printResponse({ all, services, severities, rules, weeks }: ResponseReport): void {
  const { outcomes, marks } = all;
  console.log(
    `${pluralize(all.incidents, 'incident')}: ${outcomes.acknowledged} acknowledged, ${outcomes.unanswered} ended unanswered, ${outcomes.open} open and unanswered, ${outcomes.unpaged} not paged, ${outcomes.moved} moved.`,
  );
  console.log(
    `Escalated: ${marks.escalated}; past all steps: ${marks.exhausted}; paged again: ${marks.repaged}; reopened: ${marks.reopened}; silenced: ${marks.silenced}; waited for hours: ${marks.deferred}.`,
  );
  console.log('Times are mean / median / 90th percentile (of how many).\n');
  printTable(HEAD('ALL'), [cells({ name: 'all', ...all })]);
  printRows('SERVICE', services);
  printRows('SEVERITY', severities);
  printRows('RULE', rules);
  printRows('WEEK', weeks);
}

const HEAD = (of: string) => [of, 'INCIDENTS', 'UNANSWERED', 'MTTD', 'MTTA', 'MTTR'];

function printRows(of: string, rows: readonly ResponseRow[]): void {
  if (rows.length === 0) {
    return;
  }
  console.log('');
  const shown = of === 'WEEK' ? rows : rows.slice(0, TOP);
  printTable(HEAD(of), shown.map(cells));
  if (rows.length > shown.length) {
    console.log(`and ${rows.length - shown.length} more; --csv has all`);
  }
}

function cells(row: ResponseFigures & { readonly name: string }): readonly string[] {
  const { name, incidents, outcomes, detect, acknowledge, resolve } = row;
  const times = [detect, acknowledge, resolve].map(timeText);
  return [name, String(incidents), String(outcomes.unanswered), ...times];
}

function timeText({ n, mean = 0, median = 0, p90 = 0 }: SpreadFigures): string {
  return n === 0 ? 'none' : `${[mean, median, p90].map(shown).join(' / ')} (${n})`;
}

function shown(duration: number): string {
  return lengthText(Math.round(duration / SECOND));
}
