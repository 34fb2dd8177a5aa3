import { z } from 'zod';
import { WEEKDAYS } from '#core/oncall/schedule.ts';
import { type Coherence, coherent } from './coherent.ts';
import { date, endOfSpan, shift, timeOfDay, timeZone } from './formats.ts';
import { dateOrHolidays, type Names, reference } from './names.ts';
import { label } from './page-text.ts';

const days = z
  .array(z.enum(WEEKDAYS).meta({ title: `one of ${WEEKDAYS.join(', ')}` }))
  .min(1)
  .optional()
  .meta({ title: 'a list of one or more days, such as [sat, sun]' });

const SPAN = {
  days: days.describe('Days on which the span begins. Default: every day.'),
  from: timeOfDay.optional().describe('When the span begins. Default, without to: 00:00.'),
  to: endOfSpan
    .optional()
    .describe(
      'When it ends; at or before `from` means on the next day. Default, without from: 24:00.',
    ),
};

const BOTH_ENDS = { minProperties: 1, dependentRequired: { from: ['to'], to: ['from'] } };

const ENDS = [
  half('from', 'to', 'when does it end? "24:00" is the end of the day'),
  half('to', 'from', 'when does it begin? "00:00" is the beginning of the day'),
] as const;

/** A span of time in each week. */
export const restriction = coherent(
  z.strictObject(SPAN).meta({ title: 'a mapping with days, from and to', ...BOTH_ENDS }),
  [
    {
      of: ['days', 'from', 'to'],
      missing: true,
      holds: (written) => Object.keys(written).length > 0,
      wrong: () => 'the span is empty',
      hint: 'write days, or from and to, or both; to apply always, leave out only',
    },
    ...ENDS,
  ],
);

/** The same, or on dates and the days of lists of holidays. */
function datedRestriction(names: Names) {
  const schema = z
    .strictObject({
      ...SPAN,
      dates: z
        .array(dateOrHolidays(names))
        .min(1)
        .optional()
        .meta({ title: 'a list of one or more dates or names of lists of holidays' })
        .describe(
          'Dates on which the span begins, and lists of holidays. With days, both must hold. Default: every date.',
        ),
    })
    .meta({ title: 'a mapping with days, dates, from and to', ...BOTH_ENDS });
  return coherent(schema, [
    {
      of: ['days', 'dates', 'from', 'to'],
      missing: true,
      holds: (written) => Object.keys(written).length > 0,
      wrong: () => 'the span is empty',
      hint: 'write days, or from and to, or both, or dates; to apply always, leave out only',
    },
    ...ENDS,
  ]);
}

interface Ends {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Spans of time in which something applies, as `only` and `except` have them. */
export function spansOf(names: Names) {
  return z
    .array(datedRestriction(names))
    .min(1)
    .meta({ title: 'a list of one or more spans of time' });
}

/** Hours have two ends: whole days have none. */
function half(given: 'from' | 'to', lacking: 'from' | 'to', ask: string): Coherence<Ends> {
  return {
    of: ['from', 'to'],
    at: given,
    missing: true,
    holds: (written) => written[given] === undefined || written[lacking] !== undefined,
    wrong: () => `"${lacking}" is missing: ${ask}`,
    hint: 'without both, the days are meant from 00:00 to 24:00',
  };
}

const handOffs = z
  .array(
    z
      .strictObject({
        days: days.describe('On which days. Default: every day.'),
        at: z
          .array(timeOfDay)
          .min(1)
          .meta({ title: 'a list of one or more times of day' })
          .describe('When turns change on these days.'),
      })
      .meta({ title: 'a mapping with days and at' }),
  )
  .min(1)
  .meta({ title: 'a list of one or more mappings with days and at' });

function layer(names: Names) {
  const person = reference(names, 'people');
  const crew = z
    .array(person)
    .min(1)
    .refine((people) => new Set(people).size === people.length, {
      error: 'a person stands twice in one turn',
    });
  const spans = spansOf(names).optional();
  const schema = z
    .strictObject({
      name: label.optional().describe('Shown to people. Default: layer and its number.'),
      people: z
        .array(
          z
            .union([person, crew])
            .meta({ title: 'the name of a person, or a list of those of several' }),
        )
        .min(1)
        .meta({ title: 'a list of one or more people' })
        .describe('Who takes turns, in this order; [anna, bo] have one together.'),
      shift: shift.optional().describe('How long a turn lasts.'),
      hand_off: timeOfDay.optional().describe('At what time of day turns change.'),
      hand_offs: handOffs
        .optional()
        .describe('Instead of shift and hand_off: when turns change in each week.'),
      starts: date.optional().describe('The day of the first hand-off, to the first person.'),
      time_zone: timeZone.optional().describe('Default: that of the schedule.'),
      when_away: z
        .enum(['pass_over', 'leave_open'])
        .default('leave_open')
        .meta({ title: 'pass_over or leave_open' })
        .describe(
          'What becomes of a turn whose people are away: a colleague trades it, or nobody has it.',
        ),
      only: spans.describe('When the layer applies. Default: always.'),
      except: spans.describe('When it does not apply all the same. Default: never.'),
    })
    .meta({ title: 'a mapping with people, shift, hand_off and starts' });
  return coherent(schema, [
    rotates('shift', 'how long is a turn? Such as 12h, 1d or 1w'),
    rotates('hand_off', 'at what time do turns change? Such as 07:00'),
    rotates('starts', 'on which day is the first hand-off? Such as 2026-01-05'),
    oneWay('shift'),
    oneWay('hand_off'),
  ]);
}

/** What a layer says of its turns. */
interface Turns {
  readonly people: unknown;
  readonly shift?: unknown;
  readonly hand_off?: unknown;
  readonly hand_offs?: unknown;
  readonly starts?: unknown;
}

function rotates(key: 'shift' | 'hand_off' | 'starts', why: string): Coherence<Turns> {
  return {
    of: key === 'starts' ? [key] : [key, 'hand_offs'],
    missing: true,
    holds: (value) =>
      !takeTurns(value.people) ||
      value[key] !== undefined ||
      (key !== 'starts' && value.hand_offs !== undefined),
    wrong: () => `"${key}" is missing: ${why}`,
    hint: 'only a layer with a single person needs no turns',
  };
}

function oneWay(key: 'shift' | 'hand_off'): Coherence<Turns> {
  return {
    of: [key, 'hand_offs'],
    at: key,
    holds: (value) => value[key] === undefined || value.hand_offs === undefined,
    wrong: () => `"${key}" and "hand_offs" both say when turns change`,
    hint: 'turns of one length: shift and hand_off; of several: hand_offs alone',
  };
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
