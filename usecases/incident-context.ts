import type { IncidentContext } from '#core/incident/context.ts';
import type { Incident } from '#core/incident/incident.ts';
import { outstandingPages } from '#core/incident/page-outcomes.ts';
import { withWindows } from '#core/suppression/windows.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { currentRota } from './current-rota.ts';
import type { Ports } from './ports.ts';

/** Reads everything outside the incident that a decision about it needs. */
export async function incidentContext(
  ports: Pick<Ports, 'controls' | 'pages'>,
  config: Config,
  incident: Incident | undefined,
  now: Instant,
): Promise<IncidentContext> {
  const outstanding = incident === undefined ? [] : outstandingPages(incident);
  const [silences, rota, records] = await Promise.all([
    ports.controls.silences(),
    currentRota(ports, config),
    outstanding.length === 0
      ? new Map<string, never>()
      : ports.pages.load(outstanding.map((page) => page.id)),
  ]);
  const quiet = withWindows(silences, config.maintenanceWindows, now);
  return { now, silences: quiet, records, ...rota };
}
