import { UNCONFIRMED } from '#core/alert/alert.ts';
import { RESOLVE_TIMEOUT } from '#core/alert/external-alert.ts';
import { describeRecurrences } from '#core/incident/flapping.ts';
import type { Incident, IncidentAlert } from '#core/incident/incident.ts';
import type { Labels } from '#core/sample/sample.ts';
import { builtInLabels, type Silence, silencesCovering } from '#core/suppression/silence.ts';
import type { Instant } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import type { AlertView } from './alertmanager.contract.ts';

/**
 * Returns a firing alert of an incident in the form of Alertmanager's API (`gettableAlert`). An
 * external alert has its sender's labels and no others, so that its fingerprint is theirs.
 */
export function alertView(
  { alert, seq, flapping }: IncidentAlert,
  { inhibited }: Pick<Incident, 'inhibited'>,
  silences: readonly Silence[],
  now: Instant,
): AlertView {
  const { fingerprint, sent, startsAt, service } = alert;
  const silencedBy = silencesCovering(alert, silences, now).map(({ id }) => id);
  // Of an incident that is quiet for several reasons the first source stands for them.
  const inhibitedBy =
    inhibited === undefined || silencedBy.length > 0 ? [] : [inhibited.source.fingerprint];
  return {
    fingerprint,
    labels: sent ? alert.labels : ruleLabels(alert),
    annotations: sent ? sent.annotations : ruleAnnotations(alert, flapping),
    startsAt: isoTime(startsAt),
    // A `seq` is the time at which it was assigned, or a little more.
    updatedAt: isoTime(Math.min(seq, now)),
    // The end is known only for an external alert, and not here: it is firing until its sender says
    // otherwise.
    endsAt: isoTime(now + RESOLVE_TIMEOUT),
    generatorURL: sent?.url ?? '',
    receivers: [{ name: service }],
    status: {
      state: silencedBy.length + inhibitedBy.length > 0 ? 'suppressed' : 'active',
      silencedBy,
      inhibitedBy,
      mutedBy: [],
    },
  };
}

/** The labels by which a silence finds it; `rule` is shown as `alertname`. */
function ruleLabels(alert: IncidentAlert['alert']): Labels {
  const { rule: _, ...ours } = builtInLabels(alert) as Record<string, string>;
  return { ...alert.labels, ...ours };
}

function ruleAnnotations(
  alert: IncidentAlert['alert'],
  flapping: IncidentAlert['flapping'],
): Labels {
  const { title, value, unit, limit, unconfirmed } = alert;
  const comesAndGoes = flapping && { flapping: describeRecurrences(flapping.returns) };
  const doubt = unconfirmed && { note: UNCONFIRMED };
  return {
    summary: title,
    ...(value !== undefined && { value: [value, unit].filter(Boolean).join(' ') }),
    limit,
    ...comesAndGoes,
    ...doubt,
  };
}
