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
import { decideAndSave, loadEach, relayTransitions, type SubjectPorts } from './subject-saving.ts';

/**
 * The outcome of reconciling a subject; `waiting`: its transitions are durable but not in the queue
 * yet.
 */
export type SubjectReconciled = 'unknown' | 'unchanged' | 'changed' | 'waiting' | 'removed';

/** The transitions that are left to relay. */
interface Looked {
  readonly outcome: SubjectReconciled;
  readonly state?: SubjectState;
}

/**
 * Reconciles some due subjects, at most ten: it sends unsent transitions, detects absent series,
 * reasserts firing alerts, and forgets what is no longer needed. `step` is set if they are
 * reconciled because the clock went back. Outcomes come in the order of the subjects; if a store
 * fails for one, the others are still handled.
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
      // A lost race means that it has state again, and a due time of its own.
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
    const stateOf = await loadEach(ports.subjects, subjects);
    const looked = await inParallel(subjects, subjects.length, async (subject) =>
      look(subject, await stateOf(subject), now, step),
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

/** How many subjects are reconciled together, and how many such groups at once. */
const TOGETHER = 10;
const GROUPS_AT_ONCE = 5;

/** Reconciles any number of subjects, some at a time, and returns the reasons of all failures. */
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

function isRemovable(state: SubjectState, now: Instant): boolean {
  const { series, ofLater, limits, outbox } = state;
  const isBlank = Object.keys(series).length === 0 && (ofLater ?? limits) === undefined;
  return isBlank && outbox.length === 0 && now >= tombstoneExpiresAt(state);
}
