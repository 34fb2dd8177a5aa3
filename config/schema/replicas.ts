import { z } from 'zod';
import { REPLICA_LABELS } from '#core/sample/replica.ts';
import { labelName } from './page-text.ts';

/** The labels that name a member of a highly available pair and distinguish no series. */
export const replicaLabels = z
  .array(labelName)
  .default([...REPLICA_LABELS])
  .meta({ title: 'a list of labels, such as [replica], or []' })
  .refine((labels) => new Set(labels).size === labels.length, {
    error: 'a label stands in the list twice',
  })
  .refine((labels) => !labels.includes('__name__'), {
    error: '__name__ is the metric, not who measured it',
  })
  .describe(
    'Labels by which several servers differ that measure the same, such as a pair of Prometheus servers. They are left out of every series and alert, whatever it comes by. An empty list leaves none out.',
  );
