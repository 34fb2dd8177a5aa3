import { STATUS_CODES } from 'node:http';
import { type HttpResponse, json } from '../../support/http.ts';
import type { Fault } from '../decoders/fhir/fault.ts';

/** What became of a resource. */
export type Done =
  | {
      readonly kind: 'taken';
      readonly type: string;
      readonly id: string;
      /** 201 where it is new to us, 200 where it is an update, was taken before, or is not kept. */
      readonly status: 200 | 201;
      readonly text: string;
    }
  | {
      readonly kind: 'refused';
      readonly faults: readonly Fault[];
      /** What was evaluated all the same, if anything may have been. */
      readonly text?: string;
    };

interface Issue {
  readonly severity: 'error' | 'information';
  readonly code: string;
  readonly detail: string;
  readonly expression?: string;
}

/** How many issues are told one by one: a body may be wrong in each of its entries. */
const ISSUES_TOLD = 100;

const FHIR = { 'content-type': 'application/fhir+json' };

/** An answer in FHIR's JSON. */
export function fhir(
  statusCode: number,
  resource: object,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  return json(statusCode, resource, { ...FHIR, ...headers });
}

/** The answer to one resource; `base` is what its location begins with. */
export function answerOne(done: Done, base: string): HttpResponse {
  if (done.kind === 'refused') return fhir(done.faults[0]?.status ?? 422, refusal(done));
  const { status, text } = done;
  const headers = { location: `${base}/${versionOf(done)}`, etag: 'W/"1"' };
  return fhir(status, outcome([told(text)]), headers);
}

/** The answer to a batch or transaction: an entry for each that was sent, in the same order. */
export function answerEach(kind: 'batch' | 'transaction', done: readonly Done[]): HttpResponse {
  const entry = done.map((one) => ({ response: responseTo(one) }));
  return fhir(200, { resourceType: 'Bundle', type: `${kind}-response`, entry });
}

/** The answer where nothing was taken. */
export function refuseAll(
  statusCode: number,
  faults: readonly Omit<Fault, 'kind' | 'status'>[],
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  return fhir(statusCode, outcome(faults.map(asIssue)), headers);
}

function responseTo(done: Done): object {
  if (done.kind === 'refused') {
    const { status = 422 } = done.faults[0] ?? {};
    return { status: inWords(status), outcome: refusal(done) };
  }
  const { status, text } = done;
  const where = { location: versionOf(done), etag: 'W/"1"' };
  return { status: inWords(status), ...where, outcome: outcome([told(text)]) };
}

/** The faults, and last what was evaluated all the same: however many there are, it is told. */
function refusal({ faults, text }: Extract<Done, { kind: 'refused' }>): object {
  const rest = text === undefined ? [] : [told(text)];
  return outcome([...faults.slice(0, ISSUES_TOLD - rest.length).map(asIssue), ...rest]);
}

function versionOf({ type, id }: Done & { readonly kind: 'taken' }): string {
  return `${type}/${id}/_history/1`;
}

function inWords(status: number): string {
  return `${status} ${STATUS_CODES[status]}`;
}

function told(detail: string): Issue {
  return { severity: 'information', code: 'informational', detail };
}

function asIssue({ code, detail, expression }: Omit<Fault, 'kind' | 'status'>): Issue {
  return { severity: 'error', code, detail, ...(expression !== undefined && { expression }) };
}

function outcome(issues: readonly Issue[]): object {
  const issue = issues.slice(0, ISSUES_TOLD).map(({ severity, code, detail, expression }) => ({
    severity,
    code,
    diagnostics: detail,
    ...(expression !== undefined && { expression: [expression] }),
  }));
  return { resourceType: 'OperationOutcome', issue };
}
