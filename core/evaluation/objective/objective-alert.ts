import type { Alert } from '../../alert/alert.ts';
import { fingerprint } from '../../alert/fingerprint.ts';
import { groupKey } from '../../alert/group-key.ts';
import { compareSeverity, type Severity } from '../../alert/severity.ts';
import { type Fault, faultText } from '../../objective/fault.ts';
import type { Budget, Burning } from '../../objective/judge.ts';
import type { Objective } from '../../objective/objective.ts';
import { formatDuration, parseDuration } from '../../time/duration.ts';
import { type Duration, HOUR, type Instant, MINUTE, SECOND } from '../../time/instant.ts';
import type { RuleSet } from '../rule-set.ts';
import { TOGETHER } from './item.ts';
import { roleOf } from './role.ts';

/** What is told of a budget: that it burns, and what is left of it. */
interface Burns {
  readonly subject: string;
  readonly burning: Burning;
  readonly budget: Budget;
  readonly startsAt: Instant;
}

/**
 * Makes the alert that a budget burns too fast. There is one, whichever pair burns: it becomes
 * worse or better with it, so that an outage is one alert from its first minute to its last trace.
 */
export function burnAlert(
  rules: RuleSet,
  objective: Objective,
  { subject, burning, budget, startsAt }: Burns,
): Alert {
  const { pair, from, long } = burning;
  const windows = `${formatDuration(pair.long)} and ${formatDuration(pair.short)}`;
  const { service } = objective;
  return alertOf(rules, objective, {
    subject,
    service,
    startsAt,
    is: 'burns',
    labels: { [WINDOW]: formatDuration(pair.long) },
    severity: severityOf(objective, pair.urgency),
    title: `${objective.title}: budget burns ${figure(long)} times as fast as it may`,
    limit: `more than ${figure(from)} times over ${windows}; ${leftText(budget)}`,
  });
}

/**
 * Makes the alert that nothing is measured. It goes to the technical service, or to that of the
 * objective if there is none: what is wrong is the measuring, and of the service nothing is known.
 */
export function blindAlert(
  rules: RuleSet,
  objective: Objective,
  {
    subject,
    startsAt,
    fault,
  }: Pick<Burns, 'subject' | 'startsAt'> & {
    readonly fault: Fault | undefined;
  },
): Alert {
  return alertOf(rules, objective, {
    subject,
    service: rules.technicalService ?? objective.service,
    startsAt,
    is: 'blind',
    labels: {},
    severity: 'warning',
    title: `${objective.title}: nothing is measured`,
    limit:
      fault === undefined
        ? `no sample for ${formatDuration(objective.blindAfter ?? 0)}`
        : faultText(fault, objective.indicator),
  });
}

/**
 * Returns what stands for all that is told of a budget when it burns, whichever pair: what covers
 * this covers its pages.
 */
export function anyBurnAlert(
  rules: RuleSet,
  objective: Objective,
  { subject, startsAt }: Pick<Burns, 'subject' | 'startsAt'>,
): Alert {
  const { service, severity, title } = objective;
  const told = { subject, service, severity, title, startsAt, labels: {}, limit: '' };
  return alertOf(rules, objective, { ...told, is: 'burns' });
}

/**
 * Returns whether an alert is about what a budget counts: that it burns, an alert on the same
 * series or of the same heartbeat, or, where subjects stand alone, any of its subject. That nothing
 * is measured is none: that spends nothing.
 */
export function isAboutBudget(
  { name, indicator, isPerSubject }: Objective,
  subject: string,
): (alert: Alert) => boolean {
  return (alert) => {
    if (alert.objective !== undefined) {
      const isOfIt = !isPerSubject || alert.subject === subject;
      return alert.objective === name && isOfIt && alert.labels[WINDOW] !== undefined;
    }
    if (isPerSubject) {
      return alert.subject === subject;
    }
    return indicator.kind === 'heartbeat'
      ? alert.rule === indicator.heartbeat
      : roleOf(indicator, alert) !== undefined;
  };
}

/** Returns how long before an alert that a budget burns those bad minutes are that it is about. */
export function leadTime({ objective, labels }: Pick<Alert, 'objective' | 'labels'>): Duration {
  return objective === undefined ? 0 : (parseDuration(labels[WINDOW] ?? '') ?? 0);
}

/** The label with the long window of the pair that burns. */
const WINDOW = 'window';

interface Told
  extends Pick<Alert, 'subject' | 'service' | 'startsAt' | 'labels' | 'severity' | 'title'> {
  readonly is: 'burns' | 'blind';
  readonly limit: string;
}

/** The name of an objective stands for its subject if all share it, as that of a heartbeat does. */
function alertOf({ groupBy }: RuleSet, { name }: Objective, { is, subject, ...told }: Told): Alert {
  const about = { rule: name, subject: subject === TOGETHER ? name : subject, metric: '' };
  const named = { ...about, labels: told.labels, severity: told.severity };
  return {
    ...about,
    ...told,
    fingerprint: fingerprint(['wardbell', 'objective', name, subject, is]),
    groupKey: groupKey(told.service, groupBy(told.service), named),
    objective: name,
  };
}

/** A ticket is a warning, unless whatever pages is less than that. */
function severityOf({ severity }: Objective, urgency: 'page' | 'ticket'): Severity {
  return urgency === 'page' || compareSeverity(severity, 'warning') > 0 ? severity : 'warning';
}

function leftText({ allowed, spent }: Budget): string {
  return spent >= allowed
    ? `nothing of ${inWords(allowed)} is left`
    : `${inWords(allowed - spent)} of ${inWords(allowed)} is left`;
}

/** Rounds down, to minutes if it is long: less is left than it says, never more. */
function inWords(time: Duration): string {
  const unit = time < HOUR / 2 ? SECOND : MINUTE;
  return formatDuration(Math.floor(time / unit) * unit);
}

const figure = (rate: number) => Number(rate.toPrecision(2));
