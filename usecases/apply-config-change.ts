import { chunks } from '#core/collections/chunks.ts';
import type { IncidentContext } from '#core/incident/context.ts';
import type { Incident } from '#core/incident/incident.ts';
import { reconcile } from '#core/incident/reconcile.ts';
import type { Config } from '#core/team/config.ts';
import {
  configHash,
  detectConfigChange as decide,
  type OwnConfig,
} from '#core/team/followed-config.ts';
import { type Duration, END_OF_TIME, type Instant, MINUTE } from '#core/time/instant.ts';
import { trackExpectedMetrics } from './audit-missing-metrics.ts';
import type { Ports } from './ports.ts';
import { reconcileSubjectsNotDue } from './reconcile-subjects-not-due.ts';

type FollowPorts = Pick<Ports, 'subjects' | 'incidents' | 'controls' | 'incidentQueue'>;

/** A clock that found everything in order looks at the store again after this. */
const TRUSTED: Duration = MINUTE;

/** Incidents read at once: so many fit into the memory of a function, however large they are. */
const BATCH = 250;

/**
 * Acts on a new config at once: asks for a look at every open incident of which it makes something
 * else, e.g. because whoever acknowledged it is in the config no more, and looks at the subjects
 * that nobody would look at for long; from now on its metrics are waited for. That it was acted on
 * is stored after the looks are in the queue, so a crash in between repeats them. Answers how many
 * incidents it asked for.
 */
export function applyConfigChange(
  ports: FollowPorts,
  config: Config,
  where: Omit<OwnConfig, 'config'> = { place: 'here' },
) {
  const own: OwnConfig = { ...where, config: configHash(config) };
  const assessLater = reconcileSubjectsNotDue(ports, config);
  const awaitAll = trackExpectedMetrics(ports, config);
  let areAwaited = false;
  let trustedUntil = Number.NEGATIVE_INFINITY;
  return async (now: Instant): Promise<number> => {
    if (now < trustedUntil && now > trustedUntil - 2 * TRUSTED) {
      return 0;
    }
    const step = decide(await ports.controls.followedConfig(own.place), own, now);
    const touched = step.kind === 'look' ? await lookAtTouched(ports, config, own, now) : 0;
    if (step.kind === 'look') {
      await assessLater(now);
    }
    // A version of before may have noted those of its own config meanwhile, or none.
    if (step.kind === 'look' || !areAwaited) {
      await awaitAll(now);
    }
    areAwaited = true;
    if (step.kind !== 'nothing') {
      await ports.controls.putFollowedConfig(step.store);
    }
    trustedUntil = now + TRUSTED;
    return touched;
  };
}

async function lookAtTouched(
  { incidents, incidentQueue }: FollowPorts,
  config: Config,
  own: OwnConfig,
  now: Instant,
): Promise<number> {
  const ids = (await incidents.dueBefore(END_OF_TIME, Number.POSITIVE_INFINITY)).map((d) => d.id);
  let touched = 0;
  for (const batch of chunks(ids, BATCH)) {
    const some = await incidents.load(batch);
    const found = [...some.values()].filter((incident) => isTouched(incident, config, now));
    touched += found.length;
    const round = Math.floor(now / MINUTE);
    await incidentQueue.send(
      found.map(({ id }) => ({
        body: { kind: 'look', incident: id, why: 'the config has changed' },
        deduplication: `${id}:${own.config}:${round}`,
      })),
    );
  }
  return touched;
}

/**
 * Whether the config makes something else of an incident. Silences, overrides and records are left
 * out: without them it may be looked at in vain, and is never passed over. What is due is looked at
 * by the tick.
 */
function isTouched(incident: Incident, config: Config, now: Instant): boolean {
  const { status, due = now } = incident;
  if (status === 'resolved' || due <= now) {
    return false;
  }
  const nothing = { silences: [], overrides: [], records: new Map() };
  const context: IncidentContext = { now, config, ...nothing };
  return reconcile(incident, context) !== incident;
}
