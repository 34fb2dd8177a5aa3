import { CHECKS, type CheckReport, isKnownCheck, isLate } from '#core/health/check-report.ts';
import { DAY, type Instant, SECOND } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { json } from '#http/http.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import type { CheckView } from './checks.contract.ts';

/** A check that has not come for so long is one of a Region that is no more. */
const FORGOTTEN = 31 * DAY;

/** The route that shows what watches over the platform, and what each of it found last. */
export function checkRoutes({
  runtime: { ports, clock },
  gate,
}: RouteDependencies): Routes<'GET /v1/checks'> {
  return {
    'GET /v1/checks': gate.withRight('read', async () => {
      const now = clock();
      const reports = await ports.controls.checkReports();
      const checks = reports
        .filter((report) => isKnownCheck(report) && now - report.at < FORGOTTEN)
        .sort((a, b) => orderOf(a) - orderOf(b) || (a.place < b.place ? -1 : 1))
        .map((report) => checkView(report, now));
      return json(200, { checks });
    }),
  };
}

function orderOf({ check }: CheckReport): number {
  return Object.keys(CHECKS).indexOf(check);
}

function checkView(report: CheckReport, now: Instant): CheckView {
  const { check, place, at, findings, moreFindings } = report;
  return {
    check,
    place,
    at: isoTime(at),
    everySeconds: CHECKS[check].every / SECOND,
    late: isLate(report, now),
    findings,
    ...(moreFindings !== undefined && { moreFindings }),
    ...measuredBy(report),
  };
}

function measuredBy(report: CheckReport) {
  switch (report.check) {
    case 'platform':
      return {
        oldestDueSeconds: report.oldestDue / SECOND,
        deadLetters: report.deadLetters,
      };
    case 'canary':
      return {
        ...(report.timeToPage !== undefined && { timeToPageSeconds: report.timeToPage / SECOND }),
      };
    case 'daily':
      return { contactFindings: report.contactFindings };
  }
}
