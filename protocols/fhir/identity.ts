import { type Element, elementsOf, textOf } from './element.ts';
import { isIssue } from './issue.ts';

const ID = /^[A-Za-z0-9.-]{1,64}$/;

/** Whether a text is valid as the logical id of a resource. */
export function isId(text: string): boolean {
  return ID.test(text);
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
