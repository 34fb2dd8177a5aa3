/**
 * How often, in ms, a screen asks for what it shows while it is visible. `npm run cost` counts what
 * a month of each costs.
 */
export const EVERY = {
  usual: 5_000,
  /** It is read with its pages, and with all that people have set of schedules and silences. */
  incident: 6_000,
  /** Who signed in, and the names of the config: both change with a deployment at most. */
  me: 600_000,
  /** The values around a breach, a question beside the incident. */
  trend: 60_000,
  /** What silences cover is found by reading all that is open. */
  silences: 20_000,
  /** Turns change by the hour, and one's own change shows at once. */
  oncall: 30_000,
  /** A log is no alarm, and each page that it shows is a read. */
  pages: 30_000,
  /** Checks report once a minute at most. */
  health: 15_000,
  /** What has begun since the subjects were listed. */
  boardIncidents: 10_000,
  /** Budgets are judged once a minute. */
  slos: 60_000,
  /** One budget is read with the months of its window. */
  slo: 120_000,
  /** What is open about one subject. */
  incidentsOfSubject: 12_000,
  /** To list heartbeats reads all of them. */
  heartbeats: 20_000,
  /** The same beside a subject: what is missed is an incident. */
  heartbeatsOfSubject: 300_000,
  /** The values of a subject that are kept, a question for each series. */
  values: 120_000,
  /** To find what is over reads days of incidents. */
  over: 600_000,
} as const;

/** To list subjects reads all of them: this much later for each. */
const EACH_SUBJECT = 60;
const SOONEST = 10_000;

/** How long a list of so many subjects is believed: to look costs much the same, however many. */
export function subjectsEvery(number: number): number {
  return Math.max(SOONEST, number * EACH_SUBJECT);
}

/** The values of a subject are a question each: a second later for so many. */
const VALUES_A_SECOND = 4;

/** How long one subject with so many values is believed. */
export function subjectEvery(values: number): number {
  return EVERY.incidentsOfSubject + 1_000 * Math.ceil(values / VALUES_A_SECOND);
}
