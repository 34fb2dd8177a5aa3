import type { Author } from '#core/actor/actor.ts';
import type { Alert } from '#core/alert/alert.ts';
import type { Matcher } from '#core/alert/matcher.ts';
import { firingAlerts } from '#core/incident/alerts.ts';
import { howResolved } from '#core/incident/answered.ts';
import type { Incident } from '#core/incident/incident.ts';
import { type Silence, silencedBy } from '#core/suppression/silence.ts';
import { withWindows } from '#core/suppression/windows.ts';
import type { Config } from '#core/team/config.ts';
import { noSuchIncident } from '#core/team/unknown-name.ts';
import type { Duration, Instant } from '#core/time/instant.ts';
import { zonedTime } from '#core/time/zoned-time.ts';
import { handleIncidentMessage } from './handle-incident-message.ts';

/**
 * Up to this many alerts get one silence each; for more, a silence that a person writes is clearer.
 */
const MOST = 20;

/** The person who silences an incident, the duration, and how new silences are named. */
export interface Silencing {
  readonly author: Author;
  readonly lasts: Duration;
  readonly newId: () => string;
}

/** The outcome, in words for the person who asked. */
export type IncidentSilenced =
  | {
      readonly kind: 'done' | 'already' | 'refused';
      readonly text: string;
      readonly incident: Incident;
    }
  | { readonly kind: 'not_found'; readonly text: string };

/**
 * Silences the firing alerts of an incident, each by its own matchers, instead of resolving it: the
 * incident stays open, and pages again if any of it still fires when the silences end.
 */
export function silenceIncident(
  ports: Parameters<typeof handleIncidentMessage>[0],
  config: Config,
) {
  const handle = handleIncidentMessage(ports, config);
  return async (id: string, asked: Silencing, now: Instant): Promise<IncidentSilenced> => {
    const incident = (await ports.incidents.load([id])).get(id);
    if (incident === undefined) {
      return { kind: 'not_found', text: noSuchIncident(id) };
    }
    const firing = firingAlerts(incident).map(({ alert }) => alert);
    const endsAt = now + asked.lasts;
    const until = zonedTime(endsAt, config.timeZone);
    if (incident.status === 'resolved') {
      return { ...nothingToSilence(incident, config), incident };
    }
    if (firing.length === 0) {
      return { kind: 'refused', text: 'None of its alerts fires: resolve it.', incident };
    }
    if (firing.length > MOST) {
      return {
        kind: 'refused',
        text: `${firing.length} alerts fire, more than the ${MOST} that are silenced one by one: use "npx --no-install wardbell silence create" with what they have in common.`,
        incident,
      };
    }
    const set = await ports.controls.silences();
    const known = withWindows(set, config.maintenanceWindows, now);
    const heard = firing.filter((alert) => !isSilenced(alert, known, now, endsAt));
    for (const alert of heard) {
      await ports.controls.putSilence(silenceOf(alert, incident, asked, now));
    }
    const look = { kind: 'look', incident: id, why: 'it was silenced' } as const;
    await ports.incidentQueue.send([{ body: look, deduplication: `${id}:silenced:${now}` }]);
    // The person sees the new state now; if that fails, the message makes up for it.
    await handle(look, now).catch(() => undefined);
    const after = (await ports.incidents.load([id])).get(id) ?? incident;
    const text = `Silenced until ${until}. It stays open, and pages again if it still fires then.`;
    return { kind: heard.length === 0 ? 'already' : 'done', text, incident: after };
  };
}

function nothingToSilence(incident: Incident, config: Config) {
  const { resolvedAt = incident.openedAt } = incident;
  const when = `${zonedTime(resolvedAt, config.timeZone)}${howResolved(incident, config)}`;
  return { kind: 'refused', text: `It was resolved at ${when}; nothing is to silence.` } as const;
}

function isSilenced(
  alert: Alert,
  silences: readonly Silence[],
  now: Instant,
  endsAt: Instant,
): boolean {
  return (silencedBy(alert, silences, now)?.endsAt ?? 0) >= endsAt;
}

function silenceOf(
  alert: Alert,
  { id }: Incident,
  { author, lasts, newId }: Silencing,
  now: Instant,
): Silence {
  return {
    id: newId(),
    kind: 'silence',
    matchers: matchersOf(alert),
    startsAt: now,
    endsAt: now + lasts,
    ...author,
    createdAt: now,
    comment: `instead of resolving incident ${id}`,
  };
}

/** Matchers that find this alert and, except for the same alert of another service, no other. */
function matchersOf({ rule, service, subject, metric, labels, sent }: Alert): readonly Matcher[] {
  const ours = sent ? { service } : { rule, service, subject, metric };
  return Object.entries({ ...ours, ...labels }).map(([name, value]) => ({ name, op: '=', value }));
}
