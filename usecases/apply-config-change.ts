import type { AuditEntry } from '#core/audit/audit-entry.ts';
import { chunks } from '#core/collections/chunks.ts';
import type { IncidentContext } from '#core/incident/context.ts';
import type { Incident } from '#core/incident/incident.ts';
import { reconcile } from '#core/incident/reconcile.ts';
import {
  configHash,
  detectConfigChange as decide,
  type OwnConfig,
} from '#core/team/applied-config.ts';
import type { Config } from '#core/team/config.ts';
import { type Duration, END_OF_TIME, type Instant, MINUTE } from '#core/time/instant.ts';
import { trackExpectedMetrics } from './audit-missing-metrics.ts';
import type { Ports } from './ports.ts';
import { reconcileSubjectsNotDue } from './reconcile-subjects-not-due.ts';

type FollowPorts = Pick<Ports, 'subjects' | 'incidents' | 'controls' | 'incidentQueue' | 'trail'>;

/** How long a clock that found everything in order waits before it reads the store again. */
const TRUSTED: Duration = MINUTE;

/** How many incidents are read at once: they fit into a function's memory whatever their size. */
const BATCH = 250;

/**
 * Applies a new config at once. It requests a reconciliation of every open incident that the config
 * changes, e.g. because the person who acknowledged it has left the config; it reconciles the
 * subjects that would not be due for long; and it starts to track the metrics of new rules. The
 * config is recorded as applied, in the audit trail and then for the next call, after these
 * messages are in the queue, so a crash in between repeats them. Returns the number of incidents
 * that it requested.
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
    const seen = await ports.controls.followedConfig(own.place);
    const step = decide(seen, own, now);
    const touched = step.kind === 'look' ? await lookAtTouched(ports, config, own, now) : 0;
    if (step.kind === 'look') {
      await assessLater(now);
    }
    // A clock of the version before may have recorded its own config meanwhile, or none.
    if (step.kind === 'look' || !areAwaited) {
      await awaitAll(now);
    }
    areAwaited = true;
    if (step.kind === 'look' && seen?.config !== own.config) {
      await ports.trail.append(applied(config, own, now));
    }
    if (step.kind !== 'nothing') {
      await ports.controls.putFollowedConfig(step.store);
    }
    trustedUntil = now + TRUSTED;
    return touched;
  };
}

/** A crash before the config is recorded for the next call makes one more of these. */
function applied({ hash }: Config, { place, generation }: OwnConfig, at: Instant): AuditEntry {
  return {
    id: `config.${place}`,
    at,
    who: { kind: 'platform', by: 'clock' },
    action: 'config.apply',
    object: { kind: 'config', id: hash },
    outcome: 'done',
    after: { place, ...(generation !== undefined && { generation }) },
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
 * Whether the config changes an incident. Silences, overrides and page records are not read:
 * without them an incident may be reconciled in vain, but none is missed. The tick handles what is
 * due.
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
