import type { Actor } from '../actor/actor.ts';
import type { Instant } from '../time/instant.ts';
import { type Assessment, Draft } from './draft.ts';
import type { RuleSet } from './rule-set.ts';
import type { SubjectState } from './subject.ts';

/**
 * Ends every alert of a subject and forgets it: a patient discharged, a device taken out of use. If
 * it reports again it is new.
 */
export function retireSubject(
  stored: SubjectState,
  who: Actor,
  rules: RuleSet,
  now: Instant,
): Assessment {
  const draft = new Draft(stored.subject, stored, now);
  for (const [key, { alert }] of draft.entries()) {
    if (alert !== undefined) {
      draft.resolve(alert, 'subject_retired', who);
    }
    draft.drop(key);
  }
  draft.setLimits(undefined);
  return draft.close(rules);
}
