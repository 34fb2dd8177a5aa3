import { CANARY } from '#core/canary/canary.ts';
import { chunks } from '#core/collections/chunks.ts';
import { changeReportDay } from '#core/evaluation/report-day/change.ts';
import {
  isKept,
  type KeptFacts,
  type ReportDayEntry,
  reportDayId,
} from '#core/evaluation/report-day/day.ts';
import { compileRules } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { Incident } from '#core/incident/incident.ts';
import { distinctPages, type KeptPage, PAGES_IN_ITEM, pagesTable } from '#core/report/kept-duty.ts';
import {
  isSettled,
  type KeptResponses,
  RESPONSES_IN_ITEM,
  responsesTable,
  settledDay,
} from '#core/report/kept-responses.ts';
import type { Config } from '#core/team/config.ts';
import { DAY, type Instant } from '#core/time/instant.ts';
import { pagesBetween } from './count-backwards.ts';
import { loadReadable } from './load-readable.ts';
import { INCIDENTS_AT_ONCE, openedOn } from './opened-on.ts';
import type { Ports } from './ports.ts';
import { daysBackwards, loadDays } from './report-days.ts';
import { decideEach, type SubjectPorts } from './subject-saving.ts';

export type KeepPorts = SubjectPorts & Pick<Ports, 'incidents' | 'pages'>;

/** Changes the day of an item: `change` gets what is stored, and returns that where it stays. */
export type ChangeReportDay = (
  item: string,
  change: (known: ReportDayEntry | undefined) => ReportDayEntry | undefined,
  now: Instant,
) => Promise<void>;

export function changesOfReportDays(ports: SubjectPorts, config: Config): ChangeReportDay {
  const rules = compileRules(config);
  return async (item, change, now) => {
    const decide = (_: string, stored: SubjectState | undefined) =>
      changeReportDay({ item, stored }, change, rules, now);
    await decideEach(ports, [item], decide, { rules, now });
  };
}

/**
 * Reads the pages of a day that were sent, each once whatever channels it came by, and whether the
 * outcome of each of the day is known.
 */
export async function sentOn(
  ports: KeepPorts,
  day: Instant,
): Promise<{ readonly sent: readonly KeptPage[]; readonly isKnown: boolean }> {
  const sent: KeptPage[] = [];
  let isKnown = true;
  for await (const { page } of pagesBetween(ports, day, day + DAY)) {
    if (page.status === 'sent') {
      const { responder, at, incident } = page.order;
      sent.push({ responder, at, incident });
    } else if (page.status === 'waiting' || page.status === 'retrying') {
      isKnown = false;
    }
  }
  return { sent: distinctPages(sent), isKnown };
}

/** Keeps the incidents and the pages of a day; returns whether an incident may still change. */
export function keepReportDay(ports: KeepPorts, change: ChangeReportDay) {
  return async (day: Instant, sent: readonly KeptPage[], now: Instant): Promise<boolean> => {
    const responses = await responsesOn(ports, day, now);
    await keepParts('responses', day, responses, now);
    const pages = sent.length === 0 ? [[]] : chunks(sent, PAGES_IN_ITEM);
    const tables = pages.map((some) => ({ ...pagesTable(day, some), pending: [] }));
    await keepParts('pages', day, tables, now);
    return responses.some(({ pending }) => pending.length > 0);
  };

  /**
   * Saves the parts of a day, the first one last, unless that is there already: of those behind it
   * a clock that was stopped may have left some.
   */
  async function keepParts(
    of: KeptFacts,
    day: Instant,
    parts: readonly KeptResponses[],
    now: Instant,
  ): Promise<void> {
    const first = reportDayId(of, day);
    if (isKept((await loadDays(ports, [first])).get(first))) {
      return;
    }
    for (const [part, table] of [...parts.entries()].reverse()) {
      const entry: ReportDayEntry = {
        ...{ kind: 'report-day', from: day, to: day + DAY, ...table },
        parts: part === 0 ? parts.length : 1,
      };
      const decide = (known: ReportDayEntry | undefined) =>
        part === 0 && isKept(known) ? known : entry;
      await change(reportDayId(of, day, part), decide, now);
    }
  }
}

/**
 * Takes back the days from `from` on that were kept by a clock that was ahead: more may begin on
 * them, so that they are of the record again until they are over.
 */
export function takeBackReportDays(ports: SubjectPorts, change: ChangeReportDay) {
  return async (from: Instant, before: Instant, now: Instant): Promise<void> => {
    for (const facts of ['responses', 'pages'] as const) {
      for await (const { day, kept } of daysBackwards(ports, facts, { from, before })) {
        if (kept !== undefined) {
          await change(reportDayId(facts, day), (known) => known && { ...known, parts: 0 }, now);
        }
      }
    }
  };
}

/** Returns the responses of a day, in parts that fit into an item each. */
async function responsesOn(
  { incidents }: KeepPorts,
  day: Instant,
  now: Instant,
): Promise<readonly KeptResponses[]> {
  const unreadable: string[] = [];
  const parts: KeptResponses[] = [];
  let some: Incident[] = [];
  const leftOut = ({ id }: { readonly id: string }) => unreadable.push(id);
  for await (const found of openedOn(incidents, day, undefined, leftOut)) {
    some.push(...found.filter(({ service }) => service !== CANARY.id));
    if (some.length >= RESPONSES_IN_ITEM) {
      parts.push(responsesTable(day, some, now));
      some = [];
    }
  }
  const last = responsesTable(day, some, now);
  // Later code may read them.
  return [...parts, { ...last, pending: [...last.pending, ...unreadable] }];
}

/**
 * Takes what has settled of a day into its rows, each in the write in which it is pending no more;
 * returns whether nothing is left.
 */
export function settleReportDay(ports: KeepPorts, change: ChangeReportDay) {
  return async (day: Instant, now: Instant): Promise<boolean> => {
    let left = 0;
    const span = { from: day, before: day + DAY };
    for await (const { kept = [] } of daysBackwards(ports, 'responses', span)) {
      for (const [part, { pending }] of kept.entries()) {
        for (const some of chunks(pending, INCIDENTS_AT_ONCE)) {
          const { found, unreadable } = await loadReadable(ports.incidents.load, some);
          const over = some.filter((id) => {
            const incident = found.get(id);
            return incident === undefined ? !unreadable.has(id) : isSettled(incident, now);
          });
          left += some.length - over.length;
          const decide = (known: ReportDayEntry | undefined) =>
            known && settledDay(known, new Set(over), found);
          await change(reportDayId('responses', day, part), decide, now);
        }
      }
    }
    return left === 0;
  };
}
