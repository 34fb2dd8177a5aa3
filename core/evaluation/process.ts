import { own } from '../collections/own.ts';
import type { Labels } from '../sample/sample.ts';
import type { Config } from '../team/config.ts';

/** OpenTelemetry's name of one running process of a service. */
const INSTANCE_ID = 'service.instance.id';

/**
 * A UUID of version 4, as the OpenTelemetry SDKs generate at each start (semantic conventions,
 * `service.instance.id`). An id of another form was chosen by somebody, and outlives its process.
 */
const RANDOM = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/**
 * Whether a series belongs to one process, which sends nothing after its end: a random
 * `service.instance.id` distinguishes it, as a label, or as the subject beside the service's name.
 */
export function isOfProcess(subject: string, labels: Labels): boolean {
  const id = own(labels, INSTANCE_ID);
  if (id !== undefined) {
    return RANDOM.test(id);
  }
  return RANDOM.test(subject) && own(labels, 'service.name') !== undefined;
}

/** Whether the config distinguishes the processes of a service. */
export function namesProcesses({ otlp }: Pick<Config, 'otlp'>): boolean {
  return [...otlp.subjectAttributes, ...otlp.promotedAttributes].includes(INSTANCE_ID);
}
