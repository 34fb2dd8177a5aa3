import type { Config } from '#core/team/config.ts';
import type { Duration, Instant } from '#core/time/instant.ts';
import type { DueShard, TickQueue } from './ports.ts';
import { type TickPorts, type TickReport, takeShard } from './tick.ts';

/**
 * Works on a shard to its end, or for as long as there is time; the rest stays due. `ticks` is
 * undefined where nobody else handles shards.
 */
export function takeShards(
  ports: TickPorts,
  config: Config,
  {
    standby,
    clock,
    ticks,
  }: {
    readonly standby: Duration;
    readonly clock: () => Instant;
    readonly ticks: Pick<TickQueue, 'share'> | undefined;
  },
) {
  const take = takeShard(ports, config, standby);
  return async (share: DueShard, until: Instant): Promise<TickReport> => {
    const reports: TickReport[] = [];
    for (let rest: DueShard | undefined = share; rest !== undefined; ) {
      const taken = await take(rest, clock());
      reports.push(taken.report);
      rest = taken.rest;
      if (rest === undefined || clock() < until) {
        continue;
      }
      // Items that wait but are not due would not be found again by the next tick.
      const mustGoOn = rest.step !== undefined;
      if (mustGoOn && ticks === undefined) {
        continue;
      }
      if (mustGoOn) {
        await ticks?.share([rest]);
      }
      break;
    }
    return sumReports(reports);
  };
}

export function sumReports(reports: readonly TickReport[]): TickReport {
  const sum = (count: (report: TickReport) => number) =>
    reports.reduce((total, report) => total + count(report), 0);
  return {
    subjects: sum((report) => report.subjects),
    incidents: sum((report) => report.incidents),
    pages: sum((report) => report.pages),
    oldestDue: Math.max(0, ...reports.map((report) => report.oldestDue)),
    failures: reports.flatMap((report) => report.failures),
  };
}
