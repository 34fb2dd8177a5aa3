import { CODE_SYSTEMS } from '#core/sample/vital-signs.ts';
import { type Element, elementOf, elementsOf, textOf } from './element.ts';
import { type FhirIssue, isIssue } from './issue.ts';

/** A concept has one code for each system that knows it, and hardly more. */
const MAX_CODINGS = 50;

const SHORT: ReadonlyMap<string, string> = new Map(Object.entries(CODE_SYSTEMS));
const KNOWN: readonly string[] = [...SHORT.values()];

/**
 * Returns the codes of the concept under a name, those of well-known systems first: `loinc:8867-4`,
 * `mdc:149530`, `snomed:…`; for any other system they are its URI, a bar and the code. Empty if the
 * concept has only a text, or is missing.
 */
export function codesOf(element: Element, name: string): readonly string[] | FhirIssue {
  const concept = elementOf(element, name);
  if (concept === undefined || isIssue(concept)) {
    return concept ?? [];
  }
  const codings = elementsOf(concept, 'coding', MAX_CODINGS);
  if (isIssue(codings)) {
    return codings;
  }
  const codes = codings.flatMap((coding) => {
    const code = textOf(coding, 'code');
    const system = textOf(coding, 'system');
    if (code === undefined || system === undefined) {
      return [];
    }
    const short = SHORT.get(system);
    return [short === undefined ? `${system}|${code}` : `${short}:${code}`];
  });
  return codes.toSorted((a, b) => place(a) - place(b));
}

/** Returns a Coding as `system|code`, each empty where it is missing. */
export function systemAndCode(coding: Element): string {
  return `${textOf(coding, 'system') ?? ''}|${textOf(coding, 'code') ?? ''}`;
}

function place(code: string): number {
  const index = KNOWN.findIndex((system) => code.startsWith(`${system}:`));
  return index < 0 ? KNOWN.length : index;
}
