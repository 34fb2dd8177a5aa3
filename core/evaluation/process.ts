import { own } from '../collections/own.ts';
import type { Labels } from '../sample/sample.ts';
import type { Config } from '../team/config.ts';
import type { Duration, Instant } from '../time/instant.ts';
import { COARSENESS, type Step, UNCHANGED } from './step.ts';
import type { SeriesState } from './subject.ts';

/** OpenTelemetry's name of one running process of a service. */
const INSTANCE_ID = 'service.instance.id';

/**
 * A UUID of version 4, as the SDKs of OpenTelemetry make one at each start (semantic conventions,
 * `service.instance.id`). An id of another form was chosen by somebody, and outlives its process.
 */
const RANDOM = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/**
 * Whether a series is that of one process, which nothing is heard of once it has ended: a random
 * `service.instance.id` tells it apart, as a label, or as the subject beside the service's name.
 */
export function isOfProcess(subject: string, labels: Labels): boolean {
  const id = own(labels, INSTANCE_ID);
  if (id !== undefined) {
    return RANDOM.test(id);
  }
  return RANDOM.test(subject) && own(labels, 'service.name') !== undefined;
}

/** Whether the config tells a process from the others of its service. */
export function namesProcesses({ otlp }: Pick<Config, 'otlp'>): boolean {
  return [...otlp.subjectAttributes, ...otlp.promotedAttributes].includes(INSTANCE_ID);
}

/** A firing alert of a process, once a sample of it was heard: written down now and then. */
export function recordProcessSeen(
  step: Step,
  entry: SeriesState,
  maxAge: Duration,
  now: Instant,
): Step {
  const { processHeardAt = 0 } = entry;
  const isKnown = now >= processHeardAt && now <= processHeardAt + maxAge * COARSENESS;
  if (step === UNCHANGED) {
    return isKnown ? step : { kind: 'remember', entry: { ...entry, processHeardAt: now } };
  }
  return step.kind === 'remember'
    ? { kind: 'remember', entry: { ...step.entry, processHeardAt: now } }
    : step;
}

/**
 * When a process is gone that was not heard of since: nothing that it has measured would be taken
 * any more, however late it came. A little later, since the time is remembered coarsely.
 */
export function processGoneAt(processHeardAt: Instant, maxAge: Duration): Instant {
  return processHeardAt + maxAge + Math.ceil(maxAge * COARSENESS);
}
