import { faultFingerprint, faultThreshold, type SenderFault } from '#core/alert/sender-fault.ts';
import { unchanged } from '#core/evaluation/draft.ts';
import { compileRules } from '#core/evaluation/rule-set.ts';
import {
  applySenderFault,
  senderFaultItemId,
} from '#core/evaluation/sender-fault/apply-sender-fault.ts';
import type { Config } from '#core/team/config.ts';
import { type Duration, type Instant, MINUTE } from '#core/time/instant.ts';
import { decideEach, type RelayOutcome, type SubjectPorts } from './subject-saving.ts';

/** A fault of a sender, and how often it was seen since it was last recorded. */
interface Sighting {
  readonly fault: SenderFault;
  readonly times: number;
}

/** The outcome of recording faults of senders. */
export interface FaultsRecorded {
  /** Those written to the store now; the others were written a moment ago and are held back. */
  readonly noted: readonly SenderFault[];
  readonly handedOver: RelayOutcome;
}

/**
 * How often one fault of one sender is written at most, beside the sighting that reaches its
 * threshold.
 */
const NOTED_EVERY: Duration = MINUTE;

/** How many senders are tracked separately; the one heard from longest ago is dropped first. */
const MAX_SENDERS = 1_000;

/**
 * Records faults of senders, and pages the technical service once a fault has reached its
 * threshold. The cost does not grow with the number of requests: keep the returned function, and
 * each fault that continues costs one read a minute and one write every few minutes. Throws if the
 * store fails; the next sighting is then recorded.
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
        { rules, now },
      );
      return { noted: [...due.values()].map(({ fault }) => fault), handedOver };
    } catch (error) {
      hold.forget([...due.keys()]);
      throw error;
    }
  };
}

interface Held {
  /** Sightings that are not recorded yet. */
  readonly waiting: number;
  readonly seen: number;
  readonly notedAt: Instant;
}

/**
 * Returns the faults to record now: at the first sighting, when the threshold may be reached, and
 * then once a minute.
 */
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

/** However many samples of a request share a fault, it counts as seen once. */
function distinct(faults: readonly SenderFault[]): readonly SenderFault[] {
  return [...new Map(faults.map((fault) => [faultFingerprint(fault), fault])).values()];
}
