import { STATUS_CODES } from 'node:http';
import { type HttpResponse, json } from '#http/http.ts';
import type { JsonObject } from '#http/json-object.ts';
import type { OutcomeView } from './fhir.contract.ts';
import type { FhirIssue } from './issue.ts';
import type { Preference } from './prefer.ts';

/** The outcome for a resource. */
export type Done =
  | {
      readonly kind: 'taken';
      readonly type: string;
      readonly id: string;
      /** 201 if it is new here, 200 if it is an update, was taken before, or is not kept. */
      readonly status: 200 | 201;
      readonly text: string;
      /** The resource with its id, as it was sent; absent if it is not kept. */
      readonly resource?: JsonObject;
    }
  | {
      readonly kind: 'refused';
      readonly faults: readonly FhirIssue[];
      /** What was evaluated all the same, if anything may have been. */
      readonly text?: string;
    };

interface Issue {
  readonly severity: 'error' | 'information';
  readonly code: string;
  readonly detail: string;
  readonly expression?: string;
}

/** How many issues are listed: a body may be invalid in each of its entries. */
const ISSUES_TOLD = 100;

const FHIR = { 'content-type': 'application/fhir+json' };

/** Makes an answer in FHIR's JSON. */
export function fhir(
  statusCode: number,
  resource: object,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  return json(statusCode, resource, { ...FHIR, ...headers });
}

/** Answers one resource; `base` is the beginning of its location. */
export function answerOne(done: Done, base: string, preferred: Preference): HttpResponse {
  if (done.kind === 'refused') {
    return fhir(done.faults[0]?.status ?? 422, refusal(done));
  }
  const { status, text, resource } = done;
  const headers = { location: `${base}/${versionOf(done)}`, etag: 'W/"1"' };
  if (preferred === 'minimal') {
    return { statusCode: status, headers: { 'cache-control': 'no-store', ...headers }, body: '' };
  }
  const isResource = preferred === 'representation' && resource !== undefined;
  return fhir(status, isResource ? resource : outcomeOf(text), headers);
}

/** Answers a batch or transaction: one entry for each that was sent, in the same order. */
export function answerEach(
  kind: 'batch' | 'transaction',
  done: readonly Done[],
  preferred: Preference,
): HttpResponse {
  const entry = done.map((one) => ({
    ...(preferred === 'representation' && one.kind === 'taken' && { resource: one.resource }),
    response: responseTo(one, preferred),
  }));
  return fhir(200, { resourceType: 'Bundle', type: `${kind}-response`, entry });
}

/** Answers a request of which nothing was accepted. */
export function refuseAll(
  statusCode: number,
  faults: readonly Omit<FhirIssue, 'kind' | 'status'>[],
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  return fhir(statusCode, outcome(faults.map(asIssue)), headers);
}

/** An informational OperationOutcome. */
export function outcomeOf(text: string): OutcomeView {
  return outcome([told(text)]);
}

/** What became of one entry of a Bundle. */
interface EntryResponse {
  readonly status: string;
  readonly location?: string;
  readonly etag?: string;
  readonly outcome?: OutcomeView;
}

function responseTo(done: Done, preferred: Preference): EntryResponse {
  if (done.kind === 'refused') {
    const { status = 422 } = done.faults[0] ?? {};
    return { status: inWords(status), outcome: refusal(done) };
  }
  const { status, text } = done;
  const where = { location: versionOf(done), etag: 'W/"1"' };
  const isTold = preferred !== 'minimal';
  return { status: inWords(status), ...where, ...(isTold && { outcome: outcomeOf(text) }) };
}

/** Lists the issues, and last what was evaluated all the same, which is always included. */
function refusal({ faults, text }: Extract<Done, { kind: 'refused' }>): OutcomeView {
  return outcome(faults.map(asIssue), text === undefined ? [] : [told(text)]);
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

function asIssue({ code, detail, expression }: Omit<FhirIssue, 'kind' | 'status'>): Issue {
  return { severity: 'error', code, detail, ...(expression !== undefined && { expression }) };
}

/** Returns as many issues as are listed, the number of the others, and those that come last. */
function outcome(issues: readonly Issue[], last: readonly Issue[] = []): OutcomeView {
  const room = ISSUES_TOLD - last.length;
  const shown = issues.length > room ? issues.slice(0, room - 1) : issues;
  const more = issues.length - shown.length;
  const left = more > 0 ? [told(`${more} more are wrong, and are not told one by one.`)] : [];
  const issue = [...shown, ...left, ...last].map(({ severity, code, detail, expression }) => ({
    severity,
    code,
    diagnostics: detail,
    ...(expression !== undefined && { expression: [expression] }),
  }));
  return { resourceType: 'OperationOutcome', issue };
}
