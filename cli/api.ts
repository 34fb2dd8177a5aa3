import type { Command } from 'commander';
import { oneLine } from '#core/text/one-line.ts';
import type { Instant } from '#core/time/instant.ts';
import { knownZone } from '#core/time/known-zone.ts';
import { CliFailure, failureOfStatus } from './failure.ts';

const DEFAULT_URL = 'http://127.0.0.1:8080';

/** How long the command waits for an answer. */
const PATIENCE_MS = 30_000;

/** The address of the platform, and the key to call it with. */
export interface Connection {
  readonly url: string;
  readonly key?: string;
}

/** Adds the options of every command that calls the platform. */
export function withConnection(command: Command): Command {
  return command
    .option('--url <url>', `where the platform is (or WARDBELL_URL; default: ${DEFAULT_URL})`)
    .option('--key <key>', 'your key, wb_… (or WARDBELL_KEY)')
    .option('--json', 'print the answer as JSON');
}

/**
 * Calls the platform. A refusal becomes a failure with the platform's own words. Texts of the
 * answer, which senders may have written, are stripped of line breaks and of terminal control
 * sequences (CWE-150), unless they are requested as JSON: `printJson` escapes such characters.
 */
export async function callApi<Answer>(
  options: Partial<Connection & { readonly json: boolean }>,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: object,
): Promise<Answer> {
  const url = platformUrl(options);
  const key = keyOf(options);
  const { ok, status, text } = await send(url, path, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const isExact = options.json === true && ok;
  const answer = parse(text, isExact ? (value) => value : oneLine);
  if (answer === undefined) {
    throw otherServer(url, status);
  }
  if (ok) {
    return answer as Answer;
  }
  throw failureToldBy(answer, url, status);
}

/** Yields every page of a list, starting at `path`, which may have filters. */
export async function callAll<Page extends { readonly next?: string }>(
  options: Partial<Connection>,
  path: string,
): Promise<readonly Page[]> {
  const join = path.includes('?') ? '&' : '?';
  const pages: Page[] = [];
  for (let next: string | undefined = ''; next !== undefined; next = pages.at(-1)?.next) {
    const cursor = next === '' ? '' : join + apiPath`cursor=${next}`;
    pages.push(await callApi<Page>(options, 'GET', path + cursor));
  }
  return pages;
}

/** Returns a whole list, whose items are in each page under this name. */
export async function callList<Item>(
  options: Partial<Connection>,
  name: string,
  path = `/v1/${name}`,
): Promise<readonly Item[]> {
  type Page = { readonly next?: string } & Readonly<Record<string, unknown>>;
  const pages = await callAll<Page>(options, path);
  return pages.flatMap((page) => page[name] as readonly Item[]);
}

/** Returns the platform's current time and the time zone of its config, as far as it tells them. */
export async function platformTime(
  options: Partial<Connection>,
): Promise<{ readonly now?: Instant; readonly timeZone?: string }> {
  const url = platformUrl(options);
  keyOf(options);
  const { text } = await send(url, '/v1/health', { signal: AbortSignal.timeout(PATIENCE_MS) });
  const answer = (parse(text, oneLine) ?? {}) as Record<string, unknown>;
  const now = Date.parse(String(answer['time']));
  const timeZone = knownZone(String(answer['timeZone'] ?? ''));
  return { ...(Number.isNaN(now) ? {} : { now }), ...(timeZone !== undefined && { timeZone }) };
}

/** Returns the JSON of an answer with each of its texts mapped; undefined if it is not JSON. */
function parse(json: string, change: (text: string) => string): unknown {
  try {
    return JSON.parse(json, (_, value) => (typeof value === 'string' ? change(value) : value));
  } catch {
    return undefined;
  }
}

function keyOf(options: Partial<Connection>): string {
  const key = options.key ?? process.env['WARDBELL_KEY'];
  if (key === undefined || key === '') {
    throw new CliFailure(
      'not_allowed',
      'No key was given. Use --key, or set WARDBELL_KEY; "npx --no-install wardbell start" prints one.',
    );
  }
  if (/\s/u.test(key)) {
    throw new CliFailure(
      'not_allowed',
      'What was given as the key is none: it must be the key alone, wb_<id>_<secret>, without "Bearer" and without blanks. It is taken from --key, or else from WARDBELL_KEY.',
    );
  }
  return key;
}

/** Returns the address of the platform, without a trailing slash. */
export function platformUrl({ url }: Pick<Partial<Connection>, 'url'>): string {
  const given = url ?? process.env['WARDBELL_URL'] ?? DEFAULT_URL;
  if (!/^https?:\/\//u.test(given)) {
    throw new CliFailure('usage', `The address "${given}" must begin with http:// or https://.`);
  }
  return given.replace(/\/+$/, '');
}

/** Makes a path with encoded parts, so that a subject may have any name. */
export function apiPath(strings: TemplateStringsArray, ...parts: readonly string[]): string {
  return String.raw({ raw: strings }, ...parts.map((part) => encodeURIComponent(part)));
}

interface Answered {
  readonly ok: boolean;
  readonly status: number;
  readonly text: string;
}

async function send(url: string, path: string, init: RequestInit): Promise<Answered> {
  try {
    const response = await fetch(url + path, init);
    return { ok: response.ok, status: response.status, text: await response.text() };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new CliFailure(
      'unreachable',
      `Nothing answers at ${url} (${cause instanceof Error ? cause.message : String(cause)}). ` +
        'Is it running ("npx --no-install wardbell start"), and is --url right?',
    );
  }
}

/** The problem document of an answer (RFC 9457). */
function failureToldBy(answer: unknown, url: string, status: number): CliFailure {
  const {
    type = '',
    title,
    detail,
  } = (answer ?? {}) as {
    type?: string;
    title?: string;
    detail?: string;
  };
  if (title === undefined) {
    return otherServer(url, status);
  }
  const problem = type.split(':').at(-1) ?? '';
  // The detail says in full which name is unknown.
  const isUnknown = status === 404 || problem === 'unknown_name';
  const kind = isUnknown ? 'not_found' : failureOfStatus(status);
  const said = isUnknown && detail !== undefined ? detail : `${title}. ${detail ?? ''}`.trim();
  return new CliFailure(kind, said, { problem });
}

function otherServer(url: string, status: number): CliFailure {
  return new CliFailure(
    'unreachable',
    `${url} answered ${status}, and not as Wardbell does. Is --url right?`,
  );
}
