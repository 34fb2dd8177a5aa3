import type { Matcher } from '../alert/matcher.ts';
import type { Runbook } from '../alert/runbook.ts';
import type { Severity } from '../alert/severity.ts';

/** What every rule says, whatever makes its alert. */
export interface RuleBase {
  readonly name: string;
  /** What is wrong, in words that may leave in a page: no patient data. */
  readonly title: string;
  readonly service: string;
  readonly severity: Severity;
  readonly metric: string;
  /** On the sample's labels; `subject` and `unit` can be matched too. */
  readonly matchers: readonly Matcher[];
  readonly runbook?: Runbook;
  /** Its metric is sent only now and then: nobody misses it when it stays out for a day. */
  readonly seldomSent?: true;
}
