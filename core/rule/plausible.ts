import type { Matcher } from '../alert/matcher.ts';
import type { PossibleRange } from '../sample/possible-values.ts';

/**
 * The values that a metric can have. What lies outside is no state of a patient or a machine but
 * of the sensor, or of the unit: it is refused, and no rule judges it.
 */
export interface Plausible {
  readonly metric: string;
  /** Matchers on the sample's labels; `subject` and `unit` can be matched too. */
  readonly matchers: readonly Matcher[];
  readonly range: PossibleRange;
}
