import type { Config } from '#core/config.ts';
import { unchanged } from '#core/evaluation/draft.ts';
import { removableAt } from '#core/evaluation/due.ts';
import { assessSubject as assess } from '#core/evaluation/evaluate-subject.ts';
import { compileRules } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { Instant } from '#core/time/instant.ts';
import { decideAndSave, handOverTransitions, type SubjectPorts } from './subject-saving.ts';

/** What came of looking at a subject; `waiting`: its transitions are durable, but not in the queue yet. */
export type SubjectAssessed = 'unknown' | 'unchanged' | 'changed' | 'waiting' | 'removed';

/** Looks at a subject that is due: sends what is unsent, finds what is absent, tells firing alerts again, and forgets what is of no more use. */
export function assessSubject(ports: SubjectPorts, config: Config) {
  const rules = compileRules(config);
  const decide = (now: Instant) => (stored: SubjectState | undefined) =>
    stored === undefined ? unchanged(stored) : assess(stored, rules, now);
  return async (subject: string, now: Instant): Promise<SubjectAssessed> => {
    const stored = (await ports.subjects.load([subject])).get(subject);
    if (stored === undefined) return 'unknown';
    if (isRemovable(assess(stored, rules, now).state ?? stored, now)) {
      // A lost race means that it remembers something again, and has a due time of its own.
      const outcome = await ports.subjects.remove(subject, stored.version);
      return outcome === 'saved' ? 'removed' : 'unchanged';
    }
    const { state, changed } = await decideAndSave(ports, subject, stored, decide(now));
    if (state === undefined) return 'unknown';
    const handedOver = await handOverTransitions(ports, [state], rules, now);
    if (handedOver.kind === 'waiting') return 'waiting';
    return changed ? 'changed' : 'unchanged';
  };
}

function isRemovable({ series, outbox, lastSeq }: SubjectState, now: Instant): boolean {
  return outbox.length === 0 && Object.keys(series).length === 0 && now >= removableAt({ lastSeq });
}
