import type { Command } from 'commander';
import { ApiProblem, type Client, createClient, NoAnswer } from '#api/client/index.ts';
import { oneLine } from '#core/text/one-line.ts';
import type { Instant } from '#core/time/instant.ts';
import { knownZone } from '#core/time/known-zone.ts';
import { CliFailure, failureOfStatus } from './failure.ts';

const DEFAULT_URL = 'http://127.0.0.1:8080';

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

type Options = Partial<Connection & { readonly json: boolean }>;

/**
 * Calls the platform. A refusal becomes a failure with the platform's own words. Texts of the
 * answer, which senders may have written, are stripped of line breaks and of terminal control
 * sequences (CWE-150), unless they are requested as JSON: `printJson` escapes such characters.
 */
export async function ask<Answer>(
  options: Options,
  question: (client: Client) => Promise<Answer>,
): Promise<Answer> {
  const url = platformUrl(options);
  const client = createClient({ url, key: keyOf(options) });
  try {
    const answer = await question(client);
    return options.json === true ? answer : printable(answer);
  } catch (error) {
    throw failureFor(error);
  }
}

/** Returns every page of a list. */
export function askAll<Page>(
  options: Options,
  list: (client: Client) => AsyncIterable<Page>,
): Promise<readonly Page[]> {
  return ask(options, async (client) => {
    const found: Page[] = [];
    for await (const page of list(client)) {
      found.push(page);
    }
    return found;
  });
}

/** Returns the platform's current time and the time zone of its config, as far as it tells them. */
export async function platformTime(
  options: Partial<Connection>,
): Promise<{ readonly now?: Instant; readonly timeZone?: string }> {
  const { time, timeZone: told = '' } = await ask(options, (client) => client.getHealth());
  const now = Date.parse(time);
  const timeZone = knownZone(told);
  return { ...(!Number.isNaN(now) && { now }), ...(timeZone !== undefined && { timeZone }) };
}

/** Returns an answer with each of its texts on one line. */
function printable<Answer>(answer: Answer): Answer {
  return JSON.parse(JSON.stringify(answer), (_, value) =>
    typeof value === 'string' ? oneLine(value) : value,
  );
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

/** Returns the failure of a command that could not get its answer. */
function failureFor(error: unknown): unknown {
  if (error instanceof NoAnswer) {
    const hint =
      error.status === undefined
        ? 'Is it running ("npx --no-install wardbell start"), and is --url right?'
        : 'Is --url right?';
    return new CliFailure('unreachable', `${error.message} ${hint}`, { cause: error });
  }
  if (!(error instanceof ApiProblem)) {
    return error;
  }
  const { status, kind: problem, message, detail } = error;
  // The detail says in full which name is unknown.
  const isUnknown = status === 404 || problem === 'unknown_name';
  const kind = isUnknown ? 'not_found' : failureOfStatus(status);
  return new CliFailure(kind, oneLine(isUnknown ? (detail ?? message) : message), { problem });
}
