import { randomUUID } from 'node:crypto';
import { actorOf } from '#core/actor/actor.ts';
import type { AuditEntry } from '#core/audit/audit-entry.ts';
import { type Duration, MINUTE } from '#core/time/instant.ts';
import { describeError } from '#runtime/log.ts';
import type { Runtime } from '#runtime/runtime.ts';
import { isTransient } from '#runtime/transient.ts';
import { Unavailable } from '#usecases/ports.ts';
import { recentlySeen } from './recently-seen.ts';
import { type Allowance, type Bucket, takeToken } from './token-bucket.ts';

/** An entry before it is written. */
export type AuditDraft = Omit<AuditEntry, 'id' | 'at' | 'outcome' | 'reason'>;

/** What becomes known of a change while it is made. */
export type AuditDetails = Partial<Pick<AuditEntry, 'object' | 'subjects' | 'before' | 'after'>>;

/** Adds what is known by now to the entry of what is being done. */
export type NoteAudit = (details: AuditDetails) => void;

/** What became of it. */
export type AuditEnd = Pick<AuditEntry, 'outcome' | 'reason'>;

/** Writes the entries of the audit trail for a function that takes requests. */
export interface AuditRecorder {
  /**
   * Makes a change and records it. It is on record that it was begun before it is made; if that
   * cannot be written, nothing is changed (`Unavailable`), unless it answers an incident: nobody is
   * kept from that, and what could not be written is logged.
   */
  change<Result>(
    draft: AuditDraft,
    make: (note: NoteAudit) => Promise<Result>,
    endOf: (result: Result) => AuditEnd,
  ): Promise<Result>;
  /**
   * Records what one entry tells whole, such as a look at something before it is shown; if that
   * cannot be written it is not shown (`Unavailable`), unless it is an incident. The same by the
   * same is one for a while.
   */
  once(draft: AuditDraft, end: AuditEnd): Promise<void>;
  /**
   * Records that something was refused which changed nothing: the first of its kind for a while,
   * and not more than a store should be asked to keep of guesses. It does not throw.
   */
  refusal(draft: AuditDraft, reason: string): Promise<void>;
}

/** For how long the same look or refusal is not recorded again by the same instance. */
const SAME_FOR: Duration = 10 * MINUTE;

/** How many refusals an instance records, whoever guesses from wherever. */
const REFUSALS: Allowance = { rate: 1, burst: 60 };

/** Creates the recorder of a function. */
export function createAuditRecorder(
  { ports: { trail }, clock, log, measure }: Pick<Runtime, 'ports' | 'clock' | 'log' | 'measure'>,
  newId: () => string = randomUUID,
): AuditRecorder {
  const isRecent = recentlySeen(SAME_FOR, clock);
  let refusals: Bucket | undefined;

  /** Whether it was written. What was not is logged, without subjects: logs hold no patients. */
  async function write(entry: AuditEntry): Promise<boolean> {
    try {
      await trail.append(entry);
      return true;
    } catch (error) {
      const { id, action, object, outcome, who } = entry;
      const about = { entry: id, action, outcome, ...actorOf(who), ...shownObject(object) };
      log({ level: 'error', message: NOT_WRITTEN, ...about, error: describeError(error) });
      measure({ auditEntriesLost: 1 });
      return false;
    }
  }

  async function mustWrite(entry: AuditEntry, reason: string): Promise<void> {
    if (!(await write(entry)) && !mustGoOn(entry)) {
      throw new Unavailable(NOT_WRITTEN, { reason });
    }
  }

  return {
    async change(draft, make, endOf) {
      const entry = { ...draft, id: newId(), at: clock() };
      await mustWrite({ ...entry, outcome: 'begun' }, NOT_CHANGED);
      let known: AuditDetails = {};
      const note: NoteAudit = (details) => {
        known = { ...known, ...details };
      };
      try {
        const result = await make(note);
        await write({ ...entry, ...known, ...endOf(result) });
        return result;
      } catch (error) {
        const reason = isTransient(error) ? 'unavailable' : 'internal';
        await write({ ...entry, ...known, outcome: 'failed', reason });
        throw error;
      }
    },
    async once(draft, end) {
      const key = JSON.stringify([draft.who, draft.action, draft.object, end]);
      if (isRecent.has(key)) {
        return;
      }
      await mustWrite({ ...draft, id: newId(), at: clock(), ...end }, NOT_SHOWN);
      isRecent.add(key);
    },
    async refusal(draft, reason) {
      const { who, from, action, object } = draft;
      const key = JSON.stringify([who, from?.network, action, object, reason]);
      if (isRecent.has(key)) {
        return;
      }
      const taken = takeToken(refusals, REFUSALS, clock());
      refusals = taken.bucket;
      if (taken.kind === 'taken') {
        isRecent.add(key);
        await write({ ...draft, id: newId(), at: clock(), outcome: 'refused', reason });
      }
    },
  };
}

const NOT_WRITTEN = 'an entry of the audit trail could not be written';
const NOT_CHANGED =
  'Who changes what is recorded, and the record could not be written: nothing was changed.';
const NOT_SHOWN = 'Who looks at this is recorded, and the record could not be written.';

/**
 * An incident must be answered, and tells on its own timeline by whom it was; and whoever signs out
 * must be out.
 */
function mustGoOn({ action }: Pick<AuditEntry, 'action'>): boolean {
  return action.startsWith('incident.') || action === 'sign_out';
}

/** What may be logged of the object: an incident's id is a hash, a subject's may be a patient's. */
function shownObject(object: AuditEntry['object']): object {
  return { ...(object?.kind === 'incident' && { incident: object.id }) };
}
