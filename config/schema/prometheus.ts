import { z } from 'zod';
import { labelName } from './page-text.ts';

const subject = z
  .array(labelName)
  .default(['subject', 'instance', 'job'])
  .meta({ title: 'a list of one or more labels, such as [instance]', minItems: 1 })
  .refine((labels) => labels.length > 0, {
    error: 'the list is empty, so that no series would have a subject of its own',
  })
  .refine((labels) => new Set(labels).size === labels.length, {
    error: 'a label stands in the list twice',
  })
  .refine((labels) => !labels.includes('__name__'), {
    error: '__name__ is the metric, not what was measured',
  })
  .describe(
    'Which label names the subject of a series: the first of these that it has. Without any of them it is the name of the key.',
  );

/** How series of Prometheus become samples. */
export const prometheus = z
  .strictObject({ subject })
  .prefault({})
  .meta({ title: 'a mapping with subject' })
  .describe('How series that Prometheus writes become samples.');
