import { faultFingerprint, faultThreshold, type SenderFault } from '#core/alert/sender-fault.ts';
import { applySenderFault, senderFaultItemId } from '#core/evaluation/apply-sender-fault.ts';
import { unchanged } from '#core/evaluation/draft.ts';
import { compileRules } from '#core/evaluation/rule-set.ts';
import type { Config } from '#core/team/config.ts';
import { type Duration, type Instant, MINUTE } from '#core/time/instant.ts';
import { decideEach, type RelayOutcome, type SubjectPorts } from './subject-saving.ts';

/** A fault of a sender, and how often it has been seen since it was noted last. */
interface Sighting {
  readonly fault: SenderFault;
  readonly times: number;
}

/** What came of faults of senders. */
export interface FaultsRecorded {
  /** Those that were noted in the store now; the others had been just before, and wait. */
  readonly noted: readonly SenderFault[];
  readonly handedOver: RelayOutcome;
}

/**
 * How often one fault of one sender is noted at most, beside the sighting that makes it a habit.
 */
const NOTED_EVERY: Duration = MINUTE;

/** So many senders are held apart; the one that was heard of longest ago is forgotten first. */
const MAX_SENDERS = 1_000;

/**
 * Notes what is wrong with senders, and pages the technical service once it is a habit. What it
 * costs does not grow with the requests: whoever calls one of these again and again has a read a
 * minute for each fault that goes on, and a write each few minutes. Throws where the store fails;
 * the next sighting is then noted.
 */
export function recordSenderFaults(ports: SubjectPorts, config: Config) {
  const rules = compileRules(config);
  const hold = createHold();
  return async (faults: readonly SenderFault[], now: Instant): Promise<FaultsRecorded> => {
    const due = hold.due(faults, now);
    if (due.size === 0) {
      return { noted: [], handedOver: { kind: 'sent' } };
    }
    try {
      const { handedOver } = await decideEach(
        ports,
        [...due.keys()],
        (item, stored) => {
          const sighting = due.get(item);
          return sighting === undefined
            ? unchanged(stored)
            : applySenderFault(stored, sighting, rules, now);
        },
        rules,
        now,
      );
      return { noted: [...due.values()].map(({ fault }) => fault), handedOver };
    } catch (error) {
      hold.forget([...due.keys()]);
      throw error;
    }
  };
}

interface Held {
  /** Seen and not noted yet. */
  readonly waiting: number;
  readonly seen: number;
  readonly notedAt: Instant;
}

/** Which faults to note now: the first time, when it may be a habit, and then each minute. */
function createHold() {
  const held = new Map<string, Held>();
  const take = (fault: SenderFault, now: Instant): number => {
    const id = senderFaultItemId(fault);
    const known = held.get(id);
    const seen = (known?.seen ?? 0) + 1;
    const waiting = (known?.waiting ?? 0) + 1;
    const isDue =
      known === undefined ||
      seen === faultThreshold(fault).times ||
      Math.abs(now - known.notedAt) >= NOTED_EVERY;
    held.delete(id);
    const notedAt = isDue ? now : known.notedAt;
    held.set(id, { seen, waiting: isDue ? 0 : waiting, notedAt });
    if (held.size > MAX_SENDERS) {
      held.delete(held.keys().next().value ?? '');
    }
    return isDue ? waiting : 0;
  };
  return {
    due(faults: readonly SenderFault[], now: Instant): ReadonlyMap<string, Sighting> {
      const due = new Map<string, Sighting>();
      for (const fault of distinct(faults)) {
        const times = take(fault, now);
        if (times > 0) {
          due.set(senderFaultItemId(fault), { fault, times });
        }
      }
      return due;
    },
    forget(items: readonly string[]): void {
      for (const item of items) {
        held.delete(item);
      }
    },
  };
}

/** However many samples of a request have one fault, it has been seen once. */
function distinct(faults: readonly SenderFault[]): readonly SenderFault[] {
  return [...new Map(faults.map((fault) => [faultFingerprint(fault), fault])).values()];
}
