import { z } from 'zod';
import { timeZone } from './formats.ts';
import type { Names } from './names.ts';
import { spansOf } from './schedule.ts';

/** What can wait can be anything but critical. */
const BELOW = ['critical', 'error', 'warning'] as const;

/** When a service pages about what can wait. */
export function supportHours(names: Names) {
  const spans = spansOf(names);
  return z
    .strictObject({
      below: z
        .enum(BELOW)
        .meta({ title: `one of ${BELOW.join(', ')}` })
        .describe('What is less severe than this waits for the hours; the rest pages at once.'),
      only: spans.describe('When the hours are.'),
      except: spans.optional().describe('When they are not all the same. Default: never.'),
      time_zone: timeZone.optional().describe('Default: the time_zone of the file.'),
    })
    .meta({ title: 'a mapping with below, only and except' });
}
