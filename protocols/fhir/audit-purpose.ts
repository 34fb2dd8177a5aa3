import { type Element, elementsOf, textOf } from './element.ts';
import { isIssue } from './issue.ts';

/** A user has as many purposes at once as a token tells. */
const MAX_PURPOSES = 50;
const MAX_CODINGS = 50;

/** The names of v3-ActReason: in R4, in what was before, and as an OID. */
const ACT_REASON: ReadonlySet<string> = new Set([
  'http://terminology.hl7.org/CodeSystem/v3-ActReason',
  'http://hl7.org/fhir/v3/ActReason',
  'urn:oid:2.16.840.1.113883.5.8',
]);

/** What the codes say themselves is no reason. */
const NO_REASON: ReadonlySet<string> = new Set(['breaktheglass', 'emergencytreatment']);

/** Shorter texts are an effort to get past a field. */
const SHORTEST_REASON = 3;

/** A purpose of use: what its code says, and whether a reason stands beside it. */
interface Purpose {
  readonly codes: readonly string[];
  readonly hasReason: boolean;
}

/**
 * Returns the purposes of use of an event and of its user, by their codes in v3-ActReason; none
 * where a reason stands beside them: words of its own in the `text` of one, or a code of another
 * system, such as the hospital's list of reasons. An emergency override has no other purpose than
 * BTG, whatever it says.
 */
export function unexplainedPurposes(
  event: Element,
  user: Element,
  isOverride: boolean,
): readonly string[] {
  const concepts = [...listOf(event, 'purposeOfEvent'), ...listOf(user, 'purposeOfUse')];
  const purposes = concepts.map(purposeOf);
  const codes = purposes.flatMap((purpose) => purpose.codes);
  return purposes.some(({ hasReason }) => hasReason)
    ? []
    : [...new Set(isOverride ? ['BTG', ...codes] : codes)];
}

function listOf(element: Element, name: string): readonly Element[] {
  const found = elementsOf(element, name, MAX_PURPOSES);
  return isIssue(found) ? [] : found;
}

function purposeOf(concept: Element): Purpose {
  const found = elementsOf(concept, 'coding', MAX_CODINGS);
  const codings = isIssue(found) ? [] : found;
  const isKnown = (coding: Element) => ACT_REASON.has(textOf(coding, 'system') ?? '');
  const said = codings.flatMap((coding) => [textOf(coding, 'code'), textOf(coding, 'display')]);
  const words = lettersOf(textOf(concept, 'text'));
  const isOwnWords =
    words.length >= SHORTEST_REASON &&
    !NO_REASON.has(words) &&
    !said.some((text) => lettersOf(text) === words);
  const isOfList = codings.some(
    (coding) => !isKnown(coding) && textOf(coding, 'system') !== undefined,
  );
  return {
    codes: codings.filter(isKnown).flatMap((coding) => textOf(coding, 'code') ?? []),
    hasReason: isOwnWords || isOfList,
  };
}

function lettersOf(text = ''): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}
