import type { Answers } from '#http/routes.ts';
import type { ViewParts } from '../view.ts';
import { alertmanagerAlertRoutes } from './list-alerts.ts';
import type { ROUTES } from './routes.ts';
import { alertmanagerSilenceRoutes } from './silences.ts';
import { alertmanagerStatusRoutes } from './status.ts';

/** The routes for clients that read alerts and set silences. */
export function alertmanagerViews(parts: ViewParts): Answers<typeof ROUTES, 'respond'> {
  return {
    ...alertmanagerAlertRoutes(parts, parts.cover),
    ...alertmanagerSilenceRoutes(parts, parts.cover),
    ...alertmanagerStatusRoutes(parts),
  };
}
