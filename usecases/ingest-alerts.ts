import {
  type AlertEvent,
  type ExternalAlert,
  isEnded,
  validateExternalAlert,
} from '#core/alert/external-alert.ts';
import { clocksAhead, clocksBehind, type SenderFault } from '#core/alert/sender-fault.ts';
import { unchanged } from '#core/evaluation/draft.ts';
import {
  applyAlertEvents,
  type ExternalAlertAssessment,
} from '#core/evaluation/external-alert/apply-alert-events.ts';
import { externalAlertItemId } from '#core/evaluation/external-alert/item.ts';
import { applyPings, type HeartbeatPing } from '#core/evaluation/heartbeat/apply-pings.ts';
import { heartbeatItemId } from '#core/evaluation/heartbeat/item.ts';
import { compileRules, type RuleSet } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { Rejection } from '#core/sample/validate-sample.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { decideEach, type RelayOutcome, type SubjectPorts } from './subject-saving.ts';

/** The outcome of ingesting external alerts. */
export interface AlertsIngested {
  readonly taken: number;
  /** How many alerts began, ended or changed in a way that concerns their incidents. */
  readonly transitions: number;
  /** The alerts that were rejected; `index` is the position among those given. */
  readonly rejected: readonly (Rejection & { readonly index: number })[];
  /** The faults of their senders that were detected. */
  readonly faults: readonly SenderFault[];
  readonly handedOver: RelayOutcome;
}

/**
 * All events for one item: those of one alert, or that alerts for which a heartbeat waits were
 * received.
 */
type Told =
  | { readonly kind: 'alert'; readonly events: AlertEvent[] }
  | { readonly kind: 'heartbeats'; readonly pings: HeartbeatPing[] };

/**
 * Ingests external alerts: one read for all of them, one write for each that changes. It returns
 * once the decisions are durable. If a store fails it throws after every alert was tried; the same
 * alerts may then be sent again.
 */
export function ingestAlerts(ports: SubjectPorts, config: Config) {
  const rules = compileRules(config);
  return async (events: readonly AlertEvent[], now: Instant): Promise<AlertsIngested> => {
    const { told, rejected } = sort(events, rules, now);
    const decide = (of: ReadonlyMap<string, Told>) => {
      const one = (item: string, stored: SubjectState | undefined) =>
        decideOn(of.get(item), { item, stored }, rules, now);
      return decideEach(ports, [...of.keys()], one, { rules, now });
    };
    const { decisions, handedOver } = await decide(told);
    const behind = decisions.flatMap((decision) => decision.behind ?? []);
    // Events of an alert that a heartbeat waits for count as its pings.
    const heard = sort(behind.map(fires).filter(isHeartbeats(rules)), rules, now);
    const after = heard.told.size > 0 ? await decide(heard.told) : undefined;
    const all = [...decisions, ...(after?.decisions ?? [])];
    return {
      taken: events.length - rejected.length,
      transitions: all.reduce((sum, d) => sum + d.transitions.length, 0),
      rejected,
      faults: [...clocksBehind(behind, now), ...clocksAhead(events, now)],
      handedOver: handedOver.kind === 'sent' ? (after?.handedOver ?? handedOver) : handedOver,
    };
  };
}

function fires({ endsAt: _, ...alert }: ExternalAlert): AlertEvent {
  return { kind: 'fires', alert };
}

function isHeartbeats(rules: RuleSet): (event: AlertEvent) => boolean {
  return (event) => {
    const route = event.kind === 'fires' ? rules.routeOf(event.alert) : undefined;
    return route !== undefined && 'heartbeat' in route.to;
  };
}

function sort(
  events: readonly AlertEvent[],
  rules: RuleSet,
  now: Instant,
): { told: ReadonlyMap<string, Told>; rejected: (Rejection & { index: number })[] } {
  const told = new Map<string, Told>();
  const rejected: (Rejection & { index: number })[] = [];
  for (const [index, event] of events.entries()) {
    const goes = destination(event, rules, now);
    if ('reason' in goes) {
      rejected.push({ index, ...goes });
    } else if (goes.heartbeat !== undefined) {
      const ping: HeartbeatPing = { heartbeat: goes.heartbeat, ping: { kind: 'success' } };
      const known = told.get(goes.item);
      if (known?.kind === 'heartbeats') {
        known.pings.push(ping);
      } else {
        told.set(goes.item, { kind: 'heartbeats', pings: [ping] });
      }
    } else {
      const known = told.get(goes.item);
      if (known?.kind === 'alert') {
        known.events.push(event);
      } else {
        told.set(goes.item, { kind: 'alert', events: [event] });
      }
      if (event.kind === 'ended') {
        alsoFormerly(event, told);
      }
    }
  }
  return { told, rejected };
}

/**
 * An alert first received before replica labels were left out of its identity is ended under its
 * old identity too.
 */
function alsoFormerly(
  { formerly }: Extract<AlertEvent, { kind: 'ended' }>,
  told: Map<string, Told>,
): void {
  if (formerly === undefined || told.has(externalAlertItemId(formerly))) {
    return;
  }
  const end: AlertEvent = { kind: 'ended', fingerprint: formerly };
  told.set(externalAlertItemId(formerly), { kind: 'alert', events: [end] });
}

interface Destination {
  readonly item: string;
  readonly heartbeat?: string;
}

function destination(event: AlertEvent, rules: RuleSet, now: Instant): Destination | Rejection {
  const { alert } = event;
  const { fingerprint } = event.kind === 'ended' ? event : event.alert;
  if (alert === undefined) {
    return { item: externalAlertItemId(fingerprint) };
  }
  const fault = validateExternalAlert(alert);
  if (fault !== undefined) {
    return fault;
  }
  const route = rules.routeOf(alert);
  if (route === undefined) {
    return NO_ROUTE;
  }
  // The end of an alert that a heartbeat waits for is no ping.
  const hasEnded = event.kind === 'ended' || isEnded(alert, now);
  if ('service' in route.to || hasEnded) {
    return { item: externalAlertItemId(fingerprint) };
  }
  const { heartbeat } = route.to;
  return { item: heartbeatItemId(heartbeat), heartbeat };
}

const NO_ROUTE: Rejection = {
  reason: 'no_route',
  detail:
    'no route of the config takes this alert and there is no technical_service: add it to "alerts"',
};

function decideOn(
  told: Told | undefined,
  { item, stored }: { readonly item: string; readonly stored: SubjectState | undefined },
  rules: RuleSet,
  now: Instant,
): ExternalAlertAssessment {
  switch (told?.kind) {
    case 'alert':
      return applyAlertEvents(stored, { item, events: told.events }, rules, now);
    case 'heartbeats':
      return applyPings(stored, { item, pings: told.pings }, rules, now);
    case undefined:
      return unchanged(stored);
  }
}
