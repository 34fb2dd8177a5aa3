import {
  countDisturbances,
  type DutyTally,
  dutyHours,
  dutyTimes,
} from '#core/report/duty-tally.ts';
import {
  forEachKeptPage,
  type HeldTurns,
  type KeptPage,
  keptTurns,
} from '#core/report/kept-duty.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { type Interval, subtract } from '#core/time/interval.ts';
import { pagesBetween, type ReportSpan } from './count-backwards.ts';
import { currentRota, heldBetween } from './current-rota.ts';
import type { Ports } from './ports.ts';
import { countReport, daysBackwards, type ReportSources } from './report-days.ts';
import { TURNS_KNOWN } from './sweep-controls.ts';

export interface OnCallPart {
  readonly tally: DutyTally;
  /** From when on times on call are told; absent if of none of the part. */
  readonly hoursFrom?: Instant;
  readonly sources: ReportSources;
  /** The tally is of what came from then on; absent if it is of the whole span. */
  readonly next?: Instant;
}

type ReadPorts = Pick<Ports, 'pages' | 'controls' | 'subjects'>;

/**
 * Counts whom pages of a span went to, from its end backwards, as far as one call can, and for how
 * long people were on call meanwhile: as it was kept, and where it was not, by the schedules as
 * they are now, as far back as all overrides, covers and swaps are kept.
 *
 * @param most how many pages of the record one call looks at
 */
export function readOnCall(ports: ReadPorts, config: Config, most?: number) {
  const { timeZone } = config;
  return async (span: ReportSpan, now: Instant): Promise<OnCallPart> => {
    const count = countDisturbances(timeZone);
    const counted = await countReport<KeptPage>(ports, span, {
      of: 'pages',
      takeDay: (day, { from, before }) =>
        forEachKeptPage(day, (page) => {
          if (page.at >= from && page.at < before) {
            count.page(page);
          }
        }),
      pending: async () => [],
      record: (from, before) => sentBetween(ports, from, before),
      take: count.page,
      ...(most !== undefined && { most }),
    });
    const from = counted.next ?? span.from;
    const window = { from, to: Math.min(span.before, now) };
    const { hoursFrom, schedules } = await timesIn(window, now);
    const tally = { pages: count.pages(), schedules };
    return { tally, ...(hoursFrom !== undefined && { hoursFrom }), ...counted };
  };

  /** Returns times on call in a window, and from when on they are known. */
  async function timesIn(window: Interval, now: Instant) {
    if (window.from >= window.to) {
      return { schedules: {} };
    }
    const kept = await keptIn(window);
    const recent = { from: Math.max(window.from, now - TURNS_KNOWN), to: window.to };
    const rest = recent.from < recent.to ? subtract([recent], kept.covered) : [];
    const held = [...kept.held, ...(await heldNow(rest))];
    const hours = dutyHours(timeZone, window);
    const schedules = [...Map.groupBy(held, ([schedule]) => schedule)].map(([name, turns]) => {
      const spans = turns.flatMap(([, some]) => some);
      return [name, dutyTimes(spans, hours)] as const;
    });
    const starts = [...kept.covered, ...rest].map(({ from }) => from);
    const hoursFrom = starts.length === 0 ? undefined : Math.min(...starts);
    return { hoursFrom, schedules: Object.fromEntries(schedules) };
  }

  /** Returns the turns that were kept, and of which parts of the window. */
  async function keptIn({ from, to }: Interval) {
    const covered: Interval[] = [];
    const held: HeldTurns[] = [];
    for await (const { kept = [] } of daysBackwards(ports, 'turns', { from, before: to })) {
      for (const day of kept) {
        const part = { from: Math.max(from, day.from), to: Math.min(to, day.to) };
        if (part.from < part.to) {
          covered.unshift(part);
          held.push(...keptTurns(day, part));
        }
      }
    }
    return { covered, held };
  }

  /** Returns turns by the schedules as they are now. */
  async function heldNow(windows: readonly Interval[]): Promise<readonly HeldTurns[]> {
    if (windows.length === 0) {
      return [];
    }
    const rota = await currentRota(ports, config);
    return windows.flatMap((window) => heldBetween(rota, window));
  }
}

/** Yields the pages that were sent, and that others were looked at. */
async function* sentBetween(ports: ReadPorts, from: Instant, before: Instant) {
  for await (const { at, page } of pagesBetween(ports, from, before)) {
    yield { at, ...(page.status === 'sent' && { counted: page.order }) };
  }
}
