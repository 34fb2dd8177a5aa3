import type { Sample } from '../sample/sample.ts';

/** Whether a sample does nothing but take another back. */
export function isRetraction({ revision }: Pick<Sample, 'revision'>): boolean {
  return revision === 'entered_in_error' || revision === 'value_entered_in_error';
}
