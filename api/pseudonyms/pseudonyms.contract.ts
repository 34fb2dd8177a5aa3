import { z } from 'zod';
import { jsonAnswer, jsonBody, type Operation } from '#http/contract.ts';
import { PSEUDONYM } from './pseudonyms.requests.ts';

export const PSEUDONYMS = {
  'POST /v1/pseudonyms': {
    operationId: 'makePseudonym',
    tag: 'platform',
    summary: 'Returns what stands for a patient, or for a user, where none may be named.',
    description:
      'For the watch list of the config, and to find out which user a `Person/…` of an alert is. It is always the same, and stored nowhere. Each request is a look in the audit trail.',
    access: { right: 'admin' },
    body: jsonBody(PSEUDONYM, {
      of: 'whose it is',
      name: 'the reference to the patient as AuditEvents have it, `Patient/123`, or `Patient?identifier=system|value` of one who is known by an identifier alone; of a user the identifier as `system|value`, the login name or the name',
    }),
    answers: {
      200: jsonAnswer(
        'The pseudonym.',
        z.strictObject({ pseudonym: z.string() }).meta({ id: 'Pseudonym' }),
      ),
    },
    example: { body: { of: 'patient', name: 'Patient/123' } },
  },
} satisfies Record<string, Operation>;
