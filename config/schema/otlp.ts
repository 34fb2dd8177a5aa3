import { z } from 'zod';
import { labelName } from './page-text.ts';

const subject = attributes(['subject', 'host.name', 'service.name'])
  .meta({ title: 'a list of one or more attributes, such as [host.name]', minItems: 1 })
  .refine((names) => names.length > 0, {
    error: 'the list is empty, so that no data point would have a subject of its own',
  })
  .describe(
    'Which attribute names the subject of a data point: the first of these that it has, or else its resource. Without any of them it is the name of the key. Not service.instance.id where a process gets a new one at each start, as most SDKs do.',
  );

/**
 * Some attributes are left out: the id of a process (`service.instance.id`, which most SDKs
 * generate at each start), or the version of an SDK, would create new series at each restart.
 */
const promoted = attributes([
  'service.name',
  'service.namespace',
  'host.name',
  'deployment.environment.name',
])
  .meta({ title: 'a list of attributes, such as [service.name]' })
  .describe(
    'Which attributes of a resource become labels of its data points. Only what tells one series from another, and stays the same as long as it does.',
  );

/** How OTLP data points become samples. */
export const otlp = z
  .strictObject({ subject, promote_resource_attributes: promoted })
  .prefault({})
  .meta({ title: 'a mapping with subject and promote_resource_attributes' })
  .describe('How data points that come by OTLP become samples.');

function attributes(names: readonly string[]) {
  return z
    .array(labelName)
    .default([...names])
    .refine((given) => new Set(given).size === given.length, {
      error: 'an attribute stands in the list twice',
    });
}
