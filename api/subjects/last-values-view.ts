import { isoTime } from '#core/time/wall-clock.ts';
import type { LastValues } from '#usecases/last-values.ts';
import type { SubjectView } from './subjects.contract.ts';

/** The newest values of a subject that are kept, as the API shows them. */
export function lastValuesView({
  values,
  more,
  since,
}: LastValues): Pick<SubjectView, 'values' | 'moreValues' | 'valuesSince'> {
  return {
    values: values.map((one) => ({ ...one, at: isoTime(one.at) })),
    ...(more > 0 && { moreValues: more }),
    ...(since !== undefined && { valuesSince: isoTime(since) }),
  };
}
