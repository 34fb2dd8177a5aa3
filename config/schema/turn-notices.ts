import { z } from 'zod';
import { DAY, MINUTE } from '#core/time/instant.ts';
import { channel } from './contacts.ts';
import { durationOrNever, timeZone } from './formats.ts';

/** What people are told of their turns: for all of them, or for one. */
export const turnNotices = z
  .strictObject({
    ahead: durationOrNever({
      min: 5 * MINUTE,
      max: 14 * DAY,
      why: 'the clock looks at the schedules each five minutes',
    })
      .optional()
      .describe('How long before a turn begins its people are told so. Default: 24h.'),
    begins: z
      .boolean()
      .optional()
      .describe('Whether they are told that it has begun, with what is open. Default: false.'),
    ends: z
      .boolean()
      .optional()
      .describe('Whether they are told that it has ended. Default: false.'),
    changes: z
      .boolean()
      .optional()
      .describe('Whether they are told of changes of their turns to come. Default: false.'),
    by: channel.optional().describe('By which channel. Default: e-mail.'),
    time_zone: timeZone
      .optional()
      .describe('By whose clocks times are told beside those of the schedule. Default: none.'),
  })
  .meta({ title: 'a mapping with ahead, begins, ends, changes, by and time_zone' });
