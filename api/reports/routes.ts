import type { RouteDependencies, RouteOf, Routes } from '#http/routes.ts';
import { fetchCalendarRoutes } from '../calendars/fetch-calendar.ts';
import { sloDetailRoutes } from '../slos/show-slo.ts';
import { sloReportRoutes } from '../slos/slo-report.ts';
import { sloRoutes } from '../slos/slos.ts';
import { burdenRoutes } from './burden.ts';
import { onCallReportRoutes } from './on-call.ts';
import { responseRoutes } from './response.ts';

/** All routes that the function `reports` answers; a new one is added here. */
export function reportRoutes(parts: RouteDependencies): Routes<RouteOf<'reports'>> {
  return {
    ...burdenRoutes(parts),
    ...responseRoutes(parts),
    ...onCallReportRoutes(parts),
    ...sloReportRoutes(parts),
    ...sloRoutes(parts),
    ...sloDetailRoutes(parts),
    ...fetchCalendarRoutes(parts),
  };
}
