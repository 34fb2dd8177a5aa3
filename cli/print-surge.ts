import type { PageRecord } from '#core/paging/page.ts';
import type { Config } from '#core/team/config.ts';
import { formatDuration } from '#core/time/duration.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { zonedSecond } from '#core/time/zoned-time.ts';
import type { BacktestRun } from '#local/backtest.ts';
import { printTable } from './print.ts';
import { playedText, playedView, printBurdens, runView } from './print-backtest.ts';
import type { RecordedSurge } from './recorded-surge.ts';

/** So many rules and subjects are listed; `--json` has all. */
const LISTED = 20;

/** Prints what the config would make of the surge: burdens, what fires more, and whom it pages. */
export function printSurge(
  { result, now, surge, comparison, fired, scaled, left }: RecordedSurge,
  { people }: Config,
  timeZone: string,
): void {
  console.log(playedText(result, timeZone));
  console.log(
    `Values scaled: ${scaled.join(', ') || 'none'}. Of vital signs there are more subjects.`,
  );
  if (left.length > 0) {
    const words = 'a surge lessens them by nobody knows how much';
    console.log(`Not scaled, since they have lower limits alone: ${left.join(', ')}; ${words}.`);
  }
  console.log('');
  printBurdens(['NOW', 'SURGE'], [now, surge]);
  console.log(
    `\nWith the surge ${comparison.added.length} alarms are new, and ${comparison.lost.length} are gone.`,
  );
  if (fired.length > 0) {
    printTable(
      ['RULE', 'SUBJECT', 'ALARMS', 'LASTED', 'FIRST', ''],
      fired
        .slice(0, LISTED)
        .map(({ rule, subject, alarms, lasted, firstAt, isNewRule }) => [
          rule,
          subject,
          String(alarms),
          formatDuration(lasted),
          zonedSecond(firstAt, timeZone),
          isNewRule ? 'does not fire now' : '',
        ]),
    );
  }
  if (fired.length > LISTED) {
    console.log(`and ${fired.length - LISTED} more (--json has all)`);
  }
  console.log('');
  printPaged([now, surge], people);
}

function printPaged([now, surge]: readonly BacktestRun[], people: Config['people']): void {
  const counts = [now, surge].map((run) => byResponder(run?.pages ?? []));
  const responders = new Set(counts.flatMap((count) => [...count.keys()]));
  if (responders.size === 0) {
    console.log('Nobody would be paged.\n');
    return;
  }
  printTable(
    ['PAGES TO', 'NOW', 'SURGE'],
    [...responders].map((id) => [
      people[id]?.name ?? id,
      ...counts.map((count) => String(count.get(id) ?? 0)),
    ]),
  );
  console.log('');
}

function byResponder(pages: readonly PageRecord[]): ReadonlyMap<string, number> {
  const groups = Map.groupBy(pages, ({ order }) => order.responder);
  return new Map([...groups].map(([responder, of]) => [responder, of.length]));
}

/** The same for programs: moments are ISO 8601, lengths of time in ms. */
export function surgeView({ result, now, surge, fired, ...rest }: RecordedSurge): object {
  return {
    ...playedView(result),
    ...{ scaled: rest.scaled, notScaled: rest.left },
    now: runView(now),
    surge: runView(surge),
    fired: fired.map(({ firstAt, lasted, ...more }) => ({
      ...more,
      lastedMs: lasted,
      firstAt: isoTime(firstAt),
    })),
  };
}
