import { type Actor, actorOf } from '#core/actor/actor.ts';
import type { Matcher } from '#core/alert/matcher.ts';
import { firingAlerts } from '#core/incident/alerts.ts';
import type { Incident } from '#core/incident/incident.ts';
import { matchAlert, type Silence, silenceStatus } from '#core/suppression/silence.ts';
import { doesRecur, MOST_RECURRING, withWindows } from '#core/suppression/windows.ts';
import type { Instant } from '#core/time/instant.ts';
import type { Ports } from './ports.ts';

type SilencePorts = Pick<Ports, 'controls' | 'incidents' | 'incidentQueue'>;

/**
 * Creates a silence. The incidents that it may cover are reconciled at once; otherwise they would
 * be at their next due time, within 15 minutes.
 */
export function setSilence(ports: SilencePorts) {
  return async (silence: Silence, now: Instant): Promise<Silence> => {
    await ports.controls.putSilence(silence);
    await lookAtTouched(ports, silence.matchers, now, `silence ${silence.id}`);
    return silence;
  };
}

/** The outcome for a silence whose id the caller has chosen. */
export type EnsuredSilence =
  | { readonly kind: 'made'; readonly silence: Silence }
  /** The same silence exists already: active, pending, or expired, perhaps ended early. */
  | { readonly kind: 'known'; readonly silence: Silence }
  /** Another silence has this id. */
  | { readonly kind: 'taken'; readonly silence: Silence }
  /** It recurs, and so many do already. */
  | { readonly kind: 'full' };

/**
 * Creates a silence idempotently: an existing one with its id stays as it is. A repeated job
 * therefore does not restart a silence that a person has ended.
 */
export function ensureSilence(ports: SilencePorts) {
  const set = setSilence(ports);
  return async (wanted: Silence, now: Instant): Promise<EnsuredSilence> => {
    const all = await ports.controls.silences();
    const known = all.find(({ id }) => id === wanted.id);
    if (known === undefined) {
      const recurring = all.filter((one) => doesRecur(one) && now < one.endsAt).length;
      return doesRecur(wanted) && recurring >= MOST_RECURRING
        ? { kind: 'full' }
        : { kind: 'made', silence: await set(wanted, now) };
    }
    if (!haveSameMatchers(known, wanted) || !doRecurAlike(known, wanted)) {
      return { kind: 'taken', silence: known };
    }
    // After a crash between the write and this line, the incidents were not reconciled yet.
    const silence = silenceStatus(known, now) === 'expired' ? known : await set(known, now);
    return { kind: 'known', silence };
  };
}

/**
 * Ends a silence now. It stays listed as expired, and what still fires pages at once. By the id of
 * the time that goes on of one that recurs, that time alone ends, and the next ones come.
 */
export function endSilence(ports: SilencePorts) {
  const breakOff = breakOffTime(ports);
  return async (id: string, who: Actor, now: Instant): Promise<Silence | undefined> => {
    const all = await ports.controls.silences();
    const silence = all.find((s) => s.id === id);
    if (silence === undefined) {
      return breakOff(all, id, who, now);
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

function breakOffTime(ports: SilencePorts) {
  return async (
    all: readonly Silence[],
    id: string,
    who: Actor,
    now: Instant,
  ): Promise<Silence | undefined> => {
    const timeOf = (one: Silence) =>
      withWindows([one], undefined, now).find((time) => time.id === id);
    const recurring = all.find((one) => doesRecur(one) && timeOf(one) !== undefined);
    const time = recurring && timeOf(recurring);
    if (recurring === undefined || time === undefined) {
      return undefined;
    }
    const brokenOff = { at: now, by: actorOf(who) };
    const isOver = time.endsAt <= now;
    await ports.controls.putSilence(isOver ? recurring : { ...recurring, brokenOff });
    await lookAtTouched(ports, recurring.matchers, now, `silence ${id} ended`);
    return isOver ? time : { ...time, endsAt: now, updatedAt: now, endedBy: brokenOff.by };
  };
}

/**
 * Changes a silence as Alertmanager does: it keeps its id if only its end, its comment or a future
 * start changes; otherwise it ends, and a new one with its own id begins. Undefined if there is no
 * silence with this id, or if it recurs, which Alertmanager's do not.
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
    if (known === undefined || doesRecur(known)) {
      return undefined;
    }
    if (staysItself(known, wanted, now)) {
      const { kind, createdAt } = known;
      const startsAt = known.startsAt <= now ? known.startsAt : wanted.startsAt;
      return set({ ...wanted, id, kind, createdAt, startsAt, updatedAt: now }, now);
    }
    // This order keeps anybody from being paged in between.
    const made = await set(wanted, now);
    await end(id, who, now);
    return made;
  };
}

/**
 * `wanted` begins no earlier than now; for an active silence that means that its start is
 * unchanged.
 */
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

function doRecurAlike({ recurs: one }: Silence, { recurs: other }: Silence): boolean {
  const parts = (recurs: Silence['recurs']) =>
    JSON.stringify(Object.entries({ ...recurs }).sort(([a], [b]) => (a < b ? -1 : 1)));
  return parts(one) === parts(other);
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
