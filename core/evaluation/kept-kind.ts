import { END_OF_TIME, type Instant } from '../time/instant.ts';
import type { Kind } from './kind.ts';
import type { RuleSet } from './rule-set.ts';

/** What tells the kinds of what is only kept apart; it is dropped when it is due. */
type Keeping<State> = Pick<Kind<State>, 'about' | 'texts' | 'counted' | 'due'>;

/** Makes a kind of what is only kept: it alerts nobody, and its times stay as they are. */
export function keptKind<State>(keeping: Keeping<State>): Kind<State> {
  return {
    ...keeping,
    phase: () => 'healthy',
    since: () => undefined,
    rank: () => 'watched',
    newestSample: () => 0,
    lastValue: () => undefined,
    moved: (state) => state,
    reconcile(edits, rules, key, state) {
      if (keeping.due(state, rules) <= edits.now) {
        edits.drop(key);
      }
    },
  };
}

/** Returns until when is kept what ended at a moment, if it is kept as long as its incidents. */
export function keptAsIncidents(ended: Instant, { incidentsKept }: RuleSet): Instant {
  return incidentsKept === null ? END_OF_TIME : ended + incidentsKept;
}
