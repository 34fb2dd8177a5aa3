import type { Alert } from '../../alert/alert.ts';
import { groupKey } from '../../alert/group-key.ts';
import { RESERVED_PREFIX } from '../../alert/reserved-prefix.ts';
import type { AccessRule, AccessRules, PatientLimit } from '../../privacy/monitoring.ts';
import { formatDuration } from '../../time/duration.ts';
import type { RuleSet } from '../rule-set.ts';
import { recordAccessFingerprint } from './item.ts';

interface Told<Rule> {
  /** What its alerts have for a rule. */
  readonly name: string;
  /** The title, in words that may leave in a page: no user and no patient. */
  readonly title: string;
  readonly limit: (rule: Rule) => string;
}

const TOLD: { readonly [Rule in AccessRule]: Told<NonNullable<AccessRules[Rule]>> } = {
  distinctPatients: {
    name: 'distinct-patients',
    title: 'One user accessed the records of many patients',
    limit: patientsInWords,
  },
  afterHours: {
    name: 'after-hours',
    title: 'One user accessed many records after hours',
    limit: (rule) => `${patientsInWords(rule)} after hours`,
  },
  breakGlass: {
    name: 'break-glass',
    title: 'The glass was broken without a reason',
    limit: (purposes) => `${purposes.join(' or ')} without a reason`,
  },
  ownRecord: {
    name: 'own-record',
    title: 'A user accessed their own record',
    limit: () => "the user's own record",
  },
  watchList: {
    name: 'watch-list',
    title: 'A record on the watch list was accessed',
    limit: () => 'a patient on the watch list',
  },
};

/**
 * What an alert about a user is made of, beside what the config says. It has no value: it fires
 * with the first patient too many, so that a count would always be the limit and one.
 */
export type AccessBreach = Pick<Alert, 'subject' | 'startsAt'>;

/**
 * Makes the alert of a rule about accesses of a user, who is its subject; undefined if the config
 * no longer has the rule.
 */
export function accessAlert(
  { privacy, groupBy }: RuleSet,
  rule: AccessRule,
  { subject, startsAt }: AccessBreach,
): Alert | undefined {
  const limit = privacy && limitInWords(privacy.rules, rule);
  if (privacy === undefined || limit === undefined) {
    return undefined;
  }
  const { service, severity } = privacy;
  const { title } = TOLD[rule];
  const name = `${RESERVED_PREFIX}${TOLD[rule].name}`;
  const about = { rule: name, subject, metric: '', labels: {}, service, severity, title };
  return {
    ...about,
    fingerprint: recordAccessFingerprint(name, subject),
    groupKey: groupKey(service, groupBy(service), about),
    limit,
    startsAt,
  };
}

function limitInWords<Rule extends AccessRule>(rules: AccessRules, rule: Rule): string | undefined {
  const limit = rules[rule];
  return limit && TOLD[rule].limit(limit);
}

function patientsInWords({ moreThan, per }: PatientLimit): string {
  return `more than ${moreThan} patients in ${formatDuration(per)}`;
}
