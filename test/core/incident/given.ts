import type { Alert, Transition } from '#core/alert/alert.ts';
import { act } from '#core/incident/act.ts';
import type { Action } from '#core/incident/action.ts';
import type { IncidentContext } from '#core/incident/context.ts';
import { decide, finalize, markRelayed, ordersToRelay } from '#core/incident/decide.ts';
import { escalationFailureTransition } from '#core/incident/escalation-failure.ts';
import { foldTransition } from '#core/incident/fold-transition.ts';
import type { Incident, IncidentPage } from '#core/incident/incident.ts';
import { reconcile } from '#core/incident/reconcile.ts';
import type { PageRecord } from '#core/paging/page.ts';
import type { Silence } from '#core/suppression/silence.ts';
import type { Config, Service } from '#core/team/config.ts';
import { DAY, type Duration, MINUTE } from '#core/time/instant.ts';
import { hospital, service } from '../../support/config.ts';
import { alert, NIGHT } from '../../support/incident.ts';
import { wordsOf } from '../../support/timeline.ts';

export const CONFIG = hospital();

/**
 * Returns what a decision so long after `NIGHT` rests on; nothing but the config unless more is
 * given.
 */
export function context(after: Duration = 0, more: Partial<IncidentContext> = {}): IncidentContext {
  const empty = { silences: [], overrides: [], records: new Map() };
  return { now: NIGHT + after, config: CONFIG, ...empty, ...more };
}

export function fires(subject: string, seq: number, more: Partial<Alert> = {}): Transition {
  return { kind: 'firing', alert: inGroup(subject, more), seq, at: NIGHT };
}

export function ends(subject: string, seq: number, more: Partial<Alert> = {}): Transition {
  return { kind: 'resolved', alert: inGroup(subject, more), seq, at: NIGHT, reason: 'recovered' };
}

/**
 * Returns an alert. All alerts of these tests share one incident, so that effects of one on another
 * show.
 */
function inGroup(subject: string, more: Partial<Alert>): Alert {
  return alert(subject, { groupKey: 'icu', title: `${subject} low`, ...more });
}

/** Returns the fingerprint of a subject's alert. */
export function idOf(subject: string): string {
  return alert(subject).fingerprint;
}

/**
 * Returns the incident after some transitions at one moment, settled and with its pages handed
 * over.
 */
export function opened(transitions: readonly Transition[], given = context()): Incident {
  let incident: Incident | undefined;
  for (const transition of transitions) {
    incident = foldTransition(incident, transition, given);
  }
  if (incident === undefined) {
    throw new Error('nothing fires');
  }
  const { incident: saved } = finalize(undefined, reconcile(incident, given), given);
  return delivered(saved ?? incident, given);
}

/**
 * Returns the same some time later, its pages handed over. All that were handed over before have
 * been sent, unless records are given.
 */
export function later(incident: Incident, given: IncidentContext): Incident {
  const known = given.records.size > 0 ? given : { ...given, records: records(incident, 'sent') };
  return delivered(decide(incident, { kind: 'look' }, known).incident ?? incident, known);
}

/** Returns the incident once everything that may leave has been handed over. */
export function delivered(incident: Incident, given: IncidentContext): Incident {
  const ids = new Set(ordersToRelay(incident, given).map(({ id }) => id));
  const told = escalationFailureTransition(incident, given.now);
  const decision = markRelayed(incident, ids, told?.seq, given);
  return decision.incident ?? incident;
}

/** Returns the records of the incident's pages as they would be with one outcome for all. */
export function records(
  { pages }: Incident,
  status: PageRecord['status'],
  outcome = status === 'sent' ? 'message m-1' : 'nobody is subscribed',
): ReadonlyMap<string, PageRecord> {
  return new Map(pages.map((page) => [page.id, record(page, status, outcome)]));
}

export function record(
  page: IncidentPage,
  status: PageRecord['status'],
  outcome: string,
): PageRecord {
  const { id, responder, channel, reason, at } = page;
  const order = { id, incident: id.split('.')[0] ?? '', responder, channel, reason, at };
  return { order, status, attempts: [{ at, result: { code: 'text', text: outcome } }], version: 1 };
}

/** Returns a silence on one subject, or on all, from `NIGHT` on. */
export function silence(
  subject: string | null,
  duration: Duration = DAY,
  more: Partial<Silence> = {},
): Silence {
  const name = subject === null ? 'service' : 'subject';
  return {
    id: `s-${subject}`,
    kind: 'silence',
    matchers: [{ name, op: '=', value: subject ?? 'icu' }],
    startsAt: NIGHT,
    endsAt: NIGHT + duration,
    createdBy: 'anna',
    createdAt: NIGHT,
    comment: '',
    ...more,
  };
}

/** Returns the pages that left or are to leave, as `anna sms (escalation_step)`, oldest first. */
export function paged({ pages }: Incident): readonly string[] {
  return pages
    .filter((page) => page.status !== 'withdrawn')
    .map(({ responder, channel, reason }) => `${responder} ${channel} (${reason})`);
}

export function texts(incident: Incident): readonly string[] {
  return wordsOf(incident, CONFIG);
}

export function lastText(incident: Incident): string | undefined {
  return texts(incident).at(-1);
}

/** Returns the hospital with something else about its `icu`. */
export function withIcu(more: Partial<Service>): Config {
  return hospital({ services: [service('icu', 'icu', more)] });
}

export const minutes = (count: number): Duration => count * MINUTE;

export const acknowledge = (by: string) => ({ kind: 'acknowledge', by }) as const;
export const decline = (by: string) => ({ kind: 'decline', by }) as const;

/** Returns the answer, and the incident after it with its pages handed over. */
export function tell(incident: Incident, action: Action, given = context(MINUTE)) {
  const { answer, decision } = act(incident, action, given);
  const after = decision.incident ?? incident;
  return { said: `${answer.kind}: ${answer.text}`, after: delivered(after, given), decision };
}

/** Returns the incident after some answers, a minute after `NIGHT`. */
export function answered(incident: Incident, ...actions: readonly Action[]): Incident {
  return actions.reduce((i, action) => tell(i, action).after, incident);
}
