import type { FhirSubjectElement } from '#core/team/config.ts';
import { namedBy } from '#http/fhir-reference.ts';
import { asObject, type Element, textOf } from './element.ts';
import { type FhirIssue, invariantIssue, valueIssue } from './issue.ts';

/**
 * Resolves a reference within a Bundle to the type and id of its entry; undefined if there is no
 * such entry.
 */
export type Resolve = (reference: string) => string | undefined;

/**
 * Returns the subject: the first of the elements that refers to something, as `Patient/123`. Names
 * and identifiers of people are never read: only a logical id, or a hash of an identifier, is kept.
 */
export function subjectOf(
  observation: Element,
  elements: readonly FhirSubjectElement[],
  resolve: Resolve,
): string | FhirIssue {
  const { json, path } = observation;
  let fault: FhirIssue | undefined;
  for (const name of elements) {
    const [first]: readonly unknown[] = Array.isArray(json[name]) ? json[name] : [json[name]];
    const reference = asObject(first);
    if (reference === undefined) {
      continue;
    }
    const found = referenced({ json: reference, path: `${path}.${name}` }, resolve);
    if (typeof found === 'string') {
      return found;
    }
    fault ??= found;
  }
  const expected = `a reference, such as {"reference": "Patient/123"}, in ${elements.join(' or ')} (fhir.subject in wardbell.yaml)`;
  return fault ?? valueIssue(`${path}.${elements[0]}`, undefined, expected);
}

/** Returns what a Reference refers to, as `Patient/123`, or why that is not known. */
export function referenced(element: Element, resolve: Resolve): string | FhirIssue {
  const reference = textOf(element, 'reference');
  const at = `${element.path}.reference`;
  if (reference === undefined) {
    return invariantIssue(
      at,
      'required',
      'It refers by identifier or in words only, and nothing is kept here to look that up in; send the reference, such as "Patient/123".',
    );
  }
  if (reference.startsWith('#')) {
    return invariantIssue(
      at,
      'value',
      'It refers to a contained resource, which has no id of its own.',
    );
  }
  if (reference.startsWith('urn:')) {
    return (
      resolve(reference) ??
      invariantIssue(at, 'not-found', 'No entry of the Bundle has this fullUrl.')
    );
  }
  return (
    namedBy(reference) ??
    invariantIssue(
      at,
      'not-supported',
      'It refers by a search for something else than identifier=system|value.',
    )
  );
}
