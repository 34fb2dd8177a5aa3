import { matcherText } from '#core/alert/matcher.ts';
import { CANARY } from '#core/canary/canary.ts';
import type { Config } from '#core/team/config.ts';

/**
 * Returns the receivers in Alertmanager's terms: the services, and the heartbeats that wait for
 * alerts.
 */
export function receiversOf({ services, alertRoutes }: Config): readonly { name: string }[] {
  const waiting = alertRoutes.flatMap(({ to }) => ('heartbeat' in to ? [receiverName(to)] : []));
  const names = Object.keys(services).filter((id) => id !== CANARY.id);
  return [...new Set([...names, ...waiting])].map((name) => ({ name }));
}

/**
 * Returns the routes of external alerts as an Alertmanager configuration that amtool shows and
 * tests (`amtool config routes test`). It is JSON, which is YAML too. Alerts that no route takes
 * are refused if there is no technical service; Alertmanager has no equivalent, so the first
 * service is shown there.
 */
export function routingTree(config: Config): string {
  const receivers = receiversOf(config);
  const route = {
    receiver: config.technicalService ?? receivers[0]?.name ?? '',
    routes: config.alertRoutes.map(({ matchers, to }) => ({
      receiver: receiverName(to),
      matchers: matchers.map(matcherText),
    })),
  };
  return JSON.stringify({ route, receivers }, null, 2);
}

function receiverName(to: Config['alertRoutes'][number]['to']): string {
  return 'service' in to ? to.service : `heartbeat ${to.heartbeat}`;
}
