import { SEVERITIES, type Severity } from '../alert/severity.ts';
import { DAY, type Duration, type Instant } from '../time/instant.ts';
import { FLOOD_SPAN } from './floods.ts';
import { BRIEF, type Share, type Tally } from './tally.ts';

/** A rule or a subject with what it has made, and its share of all alarms (0 to 1). */
export interface Ranked extends Share {
  readonly name: string;
  readonly share: number;
}

/** Figures that are held against a target. docs/burden.md says who is quoted for which. */
export const TARGETS = {
  /** Pages to whoever had most, on a day on which they had any. */
  pagesPerDay: { target: 150, limit: 300 },
  /** Of the spans of ten minutes, the share in which the worst off had more than ten pages. */
  inFlood: { target: 0.01, limit: 0.01 },
  /** The most pages to one person in ten minutes. */
  mostInTenMinutes: { target: 10, limit: 10 },
  /** The share of the ten rules that make most. */
  topRules: { target: 0.01, limit: 0.05 },
  chattering: { target: 0, limit: 0 },
  /** Stale alarms for each day. */
  stalePerDay: { target: 5, limit: 5 },
  /** The share of the two worst severities, which should be few among all. */
  worstSeverities: { target: 0.05, limit: 0.2 },
} as const;

export type TargetName = keyof typeof TARGETS;

/** `good` at the target or below, `bad` above the limit, `fair` in between. */
export interface Judged {
  readonly name: TargetName;
  readonly value: number;
  readonly verdict: 'good' | 'fair' | 'bad';
}

/** A tally in the figures that people compare; shares are from 0 to 1. */
export interface Figures {
  readonly days: number;
  readonly alarms: number;
  readonly pages: number;
  readonly incidents: number;
  /** For each subject that had an alarm, and each day. */
  readonly alarmsPerSubjectDay: number;
  readonly pagesPerSubjectDay: number;
  readonly nightAlarms: number;
  readonly nightPages: number;
  readonly lasted: Duration;
  readonly severities: Readonly<Record<Severity, number>>;
  readonly brief: readonly { readonly seconds: number; readonly share: number }[];
  /** Of the incidents that are over. */
  readonly answered: number;
  readonly noise: number;
  readonly unanswered: number;
  readonly rules: readonly Ranked[];
  readonly subjects: readonly Ranked[];
  readonly topRulesShare: number;
  readonly topSubjectsShare: number;
  readonly targets: readonly Judged[];
}

/** How many of those that make most are named. */
const TOP = 10;

/** Returns the figures of a tally of the span. */
export function figuresOf(
  tally: Tally,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Figures {
  const days = (to - from) / DAY;
  const sums = Object.values(tally.days);
  const sumOf = (what: keyof (typeof sums)[number]) =>
    sums.reduce((sum, day) => sum + day[what], 0);
  const [alarms, pages] = [sumOf('alarms'), sumOf('pages')];
  const subjectDays = Object.keys(tally.subjects).length * days;
  const { answered, noise, unanswered, open } = tally.outcomes;
  const over = answered + noise + unanswered;
  const rules = ranked(tally.rules, alarms);
  const subjects = ranked(tally.subjects, alarms);
  return {
    days,
    alarms,
    pages,
    incidents: over + open,
    alarmsPerSubjectDay: ratio(alarms, subjectDays),
    pagesPerSubjectDay: ratio(pages, subjectDays),
    nightAlarms: sumOf('nightAlarms'),
    nightPages: sumOf('nightPages'),
    lasted: Object.values(tally.rules).reduce((sum, { lasted }) => sum + lasted, 0),
    severities: shares(tally.severities, alarms),
    brief: BRIEF.map((seconds) => ({ seconds, share: ratio(tally.brief[seconds], alarms) })),
    answered: ratio(answered, over),
    noise: ratio(noise, over),
    unanswered: ratio(unanswered, over),
    rules,
    subjects,
    topRulesShare: sumShares(rules),
    topSubjectsShare: sumShares(subjects),
    targets: judged(tally, { days, alarms, topRules: sumShares(rules), span: to - from }),
  };
}

function judged(
  { people, chattering, stale, severities }: Tally,
  given: {
    readonly days: number;
    readonly alarms: number;
    readonly topRules: number;
    readonly span: Duration;
  },
): readonly Judged[] {
  const told = Object.values(people);
  const most = (of: (one: (typeof told)[number]) => number) => Math.max(0, ...told.map(of));
  const values: Readonly<Record<TargetName, number>> = {
    pagesPerDay: most(({ days }) => Math.max(...Object.values(days))),
    inFlood: most(({ floods }) => ratio(floods, given.span / FLOOD_SPAN)),
    mostInTenMinutes: most((one) => one.most),
    topRules: given.topRules,
    chattering,
    stalePerDay: ratio(stale, given.days),
    worstSeverities: ratio(severities.critical + severities.error, given.alarms),
  };
  return (Object.keys(TARGETS) as TargetName[]).map((name) => {
    const { target, limit } = TARGETS[name];
    const value = values[name];
    return { name, value, verdict: value <= target ? 'good' : value <= limit ? 'fair' : 'bad' };
  });
}

function ranked(all: Readonly<Record<string, Share>>, alarms: number): readonly Ranked[] {
  return Object.entries(all)
    .map(([name, share]) => ({ name, ...share, share: ratio(share.alarms, alarms) }))
    .sort((a, b) => b.alarms - a.alarms || b.pages - a.pages || (a.name < b.name ? -1 : 1))
    .slice(0, TOP);
}

function sumShares(some: readonly Ranked[]): number {
  return some.reduce((sum, { share }) => sum + share, 0);
}

function shares(
  counts: Readonly<Record<Severity, number>>,
  all: number,
): Readonly<Record<Severity, number>> {
  const each = SEVERITIES.map((severity) => [severity, ratio(counts[severity], all)]);
  return Object.fromEntries(each) as Record<Severity, number>;
}

/** Nothing has no share. */
function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
