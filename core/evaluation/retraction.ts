import { type JsonNumber, toJsonNumber } from '../sample/json-number.ts';
import type { Sample } from '../sample/sample.ts';

/** Whether a sample does nothing but take another back. */
export function isRetraction({ revision }: Pick<Sample, 'revision'>): boolean {
  return revision === 'entered_in_error' || revision === 'value_entered_in_error';
}

/**
 * Whether a revision means a value that is known of its moment: what takes back one value means no
 * other.
 */
export function isMeant(
  { revision, value }: Pick<Sample, 'revision' | 'value'>,
  known: JsonNumber,
): boolean {
  return revision !== 'value_entered_in_error' || known === toJsonNumber(value);
}
