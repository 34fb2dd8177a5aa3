import type { Alert } from '#core/alert/alert.ts';
import { firingAlerts } from '#core/incident/alerts.ts';
import type { IncidentContext } from '#core/incident/context.ts';
import { deferredUntil, type Incident } from '#core/incident/incident.ts';
import { inhibitionsOf } from '#core/incident/quiet.ts';
import {
  type Inhibitor,
  incidentOfInhibited,
  inhibitedId,
  inhibitionRoles,
  isBelieved,
  keyOfInhibitor,
} from '#core/suppression/inhibition.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { allInParallel } from './in-parallel.ts';
import type { IncidentMessage, Ports } from './ports.ts';

type InhibitionPorts = Pick<Ports, 'controls' | 'incidents' | 'incidentQueue'>;

/** How many keys one incident asks about: what more of its alerts would need pages. */
const MOST_KEYS = 50;

/** How many inhibitors of one key are read: one that is believed is enough. */
const MOST_READ = 100;

/** How many incidents are told that an inhibitor has ended; others look by themselves. */
const MOST_TOLD = 10_000;

const AT_ONCE = 10;

/**
 * Returns a function that reads the inhibitors of an incident's firing alerts, and of those that
 * are about to join it. What cannot be read inhibits nothing. Without rules whose targets they are
 * nothing is read.
 */
export function readInhibitors({ controls }: Pick<Ports, 'controls'>, config: Config) {
  const { inhibitRules: rules = [] } = config;
  return async (
    incident: Incident | undefined,
    messages: readonly IncidentMessage[] = [],
  ): Promise<readonly Inhibitor[]> => {
    if (rules.length === 0) {
      return [];
    }
    const fires = incident === undefined ? [] : firingAlerts(incident).map(({ alert }) => alert);
    const keys = [...fires, ...messages.flatMap(firingIn)].flatMap((alert) =>
      inhibitionRoles(alert, rules).flatMap(({ isTarget, key }) => (isTarget ? [key] : [])),
    );
    return believedOf(controls, [...new Set(keys)].slice(0, MOST_KEYS));
  };
}

function firingIn(message: IncidentMessage): readonly Alert[] {
  return message.kind === 'transition' && message.transition.kind === 'firing'
    ? [message.transition.alert]
    : [];
}

async function believedOf(
  controls: Ports['controls'],
  keys: readonly string[],
): Promise<readonly Inhibitor[]> {
  const read = (key: string) => controls.inhibitors(key, MOST_READ).catch(() => []);
  return (await allInParallel(keys, AT_ONCE, read)).flat();
}

/**
 * Tells the stores what an incident inhibits, and what is inhibited of it, around each save:
 *
 * - `lower` goes before the save. It removes the inhibitors that the incident has no more, and
 *   calls those incidents to look again that wait for them. After a crash the same is decided and
 *   done again, since nothing is saved yet; done too early it only lets somebody be paged.
 * - `raise` goes after it. It stores its inhibitors: new ones, those whose alert was asserted, and
 *   all once it waits for the hours of its service. A crash before it lets targets page until the
 *   next assertion. And it notes for whose inhibitors it waits itself, and then looks whether they
 *   are still there: whoever ends meanwhile has either seen the note or is seen to be gone.
 */
export function followInhibitors(ports: InhibitionPorts, { inhibitRules = [] }: Config) {
  const lowered = new Set<string>();
  return {
    async lower(before: Incident | undefined, after: Incident, now: Instant): Promise<void> {
      const kept = new Set(after.inhibits);
      const gone = (before?.inhibits ?? []).filter((id) => !kept.has(id));
      for (const id of gone) {
        lowered.add(id);
        await ports.controls.removeInhibitor(id);
      }
      for (const key of new Set(gone.map(keyOfInhibitor))) {
        await callWaiting(ports, key, after, now);
      }
    },
    async raise(
      before: Incident | undefined,
      after: Incident,
      context: IncidentContext,
      messages: readonly IncidentMessage[] = [],
    ): Promise<void> {
      if (inhibitRules.length === 0) {
        return;
      }
      await storeInhibitors(ports, before, after, { context, messages, lowered });
      await noteWaiting(ports, before, after, context.now);
    },
  };
}

/** Where another inhibitor keeps them all quiet, those that wait have nothing to look for. */
async function callWaiting(
  { controls, incidentQueue }: InhibitionPorts,
  key: string,
  { id: from, version }: Incident,
  now: Instant,
): Promise<void> {
  const left = await believedOf(controls, [key]);
  const keepsAll = (one: Inhibitor) =>
    one.isBoth !== true && (one.heardFrom ?? now) <= now && one.incident !== from;
  if (left.some((one) => isBelieved(one, now) && keepsAll(one))) {
    return;
  }
  const waiting = await controls.inhibited(key, MOST_TOLD);
  await incidentQueue.send(
    waiting.map(incidentOf).map((incident) => ({
      body: { kind: 'look', incident, why: `what inhibited it has ended in ${from}` },
      deduplication: `${incident}:${key}:${from}:${version}`,
    })),
  );
}

function incidentOf({ id }: { readonly id: string }): string {
  return incidentOfInhibited(id);
}

interface Raising {
  readonly context: IncidentContext;
  readonly messages: readonly IncidentMessage[];
  readonly lowered: Set<string>;
}

async function storeInhibitors(
  { controls, incidents }: InhibitionPorts,
  before: Incident | undefined,
  after: Incident,
  { context, messages, lowered }: Raising,
): Promise<void> {
  const known = new Set(before?.inhibits);
  const asserted = new Set(messages.flatMap(firingIn).map(({ fingerprint }) => fingerprint));
  const wanted = new Set(after.inhibits);
  const hours = deferredUntil(after);
  const isPutOff = hours !== undefined && before !== undefined && deferredUntil(before) !== hours;
  const isToTell = ({ id, alert }: Inhibitor) =>
    isPutOff || !known.has(id) || lowered.has(id) || asserted.has(alert.fingerprint);
  const told = inhibitionsOf(after, context).inhibitors.filter(
    (one) => wanted.has(one.id) && isToTell(one),
  );
  await allInParallel(told, AT_ONCE, controls.putInhibitor);
  const gone = [...lowered].filter((id) => !wanted.has(id));
  lowered.clear();
  if (told.length > 0) {
    // A person may have resolved it in between.
    const newest = new Set((await incidents.load([after.id])).get(after.id)?.inhibits);
    gone.push(...told.map(({ id }) => id).filter((id) => !newest.has(id)));
  }
  // Whoever has stored one between this decision and its save has stored it for nothing.
  await allInParallel(gone, AT_ONCE, controls.removeInhibitor);
}

async function noteWaiting(
  { controls, incidentQueue }: InhibitionPorts,
  before: Incident | undefined,
  { id, version, inhibitedBy = [] }: Incident,
  now: Instant,
): Promise<void> {
  await allInParallel(inhibitedBy, AT_ONCE, (key) =>
    controls.putInhibited({ id: inhibitedId(key, id), at: now }),
  );
  const over = (before?.id === id ? (before.inhibitedBy ?? []) : []).filter(
    (key) => !inhibitedBy.includes(key),
  );
  await allInParallel(over, AT_ONCE, (key) => controls.removeInhibited(inhibitedId(key, id)));
  if (inhibitedBy.length === 0) {
    return;
  }
  const left = (await believedOf(controls, inhibitedBy)).filter((one) => isBelieved(one, now));
  const there = new Set(left.filter(({ incident }) => incident !== id).map(keyOf));
  if (inhibitedBy.some((key) => !there.has(key))) {
    const look = { kind: 'look', incident: id, why: 'what inhibits it has just ended' } as const;
    await incidentQueue.send([{ body: look, deduplication: `${id}:uninhibited:${version}` }]);
  }
}

function keyOf({ id }: Inhibitor): string {
  return keyOfInhibitor(id);
}
