import { type Matcher, matchesAll } from '#core/alert/matcher.ts';
import { firingAlerts } from '#core/incident/alerts.ts';
import type { Incident } from '#core/incident/incident.ts';
import { type Silence, silenceableLabels } from '#core/suppression/silence.ts';
import { DAY, type Duration, type Instant } from '#core/time/instant.ts';
import type { Ports } from './ports.ts';

/** How long a silence that has ended stays listed. */
const KEEP_ENDED: Duration = 7 * DAY;

type SilencePorts = Pick<Ports, 'controls' | 'incidents' | 'incidentQueue'>;

/** Puts a silence in force. Incidents that it touches look at once; without that they would at their next due, 15 minutes at most. */
export function setSilence(ports: SilencePorts) {
  return async (silence: Silence, now: Instant): Promise<Silence> => {
    await ports.controls.putSilence(silence);
    await lookAtTouched(ports, silence.matchers, now, `silence ${silence.id}`);
    await sweep(ports.controls, now);
    return silence;
  };
}

/** Ends a silence now. It stays listed, ended; what still fires pages at once. */
export function endSilence(ports: SilencePorts) {
  return async (id: string, now: Instant): Promise<Silence | undefined> => {
    const silence = (await ports.controls.silences()).find((s) => s.id === id);
    if (silence === undefined) return undefined;
    const ended = { ...silence, endsAt: Math.min(silence.endsAt, now) };
    await ports.controls.putSilence(ended);
    await lookAtTouched(ports, silence.matchers, now, `silence ${id} ended`);
    return ended;
  };
}

async function sweep(controls: Ports['controls'], now: Instant): Promise<void> {
  for (const { id, endsAt } of await controls.silences())
    if (endsAt < now - KEEP_ENDED) await controls.removeSilence(id);
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
  return firingAlerts(incident).some(({ alert }) => matchesAll(matchers, silenceableLabels(alert)));
}
