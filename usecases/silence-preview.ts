import type { Alert } from '#core/alert/alert.ts';
import type { Matcher } from '#core/alert/matcher.ts';
import { CANARY } from '#core/canary/canary.ts';
import { firingAlerts } from '#core/incident/alerts.ts';
import type { Incident } from '#core/incident/incident.ts';
import { type KnownLabels, knownLabels, matcherWarnings } from '#core/suppression/known-labels.ts';
import { matchAlert } from '#core/suppression/silence.ts';
import type { Config } from '#core/team/config.ts';
import { DAY, type Duration, type Instant, MINUTE } from '#core/time/instant.ts';
import type { Ports } from './ports.ts';

/** How many firing alerts matchers find, in how many incidents, of which subjects. */
export interface SilenceCover {
  readonly alerts: number;
  readonly incidents: number;
  readonly subjects: readonly string[];
}

/** What matchers find, and those of them that can find nothing. */
export interface SilencePreview extends SilenceCover {
  readonly warnings: readonly string[];
}

/** See `previewSilence`. */
export type PreviewSilence = ReturnType<typeof previewSilence>;

/** How far back alerts are searched for labels that neither the config nor an open incident has. */
const DAYS_BACK = 7;

const MAX_PER_DAY = 500;

/** Tools repeat the same filter every few seconds: the past is cached for this long. */
const KEPT: Duration = 10 * MINUTE;

/**
 * Previews what a silence covers at this moment. It may be meant for future alerts: finding nothing
 * is no error, but a value that nothing has is reported. Older incidents are read only if there is
 * something to report, and cached: keep one for each process. `open`: all open incidents, if they
 * are known already.
 */
export function previewSilence({ incidents }: Pick<Ports, 'incidents'>, config: Config) {
  const labelsLately = readLabelsLately(incidents, config);
  return async (
    matchers: readonly Matcher[],
    now: Instant,
    open?: readonly Incident[],
  ): Promise<SilencePreview> => {
    const all = open ?? (await incidents.open());
    const ours = all.filter(({ service }) => service !== CANARY.id);
    const warnings = await doubts(matchers, alertsIn(ours), now);
    return { ...coverOf(matchers, ours), warnings };
  };

  async function doubts(
    matchers: readonly Matcher[],
    alerts: readonly Alert[],
    now: Instant,
  ): Promise<readonly string[]> {
    const first = matcherWarnings(matchers, knownLabels(config, alerts));
    if (first.length === 0) {
      return first;
    }
    return matcherWarnings(matchers, knownLabels(config, alerts, await labelsLately(now)));
  }
}

/** Returns what matchers cover of these open incidents. */
export function coverOf(matchers: readonly Matcher[], open: readonly Incident[]): SilenceCover {
  const covered = open
    .filter(({ service }) => service !== CANARY.id)
    .map((one) => firingAlerts(one).filter(({ alert }) => matchAlert(matchers, alert)))
    .filter((alerts) => alerts.length > 0);
  const alerts = covered.flat();
  const subjects = [...new Set(alerts.map(({ alert }) => alert.subject))];
  return { alerts: alerts.length, incidents: covered.length, subjects };
}

/** Collects the labels of the alerts of the last days, day by day, since each may be large. */
function readLabelsLately(incidents: Pick<Ports['incidents'], 'openedOn'>, config: Config) {
  let kept: { readonly at: Instant; readonly labels: KnownLabels } | undefined;
  return async (now: Instant): Promise<KnownLabels> => {
    if (kept !== undefined && Math.abs(now - kept.at) < KEPT) {
      return kept.labels;
    }
    let labels: KnownLabels = new Map();
    for (let day = 0; day <= DAYS_BACK; day++) {
      const opened = await incidents.openedOn(now - day * DAY, MAX_PER_DAY);
      labels = knownLabels(config, alertsIn(opened), labels);
    }
    kept = { at: now, labels };
    return labels;
  };
}

function alertsIn(incidents: readonly Incident[]): readonly Alert[] {
  return incidents.flatMap(({ alerts }) => Object.values(alerts).map(({ alert }) => alert));
}
