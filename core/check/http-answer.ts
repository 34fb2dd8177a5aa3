import { type JsonValue, valueAt } from '../collections/json-pointer.ts';
import type { HttpTarget } from './check.ts';

/** An answer over HTTP, or the beginning of one that is longer than a probe reads. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
  readonly isCut: boolean;
}

/**
 * Returns what is wrong with an answer; undefined if nothing is. It tells nothing of the body
 * itself, which may hold more than a log should.
 */
export function faultOfAnswer(
  { status: wanted, contains, json }: HttpTarget,
  { status, body, isCut }: HttpAnswer,
): string | undefined {
  const isGood = wanted.length === 0 ? status >= 200 && status < 300 : wanted.includes(status);
  if (!isGood) {
    return `it answers with status ${status}, not ${wanted.length === 0 ? '2xx' : wanted.join(', ')}`;
  }
  const cut = isCut ? ' within its first megabyte' : '';
  if (contains !== undefined && !body.includes(contains)) {
    return `its answer does not contain ${JSON.stringify(contains)}${cut}`;
  }
  return Object.keys(json).length === 0 ? undefined : faultOfJson(json, body, isCut);
}

function faultOfJson(json: HttpTarget['json'], body: string, isCut: boolean): string | undefined {
  if (isCut) {
    return 'its answer is longer than a megabyte, too long to be read as JSON';
  }
  let parsed: JsonValue;
  try {
    parsed = JSON.parse(body);
  } catch {
    return 'its answer is no JSON';
  }
  for (const [pointer, value] of Object.entries(json)) {
    const found = valueAt(parsed, pointer);
    if (found === undefined) {
      return `its answer has nothing at ${pointer}`;
    }
    if (found !== value) {
      return `its answer has another value at ${pointer} than ${JSON.stringify(value)}`;
    }
  }
  return undefined;
}
