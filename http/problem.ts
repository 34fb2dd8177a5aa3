import { type HttpEvent, type HttpResponse, json } from './http.ts';

/** All kinds of problems with a request: status and title of their problem details. */
const PROBLEMS = {
  malformed: [400, 'The request cannot be understood'],
  invalid: [400, 'The request is not valid'],
  nothing_accepted: [400, 'None of the samples was accepted'],
  unauthenticated: [401, 'The key is missing or not valid, and nobody is signed in'],
  forbidden: [403, 'This is not allowed'],
  unknown_name: [400, 'A name is not known'],
  not_found: [404, 'Not found'],
  wrong_method: [405, 'This address takes another method'],
  refused: [409, 'This cannot be done now'],
  still_firing: [409, 'Alerts still fire'],
  too_large: [413, 'The request is too large'],
  unsupported: [415, 'The kind of the body is not supported'],
  rate_limited: [429, 'Too many requests'],
  internal: [500, 'Something went wrong on our side'],
  unavailable: [503, 'Not available for a moment'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemKind = keyof typeof PROBLEMS;

/**
 * A problem with a request, as a value. A route returns it as it is; it is rendered in the form of
 * that route once, where the answer leaves (see `httpHandler`).
 */
export interface Problem {
  readonly kind: ProblemKind;
  readonly status: number;
  /** What went wrong, the value given, what is allowed and what to do. */
  readonly detail: string;
  /** Extension members of the problem document; other forms leave them out. */
  readonly extra: Readonly<Record<string, unknown>>;
  /** Headers of the answer, e.g. when to try again. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Renders a problem in the form that the route's clients read. */
export type RenderProblem = (
  problem: Problem,
  event: HttpEvent,
) => HttpResponse | Promise<HttpResponse>;

export function problem(
  kind: ProblemKind,
  detail: string,
  { extra = {}, headers = {} }: Partial<Pick<Problem, 'extra' | 'headers'>> = {},
): Problem {
  return { kind, status: PROBLEMS[kind][0], detail, extra, headers };
}

/** Tells a problem from an answer, or from whatever else a step towards one may give. */
export function isProblem(answer: object): answer is Problem {
  return 'kind' in answer && 'status' in answer && 'detail' in answer;
}

/** The default form of problems (RFC 9457). */
export function problemDocument({ kind, status, detail, extra, headers }: Problem): HttpResponse {
  const [, title] = PROBLEMS[kind];
  return json(
    status,
    { type: `urn:wardbell:problem:${kind}`, title, status, detail, ...extra },
    { 'content-type': 'application/problem+json', ...headers },
  );
}

/**
 * Returns the headers of a problem that are kept in every form: when to try again, and that a key
 * is required.
 */
export function lastingHeaders({ headers }: Pick<Problem, 'headers'>): Record<string, string> {
  const lasting = ['retry-after', 'www-authenticate'].flatMap((name) => {
    const value = headers[name];
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(lasting);
}
