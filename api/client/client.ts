import { OPERATIONS, type Operations } from './operations.ts';

/** Our API, an operation a method: each resolves with what was answered, or throws. */
export type Client = Operations;

export interface ClientOptions {
  /** Where the platform is: `https://pager.example.org`. */
  readonly url: string;
  /**
   * An API key, `wb_<id>_<secret>`.
   * @default none: health alone answers
   */
  readonly key?: string | undefined;
  /**
   * How long an answer may take, in ms.
   * @default 30,000
   */
  readonly patience?: number;
  /**
   * Where answers are kept, by their addresses: what has not changed is then not sent again, and
   * the answer is the one that is kept, the very same object.
   * @default nothing is kept
   */
  readonly kept?: Pick<Map<string, KeptAnswer>, 'get' | 'set'>;
  /** Called with the headers of each answer, as it comes. */
  readonly onHeaders?: (headers: Headers) => void;
}

/** An answer, and the tag by which it is asked for again. */
export interface KeptAnswer {
  readonly etag: string;
  readonly answer: unknown;
}

/** What the platform says is wrong with a request: its problem document (RFC 9457). */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  /** What is wrong, in a word: `unknown_name`. */
  readonly kind: string;
  readonly title: string;
  readonly detail: string | undefined;
  /** The whole document. */
  readonly document: Readonly<Record<string, unknown>>;

  constructor(status: number, document: Readonly<Record<string, unknown>>) {
    const { type, title, detail } = document;
    super(`${title}. ${detail ?? ''}`.trim());
    this.status = status;
    this.kind = String(type).split(':').at(-1) ?? '';
    this.title = String(title);
    this.detail = detail === undefined ? undefined : String(detail);
    this.document = document;
  }
}

/** Nobody answered, or not as Wardbell answers. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  /** What was answered instead, if anything. */
  readonly status: number | undefined;

  constructor(message: string, { status, cause }: { status?: number; cause?: unknown } = {}) {
    super(message, { cause });
    this.status = status;
  }
}

interface Request {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | readonly string[] | undefined>>;
  readonly body?: object;
}

type Declared = (typeof OPERATIONS)[keyof typeof OPERATIONS];

/** A client of the API of the platform at an address. */
export function createClient(options: ClientOptions): Client {
  const base = options.url.replace(/\/+$/, '');
  const methods = Object.entries(OPERATIONS).map(([name, declared]) => [
    name,
    (request: Request = {}) =>
      ask(declared, addressOf(declared[1], request), { ...options, ...request, url: base }),
  ]);
  return Object.fromEntries(methods) as Client;
}

/** Every page of a list, one behind the other: `pages(client.listIncidents, { query })`. */
export async function* pages<
  Request extends { readonly query?: object },
  Page extends { readonly next?: string },
>(list: (request?: Request) => Promise<Page>, request?: Request): AsyncGenerator<Page> {
  let cursor: string | undefined;
  do {
    const page = await list({ ...request, query: { ...request?.query, cursor } } as Request);
    yield page;
    cursor = page.next;
  } while (cursor !== undefined);
}

/** The path with its parts encoded, so that a subject may be called anything, and the query. */
function addressOf(template: string, { path = {}, query = {} }: Request): string {
  const filled = template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(path[name] ?? ''));
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one): [string, string] => [name, String(one)]),
  );
  return given.length === 0 ? filled : `${filled}?${new URLSearchParams(given)}`;
}

async function ask(
  [method, , statuses]: Declared,
  address: string,
  { url, key, patience = 30_000, kept, onHeaders, body }: ClientOptions & Request,
): Promise<unknown> {
  const before = method === 'GET' ? kept?.get(address) : undefined;
  const { response, text } = await send(url, address, {
    method,
    headers: {
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(before !== undefined && { 'if-none-match': before.etag }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(patience),
  });
  onHeaders?.(response.headers);
  const etag = response.headers.get('etag');
  if (response.status === 304 && before !== undefined) {
    if (etag !== null && etag !== before.etag) {
      kept?.set(address, { ...before, etag });
    }
    return before.answer;
  }
  const answer = parse(text);
  const isAnswered = (statuses as readonly number[]).includes(response.status);
  if (!isAnswered || answer === undefined) {
    throw failureOf(url, response, answer);
  }
  if (etag !== null && method === 'GET') {
    kept?.set(address, { etag, answer });
  }
  return answer;
}

async function send(url: string, address: string, init: RequestInit) {
  try {
    const response = await fetch(url + address, init);
    return { response, text: await response.text() };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new NoAnswer(`Nothing answers at ${url} (${why}).`, { cause: error });
  }
}

function failureOf(url: string, { status }: Response, answer: unknown): Error {
  const document = Object(answer) as Readonly<Record<string, unknown>>;
  if (typeof document['title'] === 'string' && status >= 400) {
    return new ApiProblem(status, document);
  }
  const told = `${url} answered ${status}, and not as Wardbell does.`;
  return new NoAnswer(told, { status });
}

/** Undefined where it is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
