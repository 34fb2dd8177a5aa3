import { z } from 'zod';
import { list, type Operation } from '#http/contract.ts';
import { exportedAnswer, formatQuery, next, pageQuery } from '#http/query-contract.ts';
import { loggedPage } from './page.contract.ts';
import { PAGE_LOG_DAYS, PAGE_LOG_PAGES } from './pages.requests.ts';

export const PAGES = {
  'GET /v1/pages': {
    operationId: 'listPages',
    tag: 'pages',
    summary: 'Lists the pages on record, newest first.',
    description:
      "Whatever became of them; the canary's are left out. A page of the list may hold few, or none, and be followed by others. Exports go on at the address in the header `Link`; the first line of the first page of CSV names the columns. On AWS pages that a version before this list has written are found by `incident` alone.",
    access: { right: 'read' },
    query: {
      ...pageQuery(PAGE_LOG_PAGES),
      ...formatQuery,
      person: z.string().describe('only those to this person, by id'),
      service: z.string().describe('only those about incidents of this service'),
      incident: z
        .string()
        .describe('only those about this incident, by its id; then from its beginning on'),
      from: z
        .string()
        .describe(`not before; ${PAGE_LOG_DAYS} days before \`to\` unless it is given`),
      to: z.string().describe('not after; now unless it is given'),
    },
    answers: {
      200: exportedAnswer(
        'A page of the list.',
        z.strictObject({ pages: list(loggedPage), next }).meta({ id: 'LoggedPages' }),
      ),
    },
    problems: ['unknown_name', 'not_found'],
    example: { query: { person: 'anna', status: 'failed' } },
  },
} satisfies Record<string, Operation>;
