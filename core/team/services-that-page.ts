import { type Target, targetsOf } from '../escalation/policy.ts';
import type { Config } from './config.ts';

/**
 * Returns the services that page some targets, by any of their policies: a proof of all would take
 * longer than whoever waits for it should.
 */
export function servicesThatPage(
  config: Config,
  isMeant: (target: Target) => boolean,
): Config['services'] {
  const policies = Object.values(config.policies).filter((one) => targetsOf(one).some(isMeant));
  const ids = new Set<string | null>(policies.map(({ id }) => id));
  const services = Object.entries(config.services).filter(([, service]) =>
    Object.values(service.policies).some((id) => ids.has(id)),
  );
  return Object.fromEntries(services);
}
