import { type Element, listIn, textOf } from './element.ts';

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

/** The purposes by which an emergency override may say why. */
const EMERGENCY: readonly string[] = ['BTG', 'ETREAT'];

/** A purpose of use: what its code says, and whether a reason stands beside it. */
interface Purpose {
  readonly codes: readonly string[];
  readonly hasReason: boolean;
}

/**
 * Returns the purposes of use of an event and of its user, by their codes in v3-ActReason, but
 * those beside whose code a reason stands: words of its own in the `text` of the same concept, or a
 * code of another system, such as the hospital's list of reasons. An emergency override has the
 * purpose BTG, unless it says for which emergency.
 */
export function unexplainedPurposes(
  event: Element,
  user: Element,
  isOverride: boolean,
): readonly string[] {
  const concepts = [
    ...listIn(event, 'purposeOfEvent', MAX_PURPOSES),
    ...listIn(user, 'purposeOfUse', MAX_PURPOSES),
  ];
  const purposes = concepts.map(purposeOf);
  const explained = new Set(purposes.flatMap(({ codes, hasReason }) => (hasReason ? codes : [])));
  const isOpen = isOverride && !EMERGENCY.some((code) => explained.has(code));
  const all = [...(isOpen ? ['BTG'] : []), ...purposes.flatMap(({ codes }) => codes)];
  return [...new Set(all)].filter((code) => !explained.has(code));
}

function purposeOf(concept: Element): Purpose {
  const codings = listIn(concept, 'coding', MAX_CODINGS);
  const isKnown = (coding: Element) => ACT_REASON.has(textOf(coding, 'system') ?? '');
  const said = codings.flatMap((coding) => [textOf(coding, 'code'), textOf(coding, 'display')]);
  const words = lettersOf(textOf(concept, 'text'));
  const isOwnWords =
    words.length >= SHORTEST_REASON &&
    !NO_REASON.has(words) &&
    !said.some((text) => lettersOf(text) === words);
  const codes = codings.filter(isKnown).flatMap((coding) => textOf(coding, 'code') ?? []);
  const none = new Set([...NO_REASON, ...codes.map(lettersOf)]);
  const isOfList = codings.some(
    (coding) =>
      !isKnown(coding) &&
      textOf(coding, 'system') !== undefined &&
      !['code', 'display'].some((name) => none.has(lettersOf(textOf(coding, name)))),
  );
  return { codes, hasReason: isOwnWords || isOfList };
}

function lettersOf(text = ''): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}
