import type { AuditedParts } from '#http/audited-parts.ts';
import type { previewSilence } from '#usecases/silence-preview.ts';
import { auditRoutes } from './audit/audit.ts';
import { calendarRoutes } from './calendars/calendars.ts';
import { heartbeatRoutes } from './heartbeats/heartbeats.ts';
import { incidentRoutes } from './incidents/incidents.ts';
import { keyRoutes } from './keys/keys.ts';
import { limitRoutes } from './limits/limits.ts';
import { occupancyRoutes } from './limits/occupancy.ts';
import { absenceRoutes } from './oncall/absences.ts';
import { exchangeRoutes } from './oncall/exchanges.ts';
import { noteRoutes } from './oncall/notes.ts';
import { oncallRoutes } from './oncall/oncall.ts';
import { overridePreviewRoutes } from './oncall/override-preview.ts';
import { overrideRoutes } from './oncall/overrides.ts';
import { serviceDutyRoutes } from './oncall/services.ts';
import { turnRoutes } from './oncall/turns.ts';
import { pageRoutes } from './pages/pages.ts';
import { checkRoutes } from './platform/checks.ts';
import { configRoutes } from './platform/config.ts';
import { healthRoutes } from './platform/health.ts';
import { meRoutes } from './platform/me.ts';
import { metricsRoutes } from './platform/metrics.ts';
import { openapiRoutes } from './platform/openapi.ts';
import { versionRoutes } from './platform/version.ts';
import { pseudonymRoutes } from './pseudonyms/pseudonyms.ts';
import { previewRoutes } from './silences/preview-route.ts';
import { silenceRoutes } from './silences/silences.ts';
import { listSubjectsRoutes } from './subjects/list-subjects.ts';
import { subjectRoutes } from './subjects/retire-subject.ts';
import { showSubjectRoutes } from './subjects/show-subject.ts';
import { trendRoutes } from './subjects/show-trend.ts';
import { unreadRoutes } from './subjects/unread.ts';

/** All routes of the API that the function `respond` answers; a new one is added here. */
export function apiRoutes(parts: AuditedParts, cover: ReturnType<typeof previewSilence>) {
  return {
    ...healthRoutes(parts),
    ...metricsRoutes(parts),
    ...versionRoutes(parts),
    ...meRoutes(parts),
    ...checkRoutes(parts),
    ...configRoutes(parts),
    ...openapiRoutes(parts),
    ...incidentRoutes(parts),
    ...pageRoutes(parts),
    ...oncallRoutes(parts),
    ...noteRoutes(parts),
    ...serviceDutyRoutes(parts),
    ...turnRoutes(parts),
    ...silenceRoutes(parts, cover),
    ...previewRoutes(parts, cover),
    ...overrideRoutes(parts),
    ...overridePreviewRoutes(parts),
    ...absenceRoutes(parts),
    ...exchangeRoutes(parts),
    ...calendarRoutes(parts),
    ...limitRoutes(parts),
    ...occupancyRoutes(parts),
    ...keyRoutes(parts),
    ...auditRoutes(parts),
    ...subjectRoutes(parts),
    ...listSubjectsRoutes(parts),
    ...showSubjectRoutes(parts),
    ...trendRoutes(parts),
    ...unreadRoutes(parts),
    ...pseudonymRoutes(parts),
    ...heartbeatRoutes(parts),
  };
}
