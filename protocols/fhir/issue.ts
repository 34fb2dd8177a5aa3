import type { Rejection } from '#core/sample/validate-sample.ts';
import { formatValue } from '#http/format-value.ts';

/**
 * What is wrong with a resource or with one of its elements, as an issue of an OperationOutcome.
 */
export interface FhirIssue {
  readonly kind: 'fault';
  /** The status of the request, or of the entry in a Bundle. */
  readonly status: 400 | 404 | 405 | 413 | 422;
  /** A code from the value set issue-type. */
  readonly code: string;
  readonly detail: string;
  /** Its place, in FHIRPath. */
  readonly expression?: string;
  /** Why a sample of it was rejected, if that counts as a fault of its sender too. */
  readonly rejection?: Pick<Rejection, 'reason' | 'metric'>;
}

/** An element violates a rule: 422. */
export function invariantIssue(expression: string, code: string, detail: string): FhirIssue {
  return { kind: 'fault', status: 422, code, detail, expression };
}

/** An element has a wrong value, or is missing; `expected` ends "it must be …". */
export function valueIssue(expression: string, given: unknown, expected: string): FhirIssue {
  const code = given === undefined ? 'required' : 'value';
  return invariantIssue(expression, code, `It is ${formatValue(given)}; it must be ${expected}.`);
}

/** More of something than one request may have: 413. */
export function tooManyIssue(expression: string, count: number, most: number): FhirIssue {
  const detail = `There are ${count}; at most ${most} are taken.`;
  return { kind: 'fault', status: 413, code: 'too-costly', detail, expression };
}

/** Whether the result of parsing is an issue. */
export function isIssue(read: unknown): read is FhirIssue {
  return typeof read === 'object' && read !== null && 'kind' in read && read.kind === 'fault';
}
