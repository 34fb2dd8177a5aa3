import { METRICS } from '#deployment/metrics.ts';
import { HOSPITAL, KEY_REUSE_SECONDS, LOG_MONTHS, MONTH, STREAM } from './assumptions.ts';
import type { Flows } from './flows.ts';
import { sum, times, type Usage } from './usage.ts';

const WINDOWS = MONTH.minutes / 10;

/** Monthly usage of each deployment. */
export interface Deployments {
  /** The deployment is idle. */
  readonly idle: Usage;
  readonly hospital: Usage;
  readonly stream: Usage;
}

/** Multiplies the flows by their frequency, and adds the fixed usage of the stack. */
export function deployments(flows: Flows, stack: Usage): Deployments {
  const quiet = sum(...Object.values(flows.quiet));
  // Metrics are billed per hour in which they are emitted; the contacts' findings are emitted in
  // one hour of each day.
  const daily = 1 / 24;
  const platform = sum(stack, times(WINDOWS, quiet), times(MONTH.days, flows.contacts));
  const idle = sum(platform, { metricMonths: flows.quietMetrics + daily });
  const incidents = HOSPITAL.beds * HOSPITAL.incidentsPerBedDay * MONTH.days;
  const unanswered = incidents * HOSPITAL.unansweredShare;
  const gateways = HOSPITAL.beds / HOSPITAL.bedsPerRequest;
  // An incident is among those of today and yesterday for a day and a half.
  const windowsRemembered = (1.5 * 24 * 60) / 10;
  const hospital = sum(
    platform,
    // At most: each metric in each hour, but the one that is told once a day, and those of an
    // archive and of objectives.
    { metricMonths: Object.keys(METRICS).length - 3 + daily },
    times(WINDOWS * gateways, flows.gateway),
    trendsOfHospital(flows),
    times(incidents - unanswered, flows.answered),
    times(unanswered, flows.unanswered),
    times(incidents * windowsRemembered, flows.remembered),
  );
  const requests = (STREAM.samplesPerDay / STREAM.samplesPerRequest) * MONTH.days;
  const stream = sum(idle, times(requests, flows.request));
  return {
    idle: withKeptLogs(idle),
    hospital: withKeptLogs(hospital),
    stream: withKeptLogs(stream),
  };
}

/**
 * What the hospital pays for trends alone. One role stores points all the time, and asks for the
 * table's key.
 */
export function trendsOfHospital({ trends, trendsOfBreach }: Flows): Usage {
  const { beds, bedsPerRequest, incidentsPerBedDay } = HOSPITAL;
  return sum(
    times(WINDOWS * (beds / bedsPerRequest), trends),
    times(beds * incidentsPerBedDay * MONTH.days, trendsOfBreach),
    { kmsRequests: MONTH.seconds / KEY_REUSE_SECONDS.dynamodb },
  );
}

function withKeptLogs(usage: Usage): Usage {
  return sum(usage, { logGigabyteMonths: LOG_MONTHS * (usage.logGigabytes ?? 0) });
}
