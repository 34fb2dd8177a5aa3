import { z } from 'zod';
import { SEVERITIES } from '#core/alert/severity.ts';
import { DAY, SECOND } from '#core/time/instant.ts';
import { coherent } from './coherent.ts';
import { duration } from './formats.ts';
import { type Names, reference } from './names.ts';

function target(names: Names) {
  const schema = z
    .strictObject({
      schedule: reference(names, 'schedules').optional().describe('Whoever is on call in it.'),
      person: reference(names, 'people').optional().describe('This person, on call or not.'),
    })
    .meta({
      title: 'schedule: and a name, or person: and a name',
      minProperties: 1,
      maxProperties: 1,
    });
  return coherent(schema, [
    {
      of: ['schedule', 'person'],
      missing: true,
      holds: (t) => (t.schedule === undefined) !== (t.person === undefined),
      wrong: () => 'a target is one schedule or one person',
      hint: 'list them apart: [schedule: icu, person: anna]',
    },
  ]);
}

function targets(names: Names) {
  return z.array(target(names)).meta({ title: 'a list, such as [schedule: icu, person: anna]' });
}

/** Whom to page, and when to escalate. */
export function policy(names: Names) {
  const step = z
    .strictObject({
      page: targets(names)
        .min(1)
        .meta({ title: 'a list of one or more targets, such as [schedule: icu, person: anna]' })
        .describe('Whom to page, all at once.'),
      wait: duration({
        min: 30 * SECOND,
        max: DAY,
        why: 'people need time to answer; to page several at once, list them in one step',
      })
        .prefault('5m')
        .describe('How long to wait for an answer before the next step.'),
      assign: z
        .enum(['everyone', 'round_robin'])
        .default('everyone')
        .meta({ title: 'everyone or round_robin' })
        .describe('Page all whom it reaches, or one of them in turn.'),
      answers: z
        .int()
        .min(1)
        .max(20)
        .default(1)
        .meta({ title: 'a whole number from 1 to 20' })
        .describe('How many people must answer, before nobody else is paged.'),
      severities: z
        .array(z.enum(SEVERITIES).meta({ title: `one of ${SEVERITIES.join(', ')}` }))
        .min(1)
        .optional()
        .meta({ title: 'a list of one or more severities, such as [critical, error]' })
        .describe('It is passed over for others. Default: it is for all.'),
    })
    .meta({ title: 'a mapping with page and wait' });
  return z
    .strictObject({
      steps: z
        .array(step)
        .min(1)
        .meta({ title: 'a list of one or more steps' })
        .describe('Taken in order until somebody answers.'),
      repeat: z
        .int()
        .min(0)
        .max(10)
        .default(1)
        .meta({ title: 'a whole number from 0 to 10' })
        .describe('How often to repeat before the fallback.'),
      repeat_from: z
        .enum(['last', 'first'])
        .default('last')
        .meta({ title: 'one of last, first' })
        .describe('Repeat the last step only, or all steps from the first.'),
      fallback: targets(names).default([]).describe('Paged when all of that went unanswered.'),
    })
    .meta({ title: 'a mapping with steps, repeat and fallback' });
}
