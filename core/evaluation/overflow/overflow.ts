import type { Alert } from '../../alert/alert.ts';
import { fingerprint } from '../../alert/fingerprint.ts';
import { groupKey } from '../../alert/group-key.ts';
import { type Duration, type Instant, MINUTE } from '../../time/instant.ts';
import { shiftEarlier } from '../../time/shift-earlier.ts';
import type { Edits, Kind } from '../kind.ts';
import { abandon, reassert, tellAt } from '../reassert.ts';
import type { RuleSet } from '../rule-set.ts';
import type { OverflowEntry } from './state.ts';

/**
 * The key of the entry that records that a subject has more series than its item has room for. An
 * evicted watch is an alarm that may be lost, so the technical service is alerted.
 */
export const OVERFLOW_KEY = 'wardbell-no-room';

/** The overflow ends after this long without an eviction. */
const OVER_AFTER: Duration = 30 * MINUTE;

/** How often an ongoing overflow is written: a write for each request would be expensive. */
const WRITE_EVERY: Duration = 15 * MINUTE;

/** The kind of an overflow: some of a subject's series are not watched, since it has too many. */
export const OVERFLOW: Kind<OverflowEntry> = {
  about: () => ({ rule: OVERFLOW_KEY, metric: '', labels: {} }),
  phase: ({ alert }) => (alert === undefined ? 'healthy' : 'firing'),
  since: ({ alert }) => alert?.startsAt,
  rank: () => 'firing',
  texts: () => [],
  counted: () => 0,
  newestSample: () => 0,
  lastValue: () => undefined,
  moved: (state, { by }) => ({
    ...state,
    ...shiftEarlier(state, by, 'overflowedAt', 'assertedAt'),
  }),
  due: (state) => Math.min(overAt(state), tellAt(state)),
  reconcile,
};

function overAt({ overflowedAt }: OverflowEntry): Instant {
  return overflowedAt + OVER_AFTER;
}

function reconcile(edits: Edits, rules: RuleSet, key: string, state: OverflowEntry): void {
  const { alert } = state;
  const today = alert && overflowAlert(rules, edits.subject, alert.startsAt);
  if (alert === undefined || today === undefined) {
    abandon(edits, key, state);
  } else if (edits.now >= overAt(state)) {
    abandon(edits, key, state, 'recovered');
  } else {
    reassert(edits, key, state, { today, due: tellAt(state) });
  }
}

/** Records an eviction if it is due to be written, and sends the alert if the overflow is new. */
export function noteOverflow(edits: Edits, rules: RuleSet): void {
  const { subject, now } = edits;
  const known = edits.get(OVERFLOW_KEY);
  if (known === undefined) {
    const alert = overflowAlert(rules, subject, now);
    if (alert !== undefined) {
      edits.fire(OVERFLOW_KEY, { kind: 'overflow', overflowedAt: now }, alert);
    }
  } else if (known.kind === 'overflow' && now >= known.overflowedAt + WRITE_EVERY) {
    edits.put(OVERFLOW_KEY, { ...known, overflowedAt: now });
  }
}

/** Returns the alert for the technical service; undefined if there is none. */
function overflowAlert(
  { technicalService: service, groupBy }: RuleSet,
  subject: string,
  startsAt: Instant,
): Alert | undefined {
  if (service === undefined) {
    return undefined;
  }
  const about = { rule: OVERFLOW_KEY, subject, metric: '', labels: {}, severity: 'error' } as const;
  return {
    ...about,
    fingerprint: fingerprint(['wardbell', 'no room', subject]),
    service,
    groupKey: groupKey(service, groupBy(service), about),
    title: 'Too many series: some are not watched',
    limit: 'more than one subject can hold',
    startsAt,
  };
}
