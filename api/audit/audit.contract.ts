import { z } from 'zod';
import { AUDIT_ACTIONS } from '#core/audit/actions.ts';
import { list, moment, type Operation } from '#http/contract.ts';
import { exportedAnswer, formatQuery, next, pageQuery } from '#http/query-contract.ts';
import { AUDIT_PAGES } from './audit.requests.ts';

const values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

const entry = z
  .strictObject({
    at: moment.describe('when it was asked for'),
    id: z.string(),
    who: z.strictObject({
      kind: z
        .enum(['person', 'key', 'link', 'platform', 'nobody'])
        .describe('with what: signed in, by a key, by the link of a page, by itself, by nothing'),
      by: z.string().describe('a person, by id, or the key'),
      key: z.string().optional().describe('the name of the key that was used in their name'),
      keyId: z.string().optional(),
    }),
    from: z
      .strictObject({ network: z.string(), agent: z.string().optional() })
      .optional()
      .describe('the network address, of IPv6 its first half, and what the program calls itself'),
    action: z.enum(Object.keys(AUDIT_ACTIONS) as [keyof typeof AUDIT_ACTIONS]),
    object: z.strictObject({ kind: z.string(), id: z.string() }).optional(),
    subjects: list(z.string()).optional().describe('whom it concerns, at most 20'),
    outcome: z
      .enum(['begun', 'done', 'refused', 'failed'])
      .describe('`begun`: what became of it is not known'),
    reason: z.string().optional().describe('why not: the kind of the problem'),
    before: values.optional(),
    after: values.optional(),
  })
  .meta({ id: 'AuditEntry' });

export const AUDIT = {
  'GET /v1/audit': {
    operationId: 'listAudit',
    tag: 'audit',
    summary: 'Lists the audit trail, newest first.',
    description:
      'A page may hold few entries, or none, and be followed by others. Exports go on at the address in the header `Link`; the first line of the first page of CSV names the columns.',
    access: { right: 'admin' },
    query: {
      ...pageQuery(AUDIT_PAGES),
      ...formatQuery,
      person: z.string().describe('only what this person or key did, or what was done to them'),
      subject: z.string().describe('only what concerns this subject, by its id'),
      action: z.string().describe('only this action, or the part before its dot: `silence`'),
      from: z.string().describe('not before; 31 days before `to` unless it is given'),
      to: z.string().describe('not after; now unless it is given'),
    },
    answers: {
      200: exportedAnswer(
        'A page of entries.',
        z.strictObject({ entries: list(entry), next }).meta({ id: 'AuditEntries' }),
      ),
    },
    example: { query: { person: 'anna', action: 'silence' } },
  },
} satisfies Record<string, Operation>;
