import { matcherText } from '#core/alert/matcher.ts';
import { CANARY } from '#core/canary/canary.ts';
import type { Config } from '#core/team/config.ts';

/**
 * Who can receive an alert, as Alertmanager names receivers: the services, and the heartbeats that
 * wait for alerts.
 */
export function receiversOf({ services, alertRoutes }: Config): readonly { name: string }[] {
  const waiting = alertRoutes.flatMap(({ to }) => ('heartbeat' in to ? [receiverName(to)] : []));
  const names = Object.keys(services).filter((id) => id !== CANARY.id);
  return [...new Set([...names, ...waiting])].map((name) => ({ name }));
}

/**
 * Where external alerts go, as a configuration of Alertmanager that amtool shows and tests
 * (`amtool config routes test`). JSON, which is YAML too. What no route takes is refused where
 * there is no technical service; Alertmanager knows no such thing, so that the first service stands
 * there.
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
