import { knowsOlder } from '#core/evaluation/forget-measured.ts';
import type { PersonalLimit } from '#core/rule/personal-limit.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { createAuditRecorder } from '#http/audit-recorder.ts';
import { keyWho } from '#http/audit-who.ts';
import { originOf } from '#http/audited-route.ts';
import type { Runtime } from '#runtime/runtime.ts';
import { forgetValues } from '#usecases/forget-values.ts';
import { allInParallel } from '#usecases/in-parallel.ts';
import { endLimits } from '#usecases/set-limit.ts';
import { loadEach, SUBJECTS_AT_ONCE } from '#usecases/subject-saving.ts';
import type { From } from '../door.ts';
import type { Move } from './encounter.ts';

/**
 * Ends the limits that were set for whoever has left, and forgets the values that were measured of
 * them, for each subject with an entry in the audit trail. Of one that has neither nothing is
 * written: an Encounter comes again with each change of it. Values that are kept for charts are
 * told no more as those of the subject.
 */
export function followMoves(runtime: Runtime) {
  const { ports, config } = runtime;
  const end = endLimits(ports, config);
  const forget = forgetValues(ports, config);
  const audit = createAuditRecorder(runtime);
  return async (moves: readonly Move[], { key, event, now }: From): Promise<void> => {
    const last = new Map(
      moves.toSorted((a, b) => a.since - b.since).map((one) => [one.subject, one]),
    );
    const stateOf = await loadEach(ports.subjects, [...last.keys()]);
    const endTheirs = async ({ subject, occupied, since }: Move) => {
      const isOver = ({ createdAt }: PersonalLimit) => createdAt < since;
      const state = await stateOf(subject);
      const hasLimits = Object.values(state?.limits ?? {}).some(isOver);
      if (state === undefined || !(hasLimits || knowsOlder(state, since))) {
        return;
      }
      const draft = {
        who: keyWho(key),
        from: originOf(event),
        action: 'subject.occupancy',
        object: { kind: 'subject', id: subject },
        subjects: [subject],
      } as const;
      const ended = async () => (await end(subject, isOver, now, since)).length;
      await audit.change(
        draft,
        async (note) =>
          note({ after: { occupied, since: isoTime(since), limitsEnded: await ended() } }),
        () => ({ outcome: 'done' }),
      );
    };
    const forgetTheirs = async ({ subject, since }: Move) => {
      await forget(subject, since);
    };
    await allInParallel([...last.values()], SUBJECTS_AT_ONCE, async (move) => {
      // A limit that lasts too long may let somebody go unseen, an old value in a chart does not.
      await allInParallel([endTheirs, forgetTheirs], 1, (part) => part(move));
    });
  };
}
