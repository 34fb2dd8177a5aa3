import type { Alert } from './alert.ts';
import { type Matcher, matchesAll } from './matcher.ts';
import type { Severity } from './severity.ts';

/**
 * The route of external alerts to a service, which is paged, or to a heartbeat, which expects to
 * receive them (Prometheus' `Watchdog`).
 */
export interface AlertRoute {
  /**
   * Matchers on the alert's own labels, and on `rule`, `subject`, `severity`, `source` and `key`.
   * None: every alert.
   */
  readonly matchers: readonly Matcher[];
  readonly to: { readonly service: string } | { readonly heartbeat: string };
  /** The severity that replaces the sender's. */
  readonly severity?: Severity;
}

/** A team's routes of external alerts. */
export interface Routing {
  /** The routes: the first that takes an alert decides; see `routeOf`. */
  readonly alertRoutes: readonly AlertRoute[];
  /**
   * The service whose policy is paged about the paging itself: exhausted escalations, undeliverable
   * pages.
   */
  readonly technicalService?: string;
}

/** The parts of an alert that decide its route. */
export type Routable = Pick<Alert, 'rule' | 'subject' | 'severity' | 'labels' | 'sent'>;

/**
 * Returns the first route that takes the alert. Alerts that no route takes go to the technical
 * service, as do faults of senders in any case; undefined if there is none.
 */
export function routeOf(
  { alertRoutes, technicalService }: Routing,
  alert: Routable,
): AlertRoute | undefined {
  const { rule, subject, labels, sent } = alert;
  if (sent?.source === 'wardbell') {
    return technical(technicalService);
  }
  const { source = '', key = '', severity = alert.severity } = sent ?? {};
  const known = { rule, subject, severity, source, key, ...labels };
  const route = alertRoutes.find(({ matchers }) => matchesAll(matchers, known));
  return route ?? technical(technicalService);
}

function technical(service: string | undefined): AlertRoute | undefined {
  return service === undefined ? undefined : { matchers: [], to: { service } };
}
