import { Stack } from 'aws-cdk-lib';
import type { Plan } from '#deployment/capacity/counted-shapes.ts';
import { planConcurrency } from '../../lib/concurrency.ts';

/** The quota of an account that has asked for it, which docs/deploy.md recommends. */
const QUOTA = 1_000;

/** Returns what a deployment with that quota allows itself. */
export function recommendedPlan(): Plan {
  const { rooms, agents } = planConcurrency(new Stack(), { quota: QUOTA });
  const atOnce = (name: 'ingest' | 'incident' | 'page') => rooms[name].reserved ?? QUOTA;
  return {
    quota: QUOTA,
    atOnce: { ingest: atOnce('ingest'), incident: atOnce('incident'), page: atOnce('page') },
    requestsPerSecond: agents.perSecond,
  };
}
