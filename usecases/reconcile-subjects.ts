import { chunks } from '#core/collections/chunks.ts';
import { unchanged } from '#core/evaluation/draft.ts';
import { tombstoneExpiresAt } from '#core/evaluation/due.ts';
import { reconcileSubject } from '#core/evaluation/evaluate-subject.ts';
import { compileRules } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { Config } from '#core/team/config.ts';
import type { ClockStep } from '#core/time/clock-skew.ts';
import type { Instant } from '#core/time/instant.ts';
import { inParallel } from './in-parallel.ts';
import { decideAndSave, relayTransitions, type SubjectPorts } from './subject-saving.ts';

/**
 * What came of looking at a subject; `waiting`: its transitions are durable, but not in the queue
 * yet.
 */
export type SubjectReconciled = 'unknown' | 'unchanged' | 'changed' | 'waiting' | 'removed';

/** What looking at it left to hand over. */
interface Looked {
  readonly outcome: SubjectReconciled;
  readonly state?: SubjectState;
}

/**
 * Looks at some subjects that are due, ten at most: sends what is unsent, finds what is absent,
 * tells firing alerts again, and forgets what is of no more use. `step`: that the clock went back,
 * where they are looked at for that. The answers come in the order of the subjects; where a store
 * fails for one, the others have their turn.
 */
export function reconcileSubjects(ports: SubjectPorts, config: Config) {
  const rules = compileRules(config);
  const decide = (now: Instant, step?: ClockStep) => (stored: SubjectState | undefined) =>
    stored === undefined ? unchanged(stored) : reconcileSubject(stored, rules, now, step);

  async function look(
    subject: string,
    stored: SubjectState | undefined,
    now: Instant,
    step?: ClockStep,
  ): Promise<Looked> {
    if (stored === undefined) {
      return { outcome: 'unknown' };
    }
    if (isRemovable(reconcileSubject(stored, rules, now).state ?? stored, now)) {
      // A lost race means that it remembers something again, and has a due time of its own.
      const saved = await ports.subjects.remove(subject, stored.version);
      return { outcome: saved === 'saved' ? 'removed' : 'unchanged' };
    }
    const { state, changed } = await decideAndSave(ports, subject, stored, decide(now, step));
    if (state === undefined) {
      return { outcome: 'unknown' };
    }
    return { outcome: changed ? 'changed' : 'unchanged', state };
  }

  /** The subjects whose transitions the queue did not take. */
  async function handOver(states: readonly SubjectState[], now: Instant): Promise<Set<string>> {
    const { kind } = await relayTransitions(ports, states, rules, now);
    return new Set(kind === 'sent' ? [] : states.map(({ subject }) => subject));
  }

  return async (
    subjects: readonly string[],
    now: Instant,
    step?: ClockStep,
  ): Promise<readonly PromiseSettledResult<SubjectReconciled>[]> => {
    const stored = await ports.subjects.load(subjects);
    const looked = await inParallel(subjects, subjects.length, (subject) =>
      look(subject, stored.get(subject), now, step),
    );
    const states = looked.flatMap((l) => (l.status === 'fulfilled' ? (l.value.state ?? []) : []));
    const waiting = await handOver(
      states.filter(({ outbox }) => outbox.length > 0),
      now,
    );
    return looked.map((result, i) =>
      result.status === 'rejected'
        ? result
        : {
            status: 'fulfilled',
            value: waiting.has(subjects[i] ?? '') ? 'waiting' : result.value.outcome,
          },
    );
  };
}

/** Subjects that are looked at together, and how many such groups at once. */
const TOGETHER = 10;
const GROUPS_AT_ONCE = 5;

/** Looks at any number of subjects, some at a time, and answers why what failed did. */
export function reconcileAll(ports: SubjectPorts, config: Config) {
  const assess = reconcileSubjects(ports, config);
  return async (
    subjects: readonly string[],
    now: Instant,
    step?: ClockStep,
  ): Promise<readonly unknown[]> => {
    const groups = await inParallel(chunks(subjects, TOGETHER), GROUPS_AT_ONCE, (group) =>
      assess(group, now, step),
    );
    return groups
      .flatMap((group) => (group.status === 'fulfilled' ? group.value : group))
      .flatMap((subject) => (subject.status === 'rejected' ? [subject.reason] : []));
  };
}

function isRemovable({ series, outbox, lastSeq }: SubjectState, now: Instant): boolean {
  return (
    outbox.length === 0 &&
    Object.keys(series).length === 0 &&
    now >= tombstoneExpiresAt({ lastSeq })
  );
}
