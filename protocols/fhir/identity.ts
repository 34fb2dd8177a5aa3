import { createHash } from 'node:crypto';
import { percentDecoded } from '#core/text/percent-decoded.ts';
import { type Element, elementsOf, textOf } from './element.ts';
import { isIssue } from './issue.ts';

const ID = /^[A-Za-z0-9.-]{1,64}$/;

/** Whether a text may be the logical id of a resource. */
export function isId(text: string): boolean {
  return ID.test(text);
}

/** The id of something that is not kept: the same for the same text, and telling nothing of it. */
export function idFrom(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** A resource has few names. */
const MAX_IDENTIFIERS = 100;

/** The first identifier of a resource, as a search for it is written: `system|value`. */
export function identifierOf(resource: Element): string | undefined {
  const identifiers = elementsOf(resource, 'identifier', MAX_IDENTIFIERS);
  if (isIssue(identifiers)) {
    return undefined;
  }
  const named = identifiers.find((one) => textOf(one, 'value') !== undefined);
  return named && `${textOf(named, 'system') ?? ''}|${textOf(named, 'value')}`;
}

/** How an answer is to look, which clients add to what they search for. */
const OF_THE_ANSWER = new Set(['_format', '_pretty']);

/**
 * The identifier that a search asks for, `system|value`, where it asks for that and nothing else.
 * A search is what follows `?` in an address, absolute or not, or stands alone: If-None-Exist is
 * sent as all of `https://host/fhir/Observation?identifier=…`, `Observation?…`, `?…` and
 * `identifier=…`, each with its value encoded or as it is.
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
