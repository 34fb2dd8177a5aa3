import type { AccessRules, PatientLimit } from '../../privacy/monitoring.ts';
import { DAY, type Duration, type Instant } from '../../time/instant.ts';
import { shiftEarlier } from '../../time/shift-earlier.ts';
import type { Edits, Kind } from '../kind.ts';
import { abandon, reassert, tellAt } from '../reassert.ts';
import type { RuleSet } from '../rule-set.ts';
import { accessAlert } from './alert.ts';
import type { RecordAccessEntry } from './state.ts';

/**
 * The maximum age of an access: logs are exported by the day, and now and then a day is missed. For
 * so long it is known what was counted and alerted, so that what is exported later is counted with
 * it, and what is sent again alerts nothing.
 */
export const OLDEST_ACCESS: Duration = 7 * DAY;

/** The kind of what a rule about access to records remembers of a user. */
export const RECORD_ACCESS: Kind<RecordAccessEntry> = {
  about: ({ alert, rule }) => ({ rule: alert?.rule ?? rule, metric: '', labels: {} }),
  phase: ({ alert }) => (alert === undefined ? 'healthy' : 'firing'),
  since: ({ alert }) => alert?.startsAt,
  rank: ({ alert }) => (alert === undefined ? 'counting' : 'firing'),
  texts: ({ patients }) => Object.keys(patients),
  counted: ({ patients }) => Object.keys(patients).length,
  newestSample: () => 0,
  lastValue: () => undefined,
  moved: (state, { by }) => ({ ...state, ...shiftEarlier(state, by, 'notedAt', 'assertedAt') }),
  due,
  reconcile,
};

/** Returns what a rule that counts patients allows; undefined of any other. */
function countedBy(
  { privacy }: Pick<RuleSet, 'privacy'>,
  rule: keyof AccessRules,
): PatientLimit | undefined {
  return rule === 'distinctPatients' || rule === 'afterHours' ? privacy?.rules[rule] : undefined;
}

/**
 * Returns when its alert is reasserted; while it has none, when it is forgotten: once no access
 * that may still be told can be within the rule's time of those that it knows.
 */
function due(state: RecordAccessEntry, rules: RuleSet): Instant {
  if (state.alert !== undefined) {
    return tellAt(state);
  }
  const { patients, countsFrom = 0, rule } = state;
  const newest = Math.max(countsFrom, ...Object.values(patients));
  return newest + OLDEST_ACCESS + (countedBy(rules, rule)?.per ?? 0);
}

/**
 * An alert lasts until a person ends it, since no later access tells that all is well, or until the
 * config has its rule no more.
 */
function reconcile(edits: Edits, rules: RuleSet, key: string, state: RecordAccessEntry): void {
  const { alert, rule } = state;
  if (alert === undefined) {
    if (due(state, rules) <= edits.now) {
      edits.drop(key);
    }
    return;
  }
  const today = accessAlert(rules, rule, alert);
  if (today === undefined) {
    abandon(edits, key, state);
  } else {
    reassert(edits, key, state, { today, due: due(state, rules) });
  }
}
