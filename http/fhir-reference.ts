import { createHash } from 'node:crypto';
import { percentDecoded } from '#core/text/percent-decoded.ts';

/*
 * How a resource of FHIR is named wherever it is not kept: by senders at the FHIR door, and by
 * whoever asks for what stands for a patient.
 */

const PATIENT = /(?:^|\/)Patient\/[^/]+$/u;

/** Whether a reference is to a patient: `Patient/123`, or an address that ends so. */
export function isPatientReference(reference: string): boolean {
  return PATIENT.test(reference);
}

/**
 * Returns the id of something that is not kept: always the same for the same text, and revealing
 * nothing of it.
 */
export function idFrom(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/**
 * Returns what a reference names, as `Patient/123`: without a version, and with a hash where it
 * searches for an identifier; undefined if it searches for anything else.
 */
export function namedBy(reference: string): string | undefined {
  const [type = '', search] = reference.split('?');
  if (search === undefined) {
    return reference.replace(/\/_history\/[^/]*$/, '');
  }
  const identifier = searchedIdentifier(search);
  return identifier && `${type}/${idFrom(identifier)}`;
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
