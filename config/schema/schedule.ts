import { z } from 'zod';
import { WEEKDAYS } from '#core/oncall/schedule.ts';
import { type Coherence, coherent } from './coherent.ts';
import { date, endOfSpan, shift, timeOfDay, timeZone } from './formats.ts';
import { type Names, reference } from './names.ts';
import { label } from './page-text.ts';

const span = z
  .strictObject({
    days: z
      .array(z.enum(WEEKDAYS).meta({ title: `one of ${WEEKDAYS.join(', ')}` }))
      .min(1)
      .optional()
      .meta({ title: 'a list of one or more days, such as [sat, sun]' })
      .describe('Days on which the span begins. Default: every day.'),
    from: timeOfDay.optional().describe('When the span begins. Default, without to: 00:00.'),
    to: endOfSpan
      .optional()
      .describe(
        'When it ends; at or before `from` means on the next day. Default, without from: 24:00.',
      ),
  })
  .meta({
    title: 'a mapping with days, from and to',
    minProperties: 1,
    dependentRequired: { from: ['to'], to: ['from'] },
  });

type Written = z.output<typeof span>;

/** A span of time in each week. */
export const restriction = coherent(span, [
  {
    of: ['days', 'from', 'to'],
    missing: true,
    holds: (written) => Object.keys(written).length > 0,
    wrong: () => 'the span is empty',
    hint: 'write days, or from and to, or both; to apply always, leave out only',
  },
  half('from', 'to', 'when does it end? "24:00" is the end of the day'),
  half('to', 'from', 'when does it begin? "00:00" is the beginning of the day'),
]);

/** Hours have two ends: whole days have none. */
function half(given: 'from' | 'to', lacking: 'from' | 'to', ask: string): Coherence<Written> {
  return {
    of: ['from', 'to'],
    at: given,
    missing: true,
    holds: (written) => written[given] === undefined || written[lacking] !== undefined,
    wrong: () => `"${lacking}" is missing: ${ask}`,
    hint: 'without both, the days are meant from 00:00 to 24:00',
  };
}

function layer(names: Names) {
  const schema = z
    .strictObject({
      name: label.optional().describe('Shown to people. Default: layer and its number.'),
      people: z
        .array(reference(names, 'people'))
        .min(1)
        .meta({ title: 'a list of one or more people' })
        .describe('Who takes turns, in this order.'),
      shift: shift.optional().describe('How long a turn lasts.'),
      hand_off: timeOfDay.optional().describe('At what time of day turns change.'),
      starts: date.optional().describe('The day of the first hand-off, to the first person.'),
      only: z
        .array(restriction)
        .min(1)
        .optional()
        .meta({ title: 'a list of one or more spans of time' })
        .describe('When the layer applies. Default: always.'),
    })
    .meta({ title: 'a mapping with people, shift, hand_off and starts' });
  const rotates = (key: 'shift' | 'hand_off' | 'starts', why: string) => ({
    of: [key] as const,
    missing: true as const,
    holds: (value: z.output<typeof schema>) => !takeTurns(value.people) || value[key] !== undefined,
    wrong: () => `"${key}" is missing: ${why}`,
    hint: 'only a layer with a single person needs no turns',
  });
  return coherent(schema, [
    rotates('shift', 'how long is a turn? Such as 12h, 1d or 1w'),
    rotates('hand_off', 'at what time do turns change? Such as 07:00'),
    rotates('starts', 'on which day is the first hand-off? Such as 2026-01-05'),
  ]);
}

/** It is called even if one of them is invalid, so it accepts anything. */
function takeTurns(people: unknown): boolean {
  return Array.isArray(people) && people.length > 1;
}

/** Who is on call when. */
export function schedule(names: Names) {
  return z
    .strictObject({
      time_zone: timeZone.optional().describe('Default: the time_zone of the file.'),
      layers: z
        .array(layer(names))
        .min(1)
        .meta({ title: 'a list of one or more layers' })
        .describe('Where two cover the same moment, the later one wins.'),
    })
    .meta({ title: 'a mapping with time_zone and layers' });
}
