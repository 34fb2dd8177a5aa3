import type { Alert, Transition } from '../alert/alert.ts';
import { compareSeverity, type Severity } from '../alert/severity.ts';
import { ItemSizeEstimate, NEW_BYTE, REPEATED } from '../text/item-size-estimate.ts';
import type { Entry } from './entry.ts';
import { RANKS } from './kind.ts';
import { kindOf } from './kinds.ts';

/**
 * The size limit of a subject's item, in bytes as compressed. The estimate is so high that with any
 * labels, and with the outbox, the item stays below DynamoDB's 400 KB: about 5,000 series with
 * labels such as Prometheus' exporters send, 40 with 8 KB of random text each.
 */
const MAX_ITEM_BYTES = 340_000;
/**
 * The last quarter is reserved for pending and firing entries, so that they seldom displace a
 * watch.
 */
const MAX_QUIET_BYTES = 255_000;

/** The size of an entry beside its texts: its times, phase and key. */
const ENTRY = 36;
/** The size of its alert: fingerprint, times, value; and of the transition with it. */
const ALERT = 32;
/** The size of one sample of a window. */
const COUNTED = 6;
/** A character takes at most this many bytes of JSON: control characters are written `\u0001`. */
const MAX_BYTES_OF_CHARACTER = 6;

/** An entry that competes for room. */
export interface EvictionCandidate {
  readonly key: string;
  readonly entry: Entry;
  /** How bad it is, or would be. */
  readonly severity: Severity;
  /** Whether it is stored already. */
  readonly stored: boolean;
}

/**
 * The keys of those entries for which there is no room beside the others, whatever the order in
 * which they came: by their ranks (`kind.ts`), among equals the worse stays, then what is
 * remembered already.
 */
export function entriesToEvict(
  claims: readonly EvictionCandidate[],
  outbox: readonly Transition[],
): ReadonlySet<string> {
  const none = new Set<string>();
  if (roughly(claims, outbox) <= MAX_QUIET_BYTES) {
    return none;
  }
  const texts = new ItemSizeEstimate();
  let total = outbox.reduce((sum, { alert }) => sum + ALERT + texts.add(textsOfAlert(alert)), 0);
  let quiet = 0;
  for (const { key, entry } of claims.toSorted(byRank)) {
    const weight = flatWeight(entry) + texts.add(textsOfEntry(entry));
    const isQuiet = rankOf(entry) >= RANKS.watched;
    if (total + weight > MAX_ITEM_BYTES || (isQuiet && quiet + weight > MAX_QUIET_BYTES)) {
      none.add(key);
    } else {
      total += weight;
      if (isQuiet) {
        quiet += weight;
      }
    }
  }
  return none;
}

/** Whether pending transitions take so much room that only the newest of each alert are kept. */
export function isOutboxOverflowing(transitions: readonly Transition[]): boolean {
  const room = MAX_ITEM_BYTES - MAX_QUIET_BYTES;
  if (roughly([], transitions) <= room) {
    return false;
  }
  const texts = new ItemSizeEstimate();
  return transitions.reduce((sum, t) => sum + ALERT + texts.add(textsOfAlert(t.alert)), 0) > room;
}

function rankOf(entry: Entry): number {
  return RANKS[kindOf(entry).rank(entry)];
}

function byRank(a: EvictionCandidate, b: EvictionCandidate): number {
  return (
    rankOf(a.entry) - rankOf(b.entry) ||
    compareSeverity(a.severity, b.severity) ||
    Number(b.stored) - Number(a.stored) ||
    (a.key < b.key ? -1 : 1)
  );
}

function flatWeight(entry: Entry): number {
  const kind = kindOf(entry);
  const told = entry.alert !== undefined || kind.phase(entry) === 'firing' ? 2 * ALERT : 0;
  return ENTRY + told + COUNTED * kind.counted(entry);
}

/** The texts of an entry; what an alert beside it has as well counts once. */
function textsOfEntry(entry: Entry): readonly string[] {
  const kind = kindOf(entry);
  const { rule, metric, labels } = kind.about(entry);
  return [rule, metric, ...Object.entries(labels).flat(), ...kind.texts(entry)];
}

function textsOfAlert({ rule, metric, labels, groupKey, title, sent }: Alert): readonly string[] {
  const words = sent === undefined ? [] : [JSON.stringify(sent)];
  return [rule, metric, groupKey, title, ...Object.entries(labels).flat(), ...words];
}

/** An upper bound of the estimate: counting lengths is quick, and nearly always enough. */
function roughly(claims: readonly EvictionCandidate[], outbox: readonly Transition[]): number {
  let characters = 0;
  let flat = 0;
  const add = (texts: readonly string[]) => {
    for (const text of texts) {
      characters += text.length;
      flat += REPEATED;
    }
  };
  for (const { entry } of claims) {
    flat += flatWeight(entry);
    add(textsOfEntry(entry));
  }
  for (const { alert } of outbox) {
    flat += ALERT;
    add(textsOfAlert(alert));
  }
  return flat + NEW_BYTE * MAX_BYTES_OF_CHARACTER * characters;
}
