import { CANARY } from '#core/canary/canary.ts';
import type { MissingMetric } from '#core/evaluation/metrics-last-seen.ts';
import type { Incident } from '#core/incident/incident.ts';
import type { Silence } from '#core/suppression/silence.ts';
import { withWindows } from '#core/suppression/windows.ts';
import type { Config } from '#core/team/config.ts';
import type { Duration, Instant } from '#core/time/instant.ts';
import { auditMissingMetrics } from './audit-missing-metrics.ts';
import { type ListedUnread, listUnread } from './list-unread.ts';
import { type UnreadableName, UnreadableNames } from './list-unreadable.ts';
import { oldestDue } from './oldest-due.ts';
import type { Ports } from './ports.ts';

/** The state of the platform as its stores show it. */
export interface PlatformState {
  readonly at: Instant;
  /** The open incidents without the canary's. */
  readonly incidents: readonly Incident[];
  /** Of those that recur the times that hold. */
  readonly silences: readonly Silence[];
  readonly oldestDue: Duration;
  readonly unsent: readonly MissingMetric[];
  readonly unread: readonly ListedUnread[];
  readonly unreadable: readonly UnreadableName[];
}

/** Reads the state of the platform: one read for each open incident, and about twenty more. */
export function readState(
  ports: Pick<Ports, 'subjects' | 'incidents' | 'pages' | 'controls'>,
  config: Config,
) {
  const waited = oldestDue(ports);
  const unsent = auditMissingMetrics(ports, config);
  const unread = listUnread(ports, config);
  return async (now: Instant): Promise<PlatformState> => {
    const names = new UnreadableNames();
    const [open, silences, longest, missing, notRead] = await Promise.all([
      ports.incidents.open(names.note),
      ports.controls.silences(names.note),
      waited(now),
      unsent(now),
      unread(now),
    ]);
    return {
      at: now,
      incidents: open.filter(({ service }) => service !== CANARY.id),
      silences: withWindows(silences, config.maintenanceWindows, now),
      oldestDue: longest,
      unsent: missing,
      unread: notRead.series,
      unreadable: names.all(),
    };
  };
}
