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
import { BY_WORDS, byQuery, next, pageQuery } from '#http/query-contract.ts';
import { KINDS, NEW_SILENCE, SILENCE_PAGES } from './silences.requests.ts';

const SILENCE = {
  id: z.string(),
  kind: z.enum(KINDS),
  status: z.enum(['pending', 'active', 'expired']),
  matchers: list(z.string()).describe('what an alert must match, all of them: `subject="bed-7"`'),
  startsAt: moment,
  endsAt: moment,
  comment: z.string(),
  createdAt: moment,
  createdBy: z.string(),
  createdByKey: z.string().optional().describe('the name of the key that was used on their behalf'),
  byPerson: z.literal(true).optional().describe('`createdBy` is a person of the config'),
  updatedAt: moment.optional(),
  endedBy: z.string().optional(),
  endedByKey: z.string().optional(),
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

const occurrence = z.strictObject({ startsAt: moment, endsAt: moment });

const maintenanceWindow = z
  .strictObject({
    id: z.string(),
    matchers: list(z.string()),
    cron: z.string().describe("when it begins, as Debian's cron runs it"),
    timeZone: z.string(),
    minutes: z.int().describe('how long it lasts each time'),
    comment: z.string(),
    occurrences: list(occurrence).describe('the next ten; the first may be going on'),
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
      cron: z.string().describe('if it is to recur in the config: when it begins'),
      minutes: z.string().describe('how long it is to last then each time'),
      zone: z.string().describe('of `cron`; that of the config unless it is given'),
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
              .describe('the next ten, where `cron` is given'),
          })
          .meta({ id: 'SilencePreview' }),
      ),
    },
    example: { query: { filter: 'subject="bed-7"' } },
  },
  'POST /v1/silences': {
    operationId: 'setSilence',
    tag: 'silences',
    summary: 'Silences alerts, now or for a planned time.',
    description:
      'Alerts that match every matcher are recorded and page nobody until it ends. With an `id` of your own it is harmless to ask again: the same silence is answered 200.',
    access: { right: 'lead' },
    body: jsonBody(NEW_SILENCE, {
      id: 'an id of your own',
      matchers:
        'on `rule`, `service`, `subject`, `metric`, `severity` and the labels of alerts: `=`, `!=`, `=~`, `!~`. One at least must ask for a value',
      kind: '`silence` unless it is given',
      startsAt: 'now unless it is given',
      endsAt: 'either this or `minutes`',
      minutes: 'how long it lasts',
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
    access: { right: 'lead' },
    path: { id: z.string().describe('the id of a silence') },
    query: byQuery,
    answers: { 200: jsonAnswer('It has ended.', silence) },
    problems: ['unknown_name', 'not_found'],
    example: { path: { id: 'bed-7-bath' }, query: { by: 'anna' } },
  },
} satisfies Record<string, Operation>;
