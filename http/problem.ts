import { type HttpResponse, json } from './http.ts';

/** Everything that can be wrong with a request, once: status and title of its problem details. */
const PROBLEMS = {
  malformed: [400, 'The request cannot be understood'],
  invalid: [400, 'The request is not valid'],
  nothing_accepted: [400, 'None of the samples was accepted'],
  unauthenticated: [401, 'The key is missing or not valid'],
  forbidden: [403, 'The key does not allow this'],
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

/** What a problem document says, for those who say it in another form. */
export interface Problem {
  readonly kind: ProblemKind;
  readonly status: number;
  readonly detail: string;
  /** Of the answer, e.g. when to try again. */
  readonly headers: NonNullable<HttpResponse['headers']>;
}

const TYPE = 'urn:wardbell:problem:';
const CONTENT_TYPE = 'application/problem+json';

/**
 * An answer in problem details (RFC 9457). `detail` tells what went wrong, the value given, what is
 * allowed and what to do.
 */
export function problem(
  kind: ProblemKind,
  detail: string,
  { extra = {}, headers = {} }: ProblemMore = {},
): HttpResponse {
  const [status, title] = PROBLEMS[kind];
  return json(
    status,
    { type: TYPE + kind, title, status, detail, ...extra },
    { 'content-type': CONTENT_TYPE, ...headers },
  );
}

/** The problem that an answer tells; undefined where it tells none. */
export function readProblem({ headers = {}, body = '' }: HttpResponse): Problem | undefined {
  if (headers['content-type'] !== CONTENT_TYPE) {
    return undefined;
  }
  const { type, status, detail } = JSON.parse(body) as Omit<Problem, 'kind'> & { type: string };
  return { kind: type.slice(TYPE.length) as ProblemKind, status, detail, headers };
}

/**
 * Of a problem's headers those that stay in whatever form it is told: when to try again, and that a
 * key is asked for.
 */
export function lastingHeaders({ headers }: Pick<Problem, 'headers'>): Record<string, string> {
  const lasting = ['retry-after', 'www-authenticate'].flatMap((name) => {
    const value = headers[name];
    return value === undefined ? [] : [[name, String(value)]];
  });
  return Object.fromEntries(lasting);
}

interface ProblemMore {
  /** Extension members of the problem. */
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}
