import { pluralize } from '#config/pluralize.ts';
import { type Figures, type Judged, type Ranked, TARGETS } from '#core/burden/figures.ts';
import { HOUR } from '#core/time/instant.ts';
import { printTable } from './print.ts';

/** Prints the figures of a report for people. */
export function printBurden(figures: Figures): void {
  const { alarms, pages, incidents, lasted } = figures;
  const [a, p] = [figures.alarmsPerSubjectDay, figures.pagesPerSubjectDay].map(decimal);
  console.log(
    `${pluralize(alarms, 'alarm')}, ${pluralize(pages, 'page')}, ${pluralize(incidents, 'incident')} in ${decimal(figures.days)} days; ${decimal(lasted / HOUR)} hours in alarm.`,
  );
  console.log(`For each subject that had an alarm, and each day: ${a} alarms, ${p} pages.`);
  console.log(
    `At night (22 to 6): ${pluralize(figures.nightAlarms, 'alarm')}, ${pluralize(figures.nightPages, 'page')}.`,
  );
  const severities = Object.entries(figures.severities).map(
    ([of, share]) => `${of} ${part(share)}`,
  );
  console.log(`Alarms by severity: ${severities.join(', ')}.`);
  const brief = figures.brief.map(({ seconds, share }) => `${seconds} s: ${part(share)}`);
  console.log(`Ended by themselves before anybody had answered, within ${brief.join(', ')}.`);
  console.log(
    `Incidents that are over: ${part(figures.answered)} answered, ${part(figures.noise)} marked as noise, ${part(figures.unanswered)} ended before anybody had answered.\n`,
  );
  printRanked('RULE', figures.rules, figures.topRulesShare);
  printRanked('SUBJECT', figures.subjects, figures.topSubjectsShare);
  printTable(
    ['TARGET', 'VALUE', 'GOOD', 'AT MOST', 'VERDICT'],
    figures.targets.map(({ name, value, verdict }) => {
      const { words, inShares } = NAMES[name];
      const shown = inShares ? part : decimal;
      const { target, limit } = TARGETS[name];
      return [words, shown(value), shown(target), shown(limit), verdict];
    }),
  );
}

function printRanked(head: string, ranked: readonly Ranked[], all: number): void {
  if (ranked.length === 0) {
    return;
  }
  printTable(
    [head, 'ALARMS', 'SHARE', 'PAGES', 'HOURS', 'NOISE'],
    ranked.map(({ name, alarms, share, pages, lasted, noise }) => [
      name,
      String(alarms),
      part(share),
      String(pages),
      decimal(lasted / HOUR),
      String(noise),
    ]),
  );
  console.log(`Together ${part(all)} of all alarms.\n`);
}

const NAMES: Readonly<
  Record<Judged['name'], { readonly words: string; readonly inShares?: true }>
> = {
  pagesPerDay: { words: 'pages to one person on one day' },
  inFlood: { words: 'ten minutes in flood, of the worst off', inShares: true },
  mostInTenMinutes: { words: 'pages to one person in ten minutes' },
  topRules: { words: 'share of the ten rules that make most', inShares: true },
  chattering: { words: 'times that an alarm chattered' },
  stalePerDay: { words: 'stale alarms a day' },
  worstSeverities: { words: 'critical and error among all alarms', inShares: true },
};

function part(share: number): string {
  return `${decimal(share * 100)} %`;
}

function decimal(value: number): string {
  return String(Math.round(value * 10) / 10);
}
