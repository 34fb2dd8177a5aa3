import { z } from 'zod';
import {
  jsonAnswer,
  jsonBody,
  list,
  madeAnswer,
  moment,
  type Operation,
  type ViewOf,
} from '#http/contract.ts';
import { AUTHOR, BY_WORDS, byQuery, next, pageQuery } from '#http/query-contract.ts';
import { KINDS, NEW_SILENCE, SILENCE_PAGES } from './silences.requests.ts';

const occurrence = z.strictObject({ startsAt: moment, endsAt: moment });

/** When it recurs: by `cron`, or by `rrule` from `starts` on. */
const TIMES = {
  cron: z.string().optional().describe("when it begins, as Debian's cron runs it"),
  rrule: z.string().optional().describe('or by a recurrence rule of iCalendar'),
  starts: z.string().optional().describe('its first time, on the wall clock: `2027-01-05T01:00`'),
  from: moment.optional().describe('none begins before, by `cron`'),
  until: moment.optional().describe('none begins from then on; absent: it comes for good'),
  timeZone: z.string(),
  minutes: z.int().describe('how long it lasts each time'),
};

const occurrences = list(occurrence).describe('the next ten; the first may be going on');

const recurs = z
  .strictObject({
    ...TIMES,
    occurrences,
    current: z.string().optional().describe('the id of the time that goes on: it alone ends by it'),
  })
  .describe(
    'of one that recurs: `startsAt` and `endsAt` are those of the time that goes on or comes next',
  )
  .meta({ id: 'Recurs' });

const SILENCE = {
  id: z.string(),
  kind: z.enum(KINDS),
  status: z.enum(['pending', 'active', 'expired']),
  matchers: list(z.string()).describe('what an alert must match, all of them: `subject="bed-7"`'),
  startsAt: moment,
  endsAt: moment,
  comment: z.string(),
  createdAt: moment,
  ...AUTHOR,
  updatedAt: moment.optional(),
  endedBy: z.string().optional(),
  endedByKey: z.string().optional(),
  recurs: recurs.optional(),
};

const COVER = {
  alerts: z.int(),
  incidents: z.int(),
  subjects: list(z.string()).describe('what they are about, at most 20'),
  moreSubjects: z.int().optional().describe('number of further subjects'),
};

const covers = z
  .strictObject(COVER)
  .describe('how many alerts it covers now, and in how many incidents')
  .meta({ id: 'SilenceCover' });

/** A silence in lists. */
export const silence = z
  .strictObject({
    ...SILENCE,
    covers: covers.optional().describe('where it is asked for, unless it has ended'),
  })
  .meta({ id: 'Silence' });

const silenceSet = z
  .strictObject({
    ...SILENCE,
    covers: covers.optional(),
    warnings: list(z.string()).optional().describe('why it may not cover what was meant'),
  })
  .meta({ id: 'SilenceSet' });

const maintenanceWindow = z
  .strictObject({
    id: z.string(),
    matchers: list(z.string()),
    ...TIMES,
    comment: z.string(),
    occurrences,
  })
  .meta({ id: 'MaintenanceWindow' });

export type WindowView = ViewOf<typeof maintenanceWindow>;
export type SilenceView = ViewOf<typeof silence>;
export type CoverView = ViewOf<typeof covers>;

export const SILENCES = {
  'GET /v1/silences': {
    operationId: 'listSilences',
    tag: 'silences',
    summary:
      'Lists silences and maintenance windows, and those of the config; expired ones are removed after a week.',
    access: { right: 'read' },
    query: {
      ...pageQuery(SILENCE_PAGES),
      covers: z.enum(['now']).describe('whether each tells what it covers now'),
    },
    answers: {
      200: jsonAnswer(
        'A page of silences.',
        z
          .strictObject({
            silences: list(silence),
            windows: list(maintenanceWindow).describe('those of the config, which recur'),
            next,
          })
          .meta({ id: 'Silences' }),
      ),
    },
    example: { query: { status: 'active' } },
  },
  'GET /v1/silences/preview': {
    operationId: 'previewSilence',
    tag: 'silences',
    summary: 'Returns what a silence would cover now, before it is set.',
    access: { right: 'read' },
    query: {
      filter: list(z.string()).describe('its matchers, once for each: `ward="icu"`'),
      cron: z.string().describe('if it is to recur: when it begins'),
      rrule: z.string().describe('or by a recurrence rule of iCalendar'),
      startsAt: z.string().describe('of `rrule` the first time; of `cron` none begins before'),
      endsAt: z.string().describe('none begins from then on'),
      minutes: z.string().describe('how long it is to last then each time'),
      zone: z.string().describe('of its times; that of the config unless it is given'),
    },
    answers: {
      200: jsonAnswer(
        'What it would cover. Nothing is no mistake: it may be meant for what is still to come.',
        z
          .strictObject({
            ...COVER,
            warnings: list(z.string()).describe('why it may not cover what is meant'),
            occurrences: list(occurrence)
              .optional()
              .describe('the next ten, where `cron` or `rrule` is given'),
          })
          .meta({ id: 'SilencePreview' }),
      ),
    },
    example: { query: { filter: 'subject="bed-7"' } },
  },
  'POST /v1/silences': {
    operationId: 'setSilence',
    tag: 'silences',
    summary: 'Silences alerts, now, for a planned time, or again and again.',
    description:
      'With `cron` or `rrule` it recurs until it is ended, or until `endsAt`: 100 may at once, each beginning at most once an hour, over before it begins again, and covering at most nine tenths of the time. Alerts that match every matcher are recorded and page nobody until it ends. With an `id` of your own it is harmless to ask again: the same silence is answered 200.',
    access: { right: 'lead' },
    body: jsonBody(NEW_SILENCE, {
      id: 'an id of your own',
      matchers:
        'on `rule`, `service`, `subject`, `metric`, `severity` and the labels of alerts: `=`, `!=`, `=~`, `!~`. One at least must ask for a value',
      kind: '`silence` unless it is given, and `maintenance` of what recurs',
      startsAt: 'now unless it is given',
      endsAt: 'either this or `minutes`; of one that recurs none begins from then on',
      minutes: 'how long it lasts; what recurs each time, at most 10080, a week',
      cron: 'it recurs: when it begins; none begins before `startsAt`',
      rrule:
        'or by a recurrence rule of iCalendar, whose first time `startsAt` is: `FREQ=MONTHLY;BYDAY=2TU`',
      timeZone: 'of `cron` and `rrule`, and of times without an offset; that of the config',
      comment: 'why. It stands in no page',
      by: BY_WORDS,
    }),
    answers: {
      200: jsonAnswer('It was there already, under this id.', silenceSet),
      201: madeAnswer('It is set.', silenceSet, 'endSilence', 'getAlertmanagerSilence'),
    },
    problems: ['unknown_name', 'refused'],
    example: {
      body: {
        id: 'bed-7-bath',
        matchers: ['subject="bed-7"', 'rule="spo2-low"'],
        minutes: 30,
        comment: 'In the bath.',
        by: 'anna',
      },
    },
  },
  'DELETE /v1/silences/{id}': {
    operationId: 'endSilence',
    tag: 'silences',
    summary: 'Ends a silence now. What still fires pages.',
    description:
      'By the id of the time that goes on of one that recurs (`backup.20270103T0100Z`), that time alone ends, and the next ones come. A window of the config ends by a deployment without it.',
    access: { right: 'lead' },
    path: { id: z.string().describe('the id of a silence') },
    query: byQuery,
    answers: { 200: jsonAnswer('It has ended.', silence) },
    problems: ['unknown_name', 'not_found', 'refused'],
    example: { path: { id: 'bed-7-bath' }, query: { by: 'anna' } },
  },
} satisfies Record<string, Operation>;
