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
 * them, each with an entry in the audit trail. Of a subject that has neither nothing is written:
 * an Encounter comes again with each change of it. Values that are kept for charts are told no more
 * as those of the subject.
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
    const recorded = ({ subject, occupied, since }: Move, what: () => Promise<object>) =>
      audit.change(
        {
          who: keyWho(key),
          from: originOf(event),
          action: 'subject.occupancy',
          object: { kind: 'subject', id: subject },
          subjects: [subject],
        },
        async (note) => note({ after: { occupied, since: isoTime(since), ...(await what()) } }),
        () => ({ outcome: 'done' }),
      );
    const endTheirs = async (move: Move) => {
      const { subject, since } = move;
      const isOver = ({ createdAt }: PersonalLimit) => createdAt < since;
      const state = await stateOf(subject);
      const hasLimits = Object.values(state?.limits ?? {}).some(isOver);
      if (state === undefined || !(hasLimits || knowsOlder(state, since))) {
        return;
      }
      await recorded(move, async () => ({
        limitsEnded: (await end(subject, isOver, now, since)).length,
      }));
    };
    const forgetTheirs = (move: Move) =>
      forget(move.subject, move.since, (write) =>
        recorded(move, async () => ({ valuesForgotten: await write() })),
      );
    await allInParallel([...last.values()], SUBJECTS_AT_ONCE, async (move) => {
      // A limit that lasts too long may let somebody go unseen, an old value in a chart does not.
      const parts = [() => endTheirs(move), () => forgetTheirs(move)];
      await allInParallel(parts, 1, (part) => part());
    });
  };
}
