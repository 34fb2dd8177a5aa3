import type { HttpResponse } from '#http/http.ts';
import { lastingHeaders, type Problem, type ProblemKind } from '#http/problem.ts';
import { refuseAll } from './answer.ts';

/** The issue-type codes of problems. */
const ISSUE_TYPES: Readonly<Partial<Record<ProblemKind, string>>> = {
  malformed: 'structure',
  unauthenticated: 'login',
  forbidden: 'forbidden',
  too_large: 'too-long',
  unsupported: 'not-supported',
  rate_limited: 'throttled',
  unavailable: 'transient',
};

/** Renders a problem with a request as a whole as an OperationOutcome. */
export function refuseFhir(refused: Problem): HttpResponse {
  const { kind, status, detail } = refused;
  const code = ISSUE_TYPES[kind] ?? 'processing';
  return refuseAll(status, [{ code, detail }], lastingHeaders(refused));
}
