import type { Alert } from './alert.ts';
import { type Matcher, matchesAll } from './matcher.ts';
import type { Severity } from './severity.ts';

/**
 * Where external alerts go: to a service, which is paged, or to a heartbeat, which
 * expects to hear them (Prometheus' `Watchdog`).
 */
export interface AlertRoute {
  /**
   * On the alert's own labels, and on `rule`, `subject`, `severity`, `source` and `key`. None:
   * every alert.
   */
  readonly matchers: readonly Matcher[];
  readonly to: { readonly service: string } | { readonly heartbeat: string };
  /** In place of the sender's. */
  readonly severity?: Severity;
}

/** Where a team has external alerts go. */
export interface Routing {
  /** The first route that takes an alert says where it goes; see `routeOf`. */
  readonly alertRoutes: readonly AlertRoute[];
  /**
   * The service whose policy is paged about the paging itself: exhausted escalations, undeliverable
   * pages.
   */
  readonly technicalService?: string;
}

/** What of an alert decides where it goes. */
export type Routable = Pick<Alert, 'rule' | 'subject' | 'severity' | 'labels' | 'sent'>;

/**
 * The first route that takes the alert. What no route takes goes to the technical service, as does
 * what is wrong with a sender whatever the routes say; undefined if there is none.
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
