import { z } from 'zod';
import { SCOPES } from '#core/access/right.ts';
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
import { KEY_PAGES, NEW_KEY } from './keys.requests.ts';

const KEY = {
  id: z.string(),
  name: z.string(),
  scopes: list(z.enum(SCOPES)),
  createdAt: moment,
  createdBy: z.string().optional(),
  createdByKey: z.string().optional(),
  revokedAt: moment.optional(),
  revokedBy: z.string().optional(),
  revokedByKey: z.string().optional(),
};

const key = z.strictObject(KEY).meta({ id: 'Key' });

export type KeyView = ViewOf<typeof key>;

export const KEYS = {
  'GET /v1/keys': {
    operationId: 'listKeys',
    tag: 'keys',
    summary: 'Lists keys without their secrets, oldest first.',
    access: { right: 'admin' },
    query: pageQuery(KEY_PAGES),
    answers: {
      200: jsonAnswer(
        'A page of keys.',
        z.strictObject({ keys: list(key), next }).meta({ id: 'Keys' }),
      ),
    },
    example: { query: { status: 'valid' } },
  },
  'POST /v1/keys': {
    operationId: 'createKey',
    tag: 'keys',
    summary: 'Creates a key.',
    description: 'The key itself is in this answer and nowhere else.',
    access: { right: 'admin' },
    body: jsonBody(NEW_KEY, {
      name: 'what uses it. It stands in lists, and in timelines',
      scopes:
        'what it may do: `samples` sends, `read` asks, `respond` acts, `admin` does all of it and manages keys and contacts',
      by: BY_WORDS,
    }),
    answers: {
      201: madeAnswer(
        'The key. Keep it: it is not told again.',
        z.strictObject({ ...KEY, key: z.string() }).meta({ id: 'NewKey' }),
        'revokeKey',
      ),
    },
    problems: ['unknown_name'],
    example: { body: { name: 'telemetry gateway', scopes: ['samples'], by: 'anna' } },
  },
  'DELETE /v1/keys/{id}': {
    operationId: 'revokeKey',
    tag: 'keys',
    summary: 'Revokes a key. It stays in the list.',
    access: { right: 'admin' },
    path: { id: z.string().describe('the id of a key: the part after `wb_`') },
    query: byQuery,
    answers: { 200: jsonAnswer('It is revoked.', key) },
    problems: ['unknown_name', 'not_found', 'refused'],
    example: { path: { id: '{key}' }, query: { by: 'anna' } },
  },
} satisfies Record<string, Operation>;
