import { z } from 'zod';
import { SEVERITIES } from '#core/alert/severity.ts';
import { EMPTY_TARGETS } from '#core/escalation/reason.ts';
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
import {
  DUTY_PAGES,
  MOST_SPANS,
  NEW_NOTE,
  NEW_OVERRIDE,
  OVERRIDE_PAGES,
  SERVICE_DUTY_PAGES,
  TURN_DAYS,
  TURN_PAGES,
} from './oncall.requests.ts';

const note = z
  .strictObject({
    schedule: z.string(),
    text: z.string(),
    createdAt: moment,
    ...AUTHOR,
    until: moment.describe('the end of the turn of whom it is for'),
  })
  .meta({ id: 'HandOffNote' });

const duty = z
  .strictObject({
    schedule: z.string(),
    by: z.enum(['override', 'layer', 'nobody']).describe('why it is this person'),
    person: z.string().optional().describe('absent if nobody is on call'),
    name: z.string().optional(),
    layer: z.string().optional(),
    override: z.string().optional(),
    until: moment.describe('at least until then'),
    nextPerson: z.string().optional().describe('who follows; left out: nobody, or nobody yet'),
    nextName: z.string().optional(),
    timeZone: z.string(),
    passedOver: list(
      z.strictObject({
        override: z.string(),
        person: z.string(),
        to: moment,
        reason: z.string(),
      }),
    ).describe('overrides without effect, since their people cannot be paged'),
    notes: list(note)
      .optional()
      .describe('what was left for them, the oldest first; left out: nothing'),
  })
  .meta({ id: 'Duty' });

const turn = z
  .strictObject({
    schedule: z.string(),
    from: moment,
    to: moment,
    by: z.enum(['override', 'layer', 'nobody']).describe('`nobody`: a gap'),
    person: z.string().optional(),
    name: z.string().optional(),
    layer: z.string().optional(),
    rank: z
      .int()
      .optional()
      .describe('the place of the layer in its schedule, from 1, where each is asked for'),
    override: z.string().optional(),
  })
  .meta({ id: 'Turn' });

const override = z
  .strictObject({
    id: z.string(),
    schedule: z.string(),
    person: z.string(),
    from: moment,
    to: moment,
    createdAt: moment,
    ...AUTHOR,
    instead: z.string().optional().describe('whose place alone it takes'),
    comment: z.string().optional().describe('why'),
    exchange: z
      .string()
      .optional()
      .describe('the cover or swap that it is of: it is removed as a whole, with the other half'),
    passedOver: z.string().optional().describe('why it has no effect'),
  })
  .meta({ id: 'Override' });

const span = { from: moment, to: moment };

const severities = list(z.enum(SEVERITIES));

const targetOnCall = z
  .strictObject({
    schedule: z.string().optional().describe('left out: the target is a person'),
    person: z.string().optional().describe('whom it leads to; absent if nobody is on call'),
    name: z.string().optional(),
    layer: z.string().optional(),
    override: z.string().optional(),
    until: moment.optional().describe('at least until then'),
    nextPerson: z.string().optional().describe('who follows; left out: nobody, or nobody yet'),
    nextName: z.string().optional(),
    unreachable: z
      .strictObject({ code: z.enum(EMPTY_TARGETS), reason: z.string() })
      .optional()
      .describe('why nobody can be paged by it; left out: somebody can'),
  })
  .meta({ id: 'TargetOnCall' });

const serviceOnCall = z
  .strictObject({
    service: z.string(),
    name: z.string(),
    escalations: list(
      z.strictObject({
        policy: z.string(),
        severities: severities.describe('those of which all this is true'),
        stages: list(
          z.strictObject({
            step: z.string().describe('which step, in words'),
            number: z.int().optional().describe('of a step; left out: the fallback'),
            afterSeconds: z.number().describe('how long after the first step it comes'),
            targets: list(targetOnCall),
          }),
        ),
      }),
    ),
    unpaged: severities.describe('those that page nobody'),
  })
  .meta({ id: 'ServiceOnCall' });

const more = z.int().optional().describe('how many more there are');

const overridePreview = z
  .strictObject({
    schedule: z.string(),
    ...span,
    changes: list(
      z.strictObject({
        ...span,
        before: z.string().optional().describe('who was on call; left out: nobody'),
        after: z.string().optional().describe('who is instead; left out: nobody'),
      }),
    ).describe(`the first ${MOST_SPANS} turns that change, as of the lists below`),
    moreChanges: more,
    gaps: list(z.strictObject(span)).describe('when nobody is on call then'),
    moreGaps: more,
    alsoOnCall: list(z.strictObject({ schedule: z.string(), ...span })).describe(
      'when whoever comes on call is so in another schedule too',
    ),
    moreAlsoOnCall: more,
    passedOverFor: severities.describe(
      'about which its person cannot be paged: it has no effect for these',
    ),
  })
  .meta({ id: 'OverridePreview' });

export type DutyView = ViewOf<typeof duty>;
export type HandOffNoteView = ViewOf<typeof note>;
export type TurnView = ViewOf<typeof turn>;
export type OverrideView = ViewOf<typeof override>;
export type ServiceOnCallView = ViewOf<typeof serviceOnCall>;
export type OverridePreviewView = ViewOf<typeof overridePreview>;

export const ONCALL = {
  'GET /v1/oncall': {
    operationId: 'listOnCall',
    tag: 'on call',
    summary: 'Returns who is on call, now or at a given time.',
    access: { right: 'read' },
    query: {
      ...pageQuery(DUTY_PAGES),
      schedule: z.string().describe('only this schedule'),
      person: z.string().describe('only where this person is on call'),
      at: z
        .string()
        .describe(
          'a time such as `2026-05-04T07:00:00Z`, or `2026-05-04 07:00` in the time_zone of the config; now unless it is given',
        ),
    },
    answers: {
      200: jsonAnswer(
        'A page of schedules.',
        z.strictObject({ at: moment, schedules: list(duty), next }).meta({ id: 'OnCall' }),
      ),
    },
    problems: ['unknown_name', 'not_found'],
    example: { query: { schedule: 'wards' } },
  },
  'POST /v1/oncall/note': {
    operationId: 'leaveNote',
    tag: 'on call',
    summary: 'Leaves a note for the next on call of a schedule, or takes it back.',
    description:
      'By whoever is on call, or was within the last day; a lead may at any time. It takes the place of what the same person has left before, and ends with the turn of whoever reads it: they get it in the notice that their turn has begun. Write nothing of patients: it leaves by e-mail.',
    access: { right: 'respond' },
    body: jsonBody(NEW_NOTE, {
      schedule: 'the id of a schedule',
      text: 'the note, in plain text; left out: takes back what was left',
      by: BY_WORDS,
    }),
    answers: { 200: jsonAnswer('It is left, or taken back; this is what it says.', note) },
    problems: ['unknown_name', 'not_found'],
    example: {
      body: { schedule: 'wards', text: 'The network is slow on ward 3, IT knows.', by: 'anna' },
    },
  },
  'GET /v1/oncall/services': {
    operationId: 'listServicesOnCall',
    tag: 'on call',
    summary: 'Returns whom an alert of each service would page, now or at a given time.',
    description:
      'By each step of its escalation policies, with overrides; and whether these people can be paged about that severity.',
    access: { right: 'read' },
    query: {
      ...pageQuery(SERVICE_DUTY_PAGES),
      service: z.string().describe('only this service'),
      at: z.string().describe('a time, written as `at` of `GET /v1/oncall`; now by default'),
    },
    answers: {
      200: jsonAnswer(
        'A page of services.',
        z
          .strictObject({ at: moment, services: list(serviceOnCall), next })
          .meta({ id: 'ServicesOnCall' }),
      ),
    },
    problems: ['unknown_name'],
    example: { query: { service: 'icu' } },
  },
  'GET /v1/turns': {
    operationId: 'listTurns',
    tag: 'on call',
    summary: 'Lists turns, by when they begin: a calendar.',
    description:
      'As they will be served: overrides over layers, and gaps where nobody is on call. A turn that has begun before `from`, or goes on after `to`, is cut there.',
    access: { right: 'read' },
    query: {
      ...pageQuery(TURN_PAGES),
      schedule: z.string().describe('only those of this schedule'),
      person: z.string().describe('only those of this person'),
      from: z
        .string()
        .describe('the beginning, written as `at` of `GET /v1/oncall`; now by default'),
      to: z
        .string()
        .describe(
          `until when, at most 400 days after \`from\`; ${TURN_DAYS} days after it unless it is given`,
        ),
      layers: z
        .enum(['each'])
        .describe(
          'the turns of each layer by itself instead, also where another layer or an override lies over it, without gaps; of two layers that with the higher `rank` wins',
        ),
    },
    answers: {
      200: jsonAnswer(
        'A page of turns.',
        z.strictObject({ from: moment, to: moment, turns: list(turn), next }).meta({ id: 'Turns' }),
      ),
    },
    problems: ['unknown_name', 'not_found'],
    example: { query: { schedule: 'wards', from: '2026-03-13', to: '2026-03-20' } },
  },
  'GET /v1/overrides': {
    operationId: 'listOverrides',
    tag: 'on call',
    summary: 'Lists overrides, by when they begin.',
    access: { right: 'read' },
    query: {
      ...pageQuery(OVERRIDE_PAGES),
      schedule: z.string().describe('only those of this schedule'),
      person: z.string().describe('only those of this person'),
    },
    answers: {
      200: jsonAnswer(
        'A page of overrides.',
        z.strictObject({ overrides: list(override), next }).meta({ id: 'Overrides' }),
      ),
    },
    problems: ['unknown_name'],
    example: {},
  },
  'GET /v1/overrides/preview': {
    operationId: 'previewOverride',
    tag: 'on call',
    summary: 'Returns what an override would change, before it is set or removed.',
    description: 'From now on, and for 400 days at most.',
    access: { right: 'read' },
    query: {
      schedule: z.string().describe('the id of a schedule'),
      person: z.string().describe('the id of whoever would take it'),
      from: z.string().describe('from when, written as `at` of `GET /v1/oncall`; now by default'),
      to: z.string().describe('until when'),
      without: z.string().describe('instead of all these: the id of an override to be removed'),
    },
    answers: {
      200: jsonAnswer(
        'What it would change. Nothing is no mistake: its person may be on call then already.',
        overridePreview,
      ),
    },
    problems: ['unknown_name'],
    example: {
      query: {
        schedule: 'wards',
        person: 'anna',
        from: '2026-03-13T07:00:00Z',
        to: '2026-03-13T19:00:00Z',
      },
    },
  },
  'POST /v1/overrides': {
    operationId: 'setOverride',
    tag: 'on call',
    summary: 'Lets somebody take a schedule for a while.',
    access: { right: 'respond' },
    body: jsonBody(NEW_OVERRIDE, {
      schedule: 'the id of a schedule',
      person: 'the id of whoever takes it',
      from: 'from when',
      to: 'until when; without a date it is the first such time after `from`',
      instead:
        'the id of the one colleague whose place they take, wherever that one would be on call; left out: the place of all',
      comment: 'why. It stands in no page',
      by: BY_WORDS,
    }),
    answers: { 201: madeAnswer('It is set.', override, 'removeOverride') },
    problems: ['unknown_name'],
    example: {
      body: {
        schedule: 'wards',
        person: 'anna',
        from: '2026-03-13T07:00:00Z',
        to: '2026-03-13T19:00:00Z',
        by: 'anna',
      },
    },
  },
  'DELETE /v1/overrides/{id}': {
    operationId: 'removeOverride',
    tag: 'on call',
    summary: 'Removes an override.',
    access: { right: 'respond' },
    description: 'One of a cover or a swap is withdrawn as a whole, with the other half.',
    path: { id: z.string().describe('the id of an override') },
    query: byQuery,
    answers: { 200: jsonAnswer('It is removed; this is what it was.', override) },
    problems: ['unknown_name', 'not_found', 'refused'],
    example: { path: { id: '{override}' }, query: { by: 'anna' } },
  },
} satisfies Record<string, Operation>;
