import type { Alert } from '#core/alert/alert.ts';
import type { Matcher } from '#core/alert/matcher.ts';
import { CANARY } from '#core/canary.ts';
import type { Config } from '#core/config.ts';
import { firingAlerts } from '#core/incident/alerts.ts';
import type { Incident } from '#core/incident/incident.ts';
import { doubtsAbout, knownLabels } from '#core/suppression/known-labels.ts';
import { finds } from '#core/suppression/silence.ts';
import { DAY, type Instant } from '#core/time/instant.ts';
import type { Ports } from './ports.ts';

/** What matchers find among the alerts that fire now, and what of them can find nothing. */
export interface SilenceCover {
  readonly alerts: number;
  readonly incidents: number;
  readonly warnings: readonly string[];
}

/** How far back alerts are looked at, for labels that neither the config nor an open one has. */
const DAYS_BACK = 7;

const MOST_PER_DAY = 500;

/**
 * Looks what a silence covers at this moment. It may be meant for what is still to come: what it
 * does not find is no fault, but what it asks for and nothing has is said. Older incidents are read
 * only where there is something to say.
 */
export function coverSilence({ incidents }: Pick<Ports, 'incidents'>, config: Config) {
  return async (matchers: readonly Matcher[], now: Instant): Promise<SilenceCover> => {
    const open = (await incidents.open()).filter(({ service }) => service !== CANARY.id);
    const found = open.map((one) =>
      firingAlerts(one).filter(({ alert }) => finds(matchers, alert)),
    );
    const covers = found.filter((alerts) => alerts.length > 0);
    return {
      alerts: covers.flat().length,
      incidents: covers.length,
      warnings: await doubts(matchers, open, now),
    };
  };

  async function doubts(
    matchers: readonly Matcher[],
    open: readonly Incident[],
    now: Instant,
  ): Promise<readonly string[]> {
    const first = doubtsAbout(matchers, knownLabels(config, alertsIn(open)));
    if (first.length === 0) return first;
    const days = Array.from({ length: DAYS_BACK + 1 }, (_, i) =>
      incidents.openedOn(now - i * DAY, MOST_PER_DAY),
    );
    const recent = [...open, ...(await Promise.all(days)).flat()];
    return doubtsAbout(matchers, knownLabels(config, alertsIn(recent)));
  }
}

function alertsIn(incidents: readonly Incident[]): readonly Alert[] {
  return incidents.flatMap(({ alerts }) => Object.values(alerts).map(({ alert }) => alert));
}
