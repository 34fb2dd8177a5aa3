import { shiftEarlier } from '../../time/shift-earlier.ts';
import type { Edits, Kind } from '../kind.ts';
import { abandon, tellAt } from '../reassert.ts';
import type { RuleSet } from '../rule-set.ts';
import { budgetOfBlind } from './item.ts';
import type { BlindObjectiveEntry } from './state.ts';

/** The kind of what is told of a budget of which nothing is measured. */
export const BLIND_OBJECTIVE: Kind<BlindObjectiveEntry> = {
  about: ({ objective }) => ({ rule: objective, metric: '', labels: {} }),
  phase: ({ alert }) => (alert === undefined ? 'healthy' : 'firing'),
  since: ({ alert }) => alert?.startsAt,
  rank: () => 'firing',
  texts: ({ subject }) => [subject],
  counted: () => 0,
  newestSample: () => 0,
  lastValue: () => undefined,
  moved: (entry, { by }) => ({ ...entry, ...shiftEarlier(entry, by, 'assertedAt') }),
  due: tellAt,
  reconcile,
};

/** Its budget follows it, and reasserts its alert. */
function reconcile(edits: Edits, _: RuleSet, key: string, entry: BlindObjectiveEntry): void {
  const isThere = edits.get(key) !== undefined;
  if (isThere && edits.get(budgetOfBlind(key)) === undefined) {
    abandon(edits, key, entry);
  }
}
