import type { Transition } from '../alert/alert.ts';
import { compareSeverity, type Severity } from '../alert/severity.ts';
import { ItemSizeEstimate, NEW_BYTE, REPEATED } from '../text/item-texts.ts';
import type { SeriesState } from './subject.ts';

/**
 * How large the item of a subject may become, in bytes as compressed. The estimate is so high that
 * whatever the labels are, with the outbox, it stays below DynamoDB's 400 KB: about 5,000 series
 * with labels such as Prometheus' exporters send, 40 with 8 KB of random text each.
 */
const MAX_ITEM_BYTES = 340_000;
/** The last quarter is kept for what is pending or fires, so that it seldom displaces a watch. */
const MAX_QUIET_BYTES = 255_000;

/** What an entry takes beside its texts: its times, phase and key. */
const ENTRY = 36;
/** What its alert takes: fingerprint, times, value; and the transition that tells it. */
const ALERT = 32;
/** What one sample of a window takes. */
const COUNTED = 6;
/** A character takes at most this many bytes of JSON: control characters are written `\u0001`. */
const MAX_BYTES_OF_CHARACTER = 6;

/** An entry that asks for room. */
export interface EvictionCandidate {
  readonly key: string;
  readonly entry: SeriesState;
  /** How bad it is, or would be. */
  readonly severity: Severity;
  /** Whether it is remembered already. */
  readonly stored: boolean;
}

/**
 * The keys of those entries for which there is no room beside the others, whatever the order in
 * which they came. What fires stays longest, then what is pending, then what counts breaches, then
 * what is watched for absence, and last what has ended and is only kept so that no late sample
 * begins it again. Among equals the worse stays, then what is remembered already.
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
  let total = outbox.reduce((sum, { alert }) => sum + ALERT + texts.add(textsOf(alert)), 0);
  let quiet = 0;
  for (const { key, entry } of claims.toSorted(byRank)) {
    const weight = flatWeight(entry) + texts.add(textsOf(entry));
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

/** Whether transitions that wait take so much that of each alert only the newest are kept. */
export function isOutboxOverflowing(transitions: readonly Transition[]): boolean {
  const room = MAX_ITEM_BYTES - MAX_QUIET_BYTES;
  if (roughly([], transitions) <= room) {
    return false;
  }
  const texts = new ItemSizeEstimate();
  return transitions.reduce((sum, t) => sum + ALERT + texts.add(textsOf(t.alert)), 0) > room;
}

const RANKS = { firing: 0, pending: 1, counting: 2, watched: 3, over: 4 } as const;

function rankOf({ phase, window, seenAt, beat, sent }: SeriesState): number {
  if (phase !== 'healthy') {
    return RANKS[phase];
  }
  if (window !== undefined || beat !== undefined || sent !== undefined) {
    return RANKS.counting;
  }
  return seenAt === undefined ? RANKS.over : RANKS.watched;
}

function byRank(a: EvictionCandidate, b: EvictionCandidate): number {
  return (
    rankOf(a.entry) - rankOf(b.entry) ||
    compareSeverity(a.severity, b.severity) ||
    Number(b.stored) - Number(a.stored) ||
    (a.key < b.key ? -1 : 1)
  );
}

function flatWeight({ window = [], alert, phase }: SeriesState): number {
  const told = alert !== undefined || phase === 'firing' ? 2 * ALERT : 0;
  return ENTRY + told + COUNTED * window.length;
}

/** The texts of an entry or of an alert; those that both have count once. */
function textsOf(named: {
  readonly rule: string;
  readonly metric: string;
  readonly labels: SeriesState['labels'];
  readonly groupKey?: string;
  readonly title?: string;
  readonly sent?: object;
}): readonly string[] {
  const { rule, metric, labels, groupKey = '', title = '', sent } = named;
  const words = sent === undefined ? [] : [JSON.stringify(sent)];
  return [rule, metric, groupKey, title, ...Object.entries(labels).flat(), ...words];
}

/** At least what the estimate gives: counting lengths is quick, and nearly always enough. */
function roughly(claims: readonly EvictionCandidate[], outbox: readonly Transition[]): number {
  let characters = 0;
  let flat = 0;
  const add = (named: Parameters<typeof textsOf>[0]) => {
    for (const text of textsOf(named)) {
      characters += text.length;
      flat += REPEATED;
    }
  };
  for (const { entry } of claims) {
    flat += flatWeight(entry);
    add(entry);
  }
  for (const { alert } of outbox) {
    flat += ALERT;
    add(alert);
  }
  return flat + NEW_BYTE * MAX_BYTES_OF_CHARACTER * characters;
}
