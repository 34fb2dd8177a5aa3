import { createHash } from 'node:crypto';
import { percentDecoded } from '#core/text/percent-decoded.ts';
import { type Element, elementsOf, textOf } from './element.ts';
import { isIssue } from './issue.ts';

const ID = /^[A-Za-z0-9.-]{1,64}$/;

/** Whether a text is valid as the logical id of a resource. */
export function isId(text: string): boolean {
  return ID.test(text);
}

/**
 * Returns the id of something that is not kept: always the same for the same text, and revealing
 * nothing of it.
 */
export function idFrom(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** A resource has few identifiers. */
const MAX_IDENTIFIERS = 100;

/** Returns the first identifier of a resource, in the form of a search for it: `system|value`. */
export function identifierOf(resource: Element): string | undefined {
  const identifiers = elementsOf(resource, 'identifier', MAX_IDENTIFIERS);
  if (isIssue(identifiers)) {
    return undefined;
  }
  const named = identifiers.find((one) => textOf(one, 'value') !== undefined);
  return named && `${textOf(named, 'system') ?? ''}|${textOf(named, 'value')}`;
}

/** Parameters for the form of an answer, which clients add to their search. */
const OF_THE_ANSWER = new Set(['_format', '_pretty']);

/**
 * Returns the identifier `system|value` of a search, if that is all it asks for. A search follows
 * the `?` of an absolute or relative address, or stands alone: If-None-Exist is sent in all forms
 * of `https://host/fhir/Observation?identifier=…`, `Observation?…`, `?…` and `identifier=…`, each
 * with its value encoded or not.
 */
export function searchedIdentifier(search: string): string | undefined {
  const text = search.includes('=') ? search : percentDecoded(search);
  const asked = text
    .trim()
    .replace(/^[^=&]*\?/, '')
    .split('&')
    .map((parameter) => /^([^=]*)=(.*)$/s.exec(parameter))
    .filter((parameter) => !OF_THE_ANSWER.has(parameter?.[1] ?? ''));
  const [, name = '', value = ''] = asked[0] ?? [];
  const identifier = percentDecoded(value);
  const isOne = asked.length === 1 && percentDecoded(name) === 'identifier';
  return isOne && /^[^|]*\|[^|]+$/.test(identifier) ? identifier : undefined;
}
