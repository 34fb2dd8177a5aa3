import { createHash } from 'node:crypto';
import { type Element, elementsOf, textOf } from './element.ts';
import { isFault } from './fault.ts';

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
const MOST_IDENTIFIERS = 100;

/** The first identifier of a resource, as a search for it is written: `system|value`. */
export function identifierOf(resource: Element): string | undefined {
  const identifiers = elementsOf(resource, 'identifier', MOST_IDENTIFIERS);
  if (isFault(identifiers)) return undefined;
  const named = identifiers.find((one) => textOf(one, 'value') !== undefined);
  return named && `${textOf(named, 'system') ?? ''}|${textOf(named, 'value')}`;
}

/** The identifier that a search asks for, as `If-None-Exist` holds it: `identifier=system|value` and nothing else. */
export function searchedIdentifier(search: string): string | undefined {
  const [, value] = /^(?:[A-Za-z]*\?)?identifier=([^&]*\|[^&|]+)$/.exec(decoded(search)) ?? [];
  return value;
}

function decoded(search: string): string {
  try {
    return decodeURIComponent(search.trim());
  } catch {
    return '';
  }
}
