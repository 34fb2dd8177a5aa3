import { z } from 'zod';
import {
  type FormContract,
  jsonAnswer,
  list,
  moment,
  type Operation,
  type ViewOf,
} from '#http/contract.ts';
import { POSTED_SILENCE } from './alertmanager.requests.ts';

const labels = z.record(z.string(), z.string());

/** Its clients read an error as a JSON string. */
const FORM: FormContract = { content: { 'application/json': z.string() } };

const receiver = z.strictObject({ name: z.string() }).meta({ id: 'Receiver' });

const gettableAlert = z
  .strictObject({
    fingerprint: z.string(),
    labels,
    annotations: labels,
    startsAt: moment,
    updatedAt: moment,
    endsAt: moment,
    generatorURL: z.string(),
    receivers: list(receiver),
    status: z.strictObject({
      state: z.enum(['active', 'suppressed']),
      silencedBy: list(z.string()),
      inhibitedBy: list(z.string()),
      mutedBy: list(z.string()),
    }),
  })
  .meta({ id: 'gettableAlert' });

const alertGroup = z
  .strictObject({ labels, receiver, alerts: list(gettableAlert) })
  .meta({ id: 'alertGroup' });

const gettableSilence = z
  .strictObject({
    id: z.string(),
    matchers: list(
      z.strictObject({
        name: z.string(),
        value: z.string(),
        isRegex: z.boolean(),
        isEqual: z.boolean(),
      }),
    ),
    startsAt: moment,
    endsAt: moment,
    updatedAt: moment,
    createdBy: z.string(),
    comment: z.string(),
    status: z.strictObject({ state: z.enum(['pending', 'active', 'expired']) }),
  })
  .meta({ id: 'gettableSilence' });

const postableAlert = z
  .looseObject({
    labels: labels.describe('identify the alert; at least one has a value'),
    annotations: labels.optional(),
    startsAt: z.string().optional(),
    endsAt: z.string().optional().describe('one in the past ends the alert'),
    generatorURL: z.string().optional(),
  })
  .meta({ id: 'postableAlert' });

const webhook = z
  .looseObject({ version: z.literal('4'), alerts: list(postableAlert) })
  .meta({ id: 'AlertmanagerWebhook' });

const shared = { tag: 'alertmanager', form: FORM } as const;

const alertQuery = {
  filter: list(z.string()).describe('a matcher, such as `severity="critical"`; may be repeated'),
  receiver: z.string().describe('a regular expression for the service'),
  active: z.enum(['true', 'false']),
  silenced: z.enum(['true', 'false']),
  inhibited: z.enum(['true', 'false']),
  unprocessed: z.string().describe('nothing is ever unprocessed'),
};

const WARNED = {
  'wardbell-warning': 'why the answer may not be what was meant, or how much is left out',
};

const silenceId = { id: z.string().describe('the id of a silence') };

export type AlertView = ViewOf<typeof gettableAlert>;
export type GroupView = ViewOf<typeof alertGroup>;
export type SilenceView = ViewOf<typeof gettableSilence>;

export const CONTRACT = {
  'POST /api/v2/alerts': {
    ...shared,
    operationId: 'postAlerts',
    summary: 'Takes external alerts, of Prometheus and others, and of the webhook.',
    description:
      'Only where all were taken it is answered 200; otherwise a sentence says which were not, and why.',
    access: { key: 'samples' },
    body: { content: { 'application/json': z.union([list(postableAlert), webhook]) } },
    answers: { 200: { description: 'All of them are taken.' } },
    form: { ...FORM, statuses: { rate_limited: 503 } },
    example: {
      body: [
        {
          labels: { alertname: 'ServerDown', instance: 'pacs-1', severity: 'critical' },
          annotations: { summary: 'PACS does not answer' },
        },
      ],
    },
  },
  'GET /api/v2/alerts': {
    ...shared,
    operationId: 'listAlerts',
    summary: 'Lists the firing alerts of open incidents, by rules and external ones.',
    access: { key: 'read' },
    query: alertQuery,
    answers: {
      200: { ...jsonAnswer('The alerts, worst first.', list(gettableAlert)), headers: WARNED },
    },
    problems: ['invalid'],
    example: { query: { silenced: 'false' } },
  },
  'GET /api/v2/alerts/groups': {
    ...shared,
    operationId: 'listAlertGroups',
    summary: 'Lists the same alerts, grouped by incident.',
    access: { key: 'read' },
    query: alertQuery,
    answers: {
      200: {
        ...jsonAnswer('A group for each incident.', list(alertGroup)),
        headers: WARNED,
      },
    },
    problems: ['invalid'],
    example: {},
  },
  'GET /api/v2/silences': {
    ...shared,
    operationId: 'listAlertmanagerSilences',
    summary: 'Lists silences as amtool, Grafana and karma read them.',
    access: { key: 'read' },
    query: { filter: alertQuery.filter },
    answers: { 200: jsonAnswer('The silences.', list(gettableSilence)) },
    problems: ['invalid'],
    example: {},
  },
  'POST /api/v2/silences': {
    ...shared,
    operationId: 'postAlertmanagerSilence',
    summary: 'Creates a silence, or changes the one with the given id.',
    access: { key: 'respond' },
    body: { content: { 'application/json': POSTED_SILENCE } },
    answers: {
      200: {
        ...jsonAnswer('Its id.', z.strictObject({ silenceID: z.string() })),
        headers: WARNED,
      },
    },
    problems: ['not_found'],
    example: {
      body: {
        matchers: [{ name: 'subject', value: 'bed-8', isRegex: false, isEqual: true }],
        startsAt: '2026-03-12T03:14:00Z',
        endsAt: '2026-03-12T05:14:00Z',
        createdBy: 'anna',
        comment: 'In the bath.',
      },
    },
  },
  'GET /api/v2/silence/{id}': {
    ...shared,
    operationId: 'getAlertmanagerSilence',
    summary: 'Returns one silence.',
    access: { key: 'read' },
    path: silenceId,
    answers: { 200: jsonAnswer('The silence.', gettableSilence) },
    problems: ['not_found'],
    example: { path: { id: 'bed-7-bath' } },
  },
  'DELETE /api/v2/silence/{id}': {
    ...shared,
    operationId: 'endAlertmanagerSilence',
    summary: 'Ends a silence now.',
    access: { key: 'respond' },
    path: silenceId,
    answers: { 200: { description: 'It has ended.' } },
    problems: ['not_found'],
  },
  'GET /api/v2/status': {
    ...shared,
    operationId: 'getAlertmanagerStatus',
    summary: 'Returns the routes, in the form of an Alertmanager configuration.',
    access: { key: 'read' },
    answers: {
      200: jsonAnswer(
        'How it stands.',
        z
          .strictObject({
            cluster: z.strictObject({
              status: z.literal('disabled'),
              name: z.string(),
              peers: list(z.unknown()),
            }),
            versionInfo: z.record(z.string(), z.string()),
            config: z.strictObject({ original: z.string() }),
            uptime: moment,
          })
          .meta({ id: 'alertmanagerStatus' }),
      ),
    },
    example: {},
  },
  'GET /api/v2/receivers': {
    ...shared,
    operationId: 'listReceivers',
    summary: 'Lists the services, and heartbeats that wait for alerts.',
    access: { key: 'read' },
    answers: { 200: jsonAnswer('The receivers.', list(receiver)) },
    example: {},
  },
  'GET /-/healthy': probe('isHealthy'),
  'GET /-/ready': probe('isReady'),
} satisfies Record<string, Operation>;

function probe(operationId: string): Operation {
  return {
    operationId,
    tag: 'alertmanager',
    summary: 'Returns that the server answers. `GET /v1/health` returns whether all is well.',
    access: 'anybody',
    answers: { 200: { description: 'OK', content: { 'text/plain': 'text' } } },
    example: {},
  };
}
