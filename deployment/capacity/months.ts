import { METRICS } from '../metrics.ts';
import { HOSPITAL, KEY_REUSE_SECONDS, LOG_MONTHS, MONTH, STREAM } from './assumptions.ts';
import type { Counted, Flows } from './counted-shapes.ts';
import { sum, times, type Unit, type Usage } from './usage.ts';

const WINDOWS = MONTH.minutes / 10;

/** What is sent to a deployment, and what follows from it. */
export interface Traffic {
  readonly subjects: number;
  /** Seconds from one request about a subject to the next. */
  readonly everySeconds: number;
  readonly subjectsPerRequest: number;
  readonly incidentsPerDay: number;
  /** How many of them the first who is paged does not answer. */
  readonly unansweredShare: number;
}

/** What is counted of the fixed and of the moving parts of a deployment. */
type Parts = Pick<Counted, 'flows' | 'stack'>;

/** Monthly usage of each deployment. */
export interface Deployments {
  /** The deployment is idle. */
  readonly idle: Usage;
  readonly hospital: Usage;
  readonly stream: Usage;
}

/** The traffic of the example hospital. */
export const HOSPITAL_TRAFFIC: Traffic = {
  subjects: HOSPITAL.beds,
  everySeconds: HOSPITAL.requestEverySeconds,
  subjectsPerRequest: HOSPITAL.bedsPerRequest,
  incidentsPerDay: HOSPITAL.beds * HOSPITAL.incidentsPerBedDay,
  unansweredShare: HOSPITAL.unansweredShare,
};

// Metrics are billed per hour in which they are emitted; the contacts' findings are emitted in
// one hour of each day.
const DAILY = 1 / 24;

/** Multiplies the flows by their frequency, and adds the fixed usage of the stack. */
export function deployments(flows: Flows, stack: Usage): Deployments {
  const idle = sum(platform({ flows, stack }), { metricMonths: flows.quietMetrics + DAILY });
  const requests = (STREAM.samplesPerDay / STREAM.samplesPerRequest) * MONTH.days;
  const stream = sum(idle, times(requests, flows.request));
  return {
    idle: withKeptLogs(idle),
    hospital: monthOf(HOSPITAL_TRAFFIC, { flows, stack }),
    stream: withKeptLogs(stream),
  };
}

/**
 * Returns the monthly usage of a deployment with this traffic: that of the example hospital, with
 * its config, in proportion.
 */
export function monthOf(traffic: Traffic, { flows, stack }: Parts): Usage {
  const incidents = traffic.incidentsPerDay * MONTH.days;
  const unanswered = incidents * traffic.unansweredShare;
  // An incident is among those of today and yesterday for a day and a half.
  const windowsRemembered = (1.5 * 24 * 60) / 10;
  return withKeptLogs(
    sum(
      platform({ flows, stack }),
      // At most: each metric in each hour, but the one that is told once a day, and those of an
      // archive and of objectives.
      { metricMonths: Object.keys(METRICS).length - 3 + DAILY },
      sent(traffic, flows),
      trendsOf(traffic, flows),
      times(incidents - unanswered, flows.answered),
      times(unanswered, flows.unanswered),
      times(incidents * windowsRemembered, flows.remembered),
    ),
  );
}

function platform({ flows, stack }: Parts): Usage {
  const quiet = sum(...Object.values(flows.quiet));
  return sum(stack, times(WINDOWS, quiet), times(MONTH.days, flows.contacts));
}

/** What a request uses however many subjects are in it; the rest is used by its subjects. */
const BY_REQUEST: ReadonlySet<string> = new Set<Unit>([
  'httpRequests',
  'invocations',
  'gigabyteSeconds',
  'logGigabytes',
]);

/**
 * What is used by requests in which all subjects are well. A rule on silence writes no more often
 * than a fifth of its patience passes, however often samples come, and at most once a sample.
 */
function sent({ subjects, everySeconds, subjectsPerRequest }: Traffic, { gateway }: Flows): Usage {
  const often = HOSPITAL.requestEverySeconds / everySeconds;
  const share = (unit: string) => {
    const together = BY_REQUEST.has(unit) ? subjectsPerRequest : HOSPITAL.bedsPerRequest;
    return (WINDOWS * subjects * (unit === 'writeUnits' ? Math.min(1, often) : often)) / together;
  };
  const entries = Object.entries(gateway).map(([unit, amount]) => [unit, amount * share(unit)]);
  return Object.fromEntries(entries) as Usage;
}

/**
 * Returns what trends alone use. One role stores points all the time, and asks for the table's key.
 */
export function trendsOf(
  { subjects, incidentsPerDay }: Traffic,
  { trends, trendsOfBreach }: Flows,
): Usage {
  return sum(
    times((WINDOWS * subjects) / HOSPITAL.bedsPerRequest, trends),
    times(incidentsPerDay * MONTH.days, trendsOfBreach),
    { kmsRequests: MONTH.seconds / KEY_REUSE_SECONDS.dynamodb },
  );
}

function withKeptLogs(usage: Usage): Usage {
  return sum(usage, { logGigabyteMonths: LOG_MONTHS * (usage.logGigabytes ?? 0) });
}
