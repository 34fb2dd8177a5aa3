import { isRecovery } from '../alert/resolve-reason.ts';
import type { Incident } from '../incident/incident.ts';
import type { PageRecord } from '../paging/page.ts';
import { DAY, type Duration, type Instant, MINUTE, SECOND } from '../time/instant.ts';
import { wallHours } from '../time/wall-hours.ts';
import { type Alarm, alarmsOf, answeredAt } from './alarms.ts';
import { countFloods } from './floods.ts';
import {
  BRIEF,
  type Day,
  EMPTY_TALLY,
  NO_DAY,
  NO_SHARE,
  type Outcome,
  type Share,
  type Tally,
} from './tally.ts';

/** What is counted: what begins at or after `from`, and before `to`. */
export interface BurdenSpan {
  readonly from: Instant;
  readonly to: Instant;
  /** Whose days and nights they are. */
  readonly timeZone: string;
  /** What still lasts has lasted until now. */
  readonly now: Instant;
}

/** Counts incidents and pages as they come, in constant memory for each name. */
export interface BurdenCount {
  /** Counts an incident; it returns how much there was to look at. */
  incident(incident: Incident): number;
  page(record: PageRecord): void;
  tally(): Tally;
}

/** An alert that begins so often within so short a time chatters. */
const CHATTER = { times: 3, within: MINUTE };

const STALE: Duration = DAY;

/**
 * Begins to count. Incidents are given from the newest to the oldest, by when they were opened, and
 * so are pages, by when they were ordered; the two may be mixed in any way.
 */
export function countBurden({ from, to, timeZone, now }: BurdenSpan): BurdenCount {
  const severities = { ...EMPTY_TALLY.severities };
  const outcomes = { ...EMPTY_TALLY.outcomes };
  const brief = { ...EMPTY_TALLY.brief };
  const days = new Map<string, Day>();
  const rules = new Map<string, Share>();
  const subjects = new Map<string, Share>();
  const hours = wallHours(timeZone);
  const floods = countFloods();
  const chatter = countChatter();
  let stale = 0;

  const isIn = (at: Instant) => from <= at && at < to;

  function countAlarm(alarm: Alarm, answered: Instant | undefined): void {
    const { rule, subject, severity, began, ended } = alarm;
    const lasted = Math.max(0, (ended ?? now) - began);
    severities[severity] += 1;
    stale += lasted >= STALE ? 1 : 0;
    const isUnanswered = answered === undefined || (ended !== undefined && ended < answered);
    for (const seconds of ended !== undefined && isRecovery(alarm.reason) ? BRIEF : []) {
      brief[seconds] += isUnanswered && lasted <= seconds * SECOND ? 1 : 0;
    }
    addDay(began, 'alarms');
    addTo(rules, rule, { alarms: 1, lasted });
    addTo(subjects, subject, { alarms: 1, lasted });
    chatter.begin(alarm);
  }

  function addDay(at: Instant, what: 'alarms' | 'pages'): string {
    const { day, isNight } = hours(at);
    const known = days.get(day) ?? NO_DAY;
    const night = what === 'alarms' ? 'nightAlarms' : 'nightPages';
    days.set(day, {
      ...known,
      [what]: known[what] + 1,
      ...(isNight && { [night]: known[night] + 1 }),
    });
    return day;
  }

  return {
    incident(incident) {
      const alarms = alarmsOf(incident);
      const answered = answeredAt(incident);
      for (const alarm of alarms.toReversed().filter(({ began }) => isIn(began))) {
        countAlarm(alarm, answered);
      }
      outcomes[outcomeOf(incident, answered)] += 1;
      const [first] = alarms;
      if (first !== undefined) {
        const pages = incident.pages.filter(({ status }) => status === 'sent').length;
        const more = { pages, noise: incident.noise === undefined ? 0 : 1 };
        addTo(rules, first.rule, more);
        addTo(subjects, first.subject, more);
      }
      return alarms.length + 1;
    },
    page({ order, status }) {
      if (status === 'sent' && isIn(order.at)) {
        floods.page(order, addDay(order.at, 'pages'));
      }
    },
    tally: () => ({
      severities,
      outcomes,
      brief,
      chattering: chatter.count(),
      stale,
      days: Object.fromEntries(days),
      rules: Object.fromEntries(rules),
      subjects: Object.fromEntries(subjects),
      people: floods.people(),
    }),
  };
}

function addTo(shares: Map<string, Share>, name: string, more: Partial<Share>): void {
  const { alarms, pages, lasted, noise } = shares.get(name) ?? NO_SHARE;
  shares.set(name, {
    alarms: alarms + (more.alarms ?? 0),
    pages: pages + (more.pages ?? 0),
    lasted: lasted + (more.lasted ?? 0),
    noise: noise + (more.noise ?? 0),
  });
}

/** A mark as noise says more than an answer: somebody answered, and it was not worth it. */
function outcomeOf({ noise, status }: Incident, answered: Instant | undefined): Outcome {
  if (noise !== undefined) {
    return 'noise';
  }
  if (answered !== undefined) {
    return 'answered';
  }
  return status === 'resolved' ? 'unanswered' : 'open';
}

/** Counts how often one alert begins too often; they are given from the newest to the oldest. */
function countChatter() {
  const begun = new Map<string, readonly Instant[]>();
  let count = 0;
  return {
    begin({ fingerprint, began }: Alarm): void {
      const near = (begun.get(fingerprint) ?? []).filter((at) => at - began < CHATTER.within);
      const isChatter = near.length + 1 === CHATTER.times;
      count += isChatter ? 1 : 0;
      begun.set(fingerprint, isChatter ? [] : [...near, began]);
    },
    count: () => count,
  };
}
