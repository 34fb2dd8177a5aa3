import type { Transition } from '../alert/alert.ts';
import { omit } from '../collections/omit.ts';
import type { PageOrder } from '../paging/page.ts';
import type { ClockStep } from '../time/clock-skew.ts';
import type { IncidentContext } from './context.ts';
import { markEscalationFailureSent } from './escalation-failure.ts';
import { foldTransition } from './fold-transition.ts';
import type { Incident } from './incident.ts';
import { rebaseIncident } from './rebase-incident.ts';
import { dueOf, reconcile } from './reconcile.ts';
import { acknowledgeAlert, type SenderAcknowledges } from './sender-acknowledgement.ts';
import { trimHistory } from './trim-history.ts';

/** An event for an incident, or a mere reconciliation. */
export type IncidentEvent =
  | { readonly kind: 'transition'; readonly transition: Transition }
  | ({ readonly kind: 'acknowledged_by_sender' } & SenderAcknowledges)
  /** `step`: the clock step, if that is the reason. */
  | { readonly kind: 'look'; readonly step?: ClockStep };

/**
 * The incident after the event, to be saved; or why nothing is to be saved. `incident` is then as
 * it was.
 */
export type Decision =
  | { readonly kind: 'changed'; readonly incident: Incident }
  | {
      readonly kind: 'unchanged';
      readonly incident: Incident | undefined;
      readonly reason: string;
    };

/** Folds an event into the newest incident of a group key, and reconciles that. */
export function decide(
  latest: Incident | undefined,
  event: IncidentEvent,
  context: IncidentContext,
): Decision {
  return decideAll(latest, [event], context);
}

/**
 * Folds events of one moment, in their order, as if each were decided by itself; only the pages
 * that one of them plans and the next withdraws do not leave. They must be about one incident, and
 * either all firing or all ending.
 */
export function decideAll(
  latest: Incident | undefined,
  events: readonly IncidentEvent[],
  context: IncidentContext,
): Decision {
  let current = latest;
  for (const event of events) {
    const step = event.kind === 'look' ? event.step : undefined;
    current = current && rebaseIncident(current, context.now, step);
    const folded = fold(current, event, context);
    current = folded && reconcile(folded, context);
  }
  return current === undefined
    ? { kind: 'unchanged', incident: undefined, reason: 'no incident' }
    : finalize(latest, current, context);
}

function fold(
  latest: Incident | undefined,
  event: IncidentEvent,
  context: IncidentContext,
): Incident | undefined {
  switch (event.kind) {
    case 'transition':
      return foldTransition(latest, event.transition, context);
    case 'acknowledged_by_sender':
      return acknowledgeAlert(latest, event, context);
    case 'look':
      return latest;
  }
}

/**
 * Gives a changed incident its next version and due time, and trims it; one that did not change and
 * is not due is left alone.
 */
export function finalize(
  before: Incident | undefined,
  after: Incident,
  context: IncidentContext,
): Decision {
  if (after === before && (after.due === undefined || after.due > context.now)) {
    return { kind: 'unchanged', incident: before, reason: 'nothing to do' };
  }
  const due = dueOf(after, context);
  if (after === before && due === after.due) {
    return { kind: 'unchanged', incident: before, reason: 'waits to be handed over' };
  }
  if (after.status !== 'resolved' && due === undefined) {
    throw new Error(`incident ${after.id} is unresolved and has no due: it would be forgotten`);
  }
  const kept = trimHistory(omit(after, 'due'));
  const dated = { ...kept, ...(due !== undefined && { due }) };
  const version = after.version + 1;
  return { kind: 'changed', incident: { ...dated, savedAt: context.now, version } };
}

/** Returns the pages that may leave now and have not been relayed. */
export function ordersToRelay(incident: Incident, { now }: IncidentContext): readonly PageOrder[] {
  return incident.pages
    .filter((page) => page.status === 'planned' && page.at <= now)
    .map(({ id, responder, channel, reason, at }) => ({
      id,
      incident: incident.id,
      responder,
      channel,
      reason,
      at,
    }));
}

/**
 * Returns the incident once these pages are in the queue, and its escalation failure with that
 * `seq`.
 */
export function markRelayed(
  incident: Incident,
  ids: ReadonlySet<string>,
  told: number | undefined,
  context: IncidentContext,
): Decision {
  const pages = incident.pages.map((page) =>
    page.status === 'planned' && ids.has(page.id)
      ? ({ ...page, status: 'handed_over', handedOverAt: context.now } as const)
      : page,
  );
  const moved = pages.some((page, index) => page !== incident.pages[index]);
  const marked = moved ? { ...incident, pages } : incident;
  const all = told === undefined ? marked : markEscalationFailureSent(marked, told, context.now);
  return finalize(incident, all, context);
}
