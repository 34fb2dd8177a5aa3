import { type Actor, actorOf } from '#core/actor/actor.ts';
import type { Matcher } from '#core/alert/matcher.ts';
import { firingAlerts } from '#core/incident/alerts.ts';
import type { Incident } from '#core/incident/incident.ts';
import { matchAlert, type Silence, silenceStatus } from '#core/suppression/silence.ts';
import { DAY, type Duration, type Instant } from '#core/time/instant.ts';
import type { Ports } from './ports.ts';

/** How long a silence that has ended stays listed. */
const KEEP_ENDED: Duration = 7 * DAY;

type SilencePorts = Pick<Ports, 'controls' | 'incidents' | 'incidentQueue'>;

/**
 * Puts a silence in force. Incidents that it touches look at once; without that they would at their
 * next due, 15 minutes at most.
 */
export function setSilence(ports: SilencePorts) {
  return async (silence: Silence, now: Instant): Promise<Silence> => {
    await ports.controls.putSilence(silence);
    await lookAtTouched(ports, silence.matchers, now, `silence ${silence.id}`);
    await sweep(ports.controls, now);
    return silence;
  };
}

/** What became of a silence whose id its asker has chosen. */
export type EnsuredSilence =
  | { readonly kind: 'made'; readonly silence: Silence }
  /** It was asked for before: in force, still to come, or over, maybe ended before its time. */
  | { readonly kind: 'known'; readonly silence: Silence }
  /** Another is known by this id. */
  | { readonly kind: 'taken'; readonly silence: Silence };

/**
 * Puts a silence in force that may be asked for again and again: one that is known by its id stays
 * as it is. What a person has ended is therefore not begun again by a job that repeats itself.
 */
export function ensureSilence(ports: SilencePorts) {
  const set = setSilence(ports);
  return async (wanted: Silence, now: Instant): Promise<EnsuredSilence> => {
    const known = (await ports.controls.silences()).find(({ id }) => id === wanted.id);
    if (known === undefined) {
      return { kind: 'made', silence: await set(wanted, now) };
    }
    if (!haveSameMatchers(known, wanted)) {
      return { kind: 'taken', silence: known };
    }
    // Who crashed after it was stored has not let incidents look at it yet.
    const silence = silenceStatus(known, now) === 'expired' ? known : await set(known, now);
    return { kind: 'known', silence };
  };
}

/** Ends a silence now. It stays listed, ended; what still fires pages at once. */
export function endSilence(ports: SilencePorts) {
  return async (id: string, who: Actor, now: Instant): Promise<Silence | undefined> => {
    const silence = (await ports.controls.silences()).find((s) => s.id === id);
    if (silence === undefined) {
      return undefined;
    }
    const isOver = silence.endsAt <= now;
    const ended = isOver
      ? silence
      : { ...silence, endsAt: now, updatedAt: now, endedBy: actorOf(who) };
    await ports.controls.putSilence(ended);
    await lookAtTouched(ports, silence.matchers, now, `silence ${id} ended`);
    return ended;
  };
}

/**
 * Changes a silence as Alertmanager does: it stays itself where only its end, its words or a
 * beginning that is still to come change; otherwise it ends, and the one that is wanted begins
 * under its own id. Undefined where there is none of this id.
 */
export function changeSilence(ports: SilencePorts) {
  const set = setSilence(ports);
  const end = endSilence(ports);
  return async (
    id: string,
    wanted: Silence,
    who: Actor,
    now: Instant,
  ): Promise<Silence | undefined> => {
    const known = (await ports.controls.silences()).find((s) => s.id === id);
    if (known === undefined) {
      return undefined;
    }
    if (staysItself(known, wanted, now)) {
      const { kind, createdAt } = known;
      const startsAt = known.startsAt <= now ? known.startsAt : wanted.startsAt;
      return set({ ...wanted, id, kind, createdAt, startsAt, updatedAt: now }, now);
    }
    // In this order, so that nobody is paged in between.
    const made = await set(wanted, now);
    await end(id, who, now);
    return made;
  };
}

/** `wanted` begins no earlier than now; of a silence in force that means: as it has. */
function staysItself(known: Silence, wanted: Silence, now: Instant): boolean {
  const status = silenceStatus(known, now);
  if (status === 'expired' || (status === 'active' && wanted.startsAt > now)) {
    return false;
  }
  return haveSameMatchers(known, wanted);
}

function haveSameMatchers(one: Silence, other: Silence): boolean {
  return JSON.stringify(one.matchers) === JSON.stringify(other.matchers);
}

async function sweep(controls: Ports['controls'], now: Instant): Promise<void> {
  for (const { id, endsAt } of await controls.silences()) {
    if (endsAt < now - KEEP_ENDED) {
      await controls.removeSilence(id);
    }
  }
}

async function lookAtTouched(
  { incidents, incidentQueue }: SilencePorts,
  matchers: readonly Matcher[],
  now: Instant,
  why: string,
): Promise<void> {
  const touched = (await incidents.open()).filter((incident) => isTouched(incident, matchers));
  await incidentQueue.send(
    touched.map(({ id }) => ({
      body: { kind: 'look', incident: id, why },
      deduplication: `${id}:${why}:${now}`,
    })),
  );
}

function isTouched(incident: Incident, matchers: readonly Matcher[]): boolean {
  return firingAlerts(incident).some(({ alert }) => matchAlert(matchers, alert));
}
