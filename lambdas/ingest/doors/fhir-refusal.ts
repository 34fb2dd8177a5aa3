import type { HttpResponse } from '../../support/http.ts';
import type { Problem, ProblemKind } from '../../support/problem.ts';
import { refuseAll } from './fhir-answer.ts';

/** What a problem is in the value set issue-type. */
const ISSUE_TYPES: Readonly<Partial<Record<ProblemKind, string>>> = {
  malformed: 'structure',
  unauthenticated: 'login',
  forbidden: 'forbidden',
  too_large: 'too-long',
  unsupported: 'not-supported',
  rate_limited: 'throttled',
  unavailable: 'transient',
};

/** A problem with a request as a whole, as an OperationOutcome. */
export function refuseFhir({ kind, status, detail, headers }: Problem): HttpResponse {
  const kept = ['retry-after', 'www-authenticate'].flatMap((name) => {
    const value = headers[name];
    return value === undefined ? [] : [[name, String(value)] as const];
  });
  const code = ISSUE_TYPES[kind] ?? 'processing';
  return refuseAll(status, [{ code, detail }], Object.fromEntries(kept));
}
