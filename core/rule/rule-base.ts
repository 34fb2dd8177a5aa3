import type { Matcher } from '../alert/matcher.ts';
import type { Runbook } from '../alert/runbook.ts';
import type { Severity } from '../alert/severity.ts';

/** The properties of every rule, whatever makes its alert. */
export interface RuleBase {
  readonly name: string;
  /** The title, in words that may leave in a page: no patient data. */
  readonly title: string;
  readonly service: string;
  readonly severity: Severity;
  readonly metric: string;
  /** Matchers on the sample's labels; `subject` and `unit` can be matched too. */
  readonly matchers: readonly Matcher[];
  readonly runbook?: Runbook;
  /** Its metric is sent only occasionally: a day without it is no finding. */
  readonly seldomSent?: true;
  /** The name of the check for which it was made. */
  readonly check?: string;
}
