import { z } from 'zod';
import type { AnswerContract, FormContract, Operation } from '#http/contract.ts';

const text = { 'text/plain': 'text' } as const;

/** An invalid key is answered like an unknown heartbeat. */
const FORM: FormContract = { content: text, statuses: { unauthenticated: 404, unknown_name: 404 } };

const ANSWERS: Readonly<Record<number, AnswerContract>> = {
  200: { description: 'It is noted.', content: text },
  400: { description: 'The address is not that of a ping.', content: text },
  404: { description: 'There is no such heartbeat, or no such key.', content: text },
};

const uuid = z
  .string()
  .regex(/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/)
  .describe('the secret of one heartbeat; the config has its hash');

const key = z.string().describe('an API key with the scope `samples`, or a UUID');
const slug = z.string().describe('the heartbeat; after a UUID, what happened: see `signal`');
const signal = z
  .string()
  .regex(/^(start|fail|log|[0-9]{1,3})$/)
  .describe('what happened: `start`, `fail`, `log`, or the exit status of a job, 0 for success');

const query = {
  rid: z.string().describe('the UUID of a run, so that runs which overlap are told apart'),
};
const created = { create: z.string().describe('`1` creates a heartbeat that is not known') };

const CREATED: Readonly<Record<number, AnswerContract>> = {
  ...ANSWERS,
  201: { description: 'It is noted, and the heartbeat created.', content: text },
  403: { description: 'Pings have created too many heartbeats.', content: text },
};

const SAID = 'The body is not read: the output of a job may name a patient.';

/** The same by GET and by POST. */
function pings(verb: string, method: string): readonly Operation[] {
  const shared = { tag: 'pings', access: 'key elsewhere', form: FORM } as const;
  return [
    {
      ...shared,
      at: '/ping/{uuid}',
      operationId: `${verb}Heartbeat`,
      summary: 'Says that a job has succeeded, by the secret address of its heartbeat.',
      description: SAID,
      access: 'secret address',
      path: { uuid },
      query,
      answers: ANSWERS,
      ...(method === 'GET' && { example: { path: { uuid: '{uuid}' } } }),
    },
    {
      ...shared,
      at: '/ping/{key}/{slug}',
      operationId: `${verb}HeartbeatByName`,
      summary: 'Says that a job has succeeded, by a key and the name of its heartbeat.',
      description: `${SAID} With the UUID of a heartbeat in the place of the key, the second part says what happened.`,
      path: { key, slug },
      query: { ...query, ...created },
      answers: CREATED,
      ...(method === 'GET' && { example: { path: { key: '{samplesKey}', slug: 'backup' } } }),
    },
    {
      ...shared,
      at: '/ping/{key}/{slug}/{signal}',
      operationId: `${verb}HeartbeatSignal`,
      summary: 'Says that a job begins, has failed, or with which exit status it has ended.',
      description: SAID,
      path: { key, slug, signal },
      query: { ...query, ...created },
      answers: CREATED,
      ...(method === 'GET' && {
        example: { path: { key: '{samplesKey}', slug: 'backup', signal: 'start' } },
      }),
    },
  ];
}

export const CONTRACT = {
  'GET /ping/{proxy+}': pings('ping', 'GET'),
  'POST /ping/{proxy+}': pings('post', 'POST'),
} satisfies Record<string, Operation | readonly Operation[]>;
