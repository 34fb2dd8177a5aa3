import { z } from 'zod';
import { jsonAnswer, jsonBody, list, type Operation } from '#http/contract.ts';
import type { BodySchema } from '#http/fields.ts';
import { BY_WORDS, next, pageQuery } from '#http/query-contract.ts';
import { actionAnswer, incidentSummary, incidentWhole } from './incident.contract.ts';
import { ACTIONS, type ActionName, INCIDENT_PAGES, MAX_DAYS } from './incidents.requests.ts';

const id = { id: z.string().describe('the id of an incident, as in lists and pages') };

const by = { by: BY_WORDS };

function acts<Name extends ActionName>(
  name: Name,
  told: Pick<Operation, 'operationId' | 'summary' | 'description' | 'problems'>,
  words: Readonly<Record<keyof (typeof ACTIONS)[Name]['fields'] & string, string>>,
  example: object = { by: 'anna' },
): Operation {
  const schema: BodySchema = ACTIONS[name];
  return {
    at: `/v1/incidents/{id}/${name}`,
    tag: 'incidents',
    access: { right: 'respond' },
    path: id,
    body: jsonBody(schema, words),
    answers: { 200: jsonAnswer('What came of it, and how the incident stands now.', actionAnswer) },
    ...told,
    problems: ['unknown_name', 'not_found', 'refused', ...(told.problems ?? [])],
    example: { path: { id: '{incident}' }, body: example },
  };
}

export const INCIDENTS = {
  'GET /v1/incidents': {
    operationId: 'listIncidents',
    tag: 'incidents',
    summary: 'Lists incidents, the newest first.',
    description: `Those that are open, or with \`status=all\` also those opened in the last \`days\`. The canary's are left out.`,
    access: { right: 'read' },
    query: {
      ...pageQuery(INCIDENT_PAGES),
      status: z.enum(['open', 'all']).describe('`open` by default'),
      days: z
        .int()
        .min(1)
        .max(MAX_DAYS)
        .describe('how many days back `status=all` goes; 7 by default'),
      subject: z.string().describe('only those about this subject, by id or by its name in pages'),
      service: z.string().describe('only those of this service'),
      person: z
        .string()
        .describe('only those that this person has, or was paged about and has not answered'),
      filter: list(z.string()).describe(
        'only those with an alert that this matches, written as a matcher of a silence: `ward="icu"`; once for each matcher',
      ),
    },
    answers: {
      200: jsonAnswer(
        'A page of incidents.',
        z.strictObject({ incidents: list(incidentSummary), next }).meta({ id: 'Incidents' }),
      ),
    },
    problems: ['unknown_name'],
    example: { query: { status: 'open', severity: 'critical' } },
  },
  'GET /v1/incidents/{id}': {
    operationId: 'getIncident',
    tag: 'incidents',
    summary: 'Returns everything about one incident.',
    description:
      'Its alerts, its pages with what became of them, its timeline, and what was changed shortly before.',
    access: { right: 'read' },
    path: id,
    query: {
      zone: z
        .string()
        .describe(
          'in which time zone its timeline is told; `time_zone` of the config unless given',
        ),
    },
    answers: { 200: jsonAnswer('The incident.', incidentWhole) },
    problems: ['not_found'],
    example: { path: { id: '{incident}' } },
  },
  'POST /v1/incidents/{id}/{action}': [
    acts(
      'ack',
      {
        operationId: 'acknowledgeIncident',
        summary: 'Takes responsibility: nobody else is paged about it.',
        description:
          'It covers the alerts that fire then. It expires after the `ack_timeout` of the policy, and pages again.',
      },
      by,
    ),
    acts(
      'take-over',
      { operationId: 'takeOverIncident', summary: 'Takes responsibility from whoever has it.' },
      by,
    ),
    acts(
      'note',
      { operationId: 'noteOnIncident', summary: 'Writes a note into the timeline.' },
      { ...by, text: 'what is noted. It stands in no page' },
      { by: 'anna', text: 'The sensor was put on again.' },
    ),
    acts(
      'snooze',
      {
        operationId: 'snoozeIncident',
        summary: 'Takes responsibility for a while, and pages again then.',
      },
      { ...by, until: 'until when; either this or `minutes`', minutes: 'for how long' },
      { by: 'anna', minutes: 30 },
    ),
    acts(
      'reassign',
      { operationId: 'reassignIncident', summary: 'Pages somebody else, or a schedule.' },
      {
        ...by,
        to: 'a person or a schedule; `person:` or `schedule:` before it tells two of the same name apart',
      },
      { by: 'anna', to: 'anna' },
    ),
    acts(
      'decline',
      {
        operationId: 'declineIncident',
        summary: 'Does not take it: the next person is paged now.',
      },
      by,
    ),
    acts(
      'escalate',
      { operationId: 'escalateIncident', summary: 'Pages the next step of the policy now.' },
      by,
    ),
    acts(
      'silence',
      {
        operationId: 'silenceIncident',
        summary: 'Silences its alerts for a while. It stays open.',
        description: 'A responder does so for 60 minutes at most; for longer it takes a `lead`.',
        problems: [],
      },
      { ...by, minutes: 'for how long' },
      { by: 'anna', minutes: 60 },
    ),
    acts(
      'resolve',
      {
        operationId: 'resolveIncident',
        summary: 'Ends it by hand.',
        description:
          'Where alerts still fire it is answered 409 `still_firing`, until it is asked with `"stillFiring": "confirmed"`.',
        problems: ['still_firing'],
      },
      { ...by, stillFiring: '`confirmed`: resolve it although alerts fire' },
      { by: 'anna', stillFiring: 'confirmed' },
    ),
    acts(
      'noise',
      {
        operationId: 'markNoise',
        summary: 'Says that it asked for nothing that anybody had to do.',
        description:
          'It counts so in the report of the burden of alarms, also after it is over. It answers nothing: an open incident pages on.',
        problems: [],
      },
      by,
    ),
    acts(
      'not-noise',
      { operationId: 'unmarkNoise', summary: 'Takes back that it was noise.', problems: [] },
      by,
    ),
    acts(
      'undo',
      {
        operationId: 'undoResolution',
        summary: 'Takes back that it was resolved by hand, for ten minutes.',
      },
      by,
    ),
  ],
} satisfies Record<string, Operation | readonly Operation[]>;
