import { MOST_SUBJECTS } from '#core/audit/audit-entry.ts';
import type { ActionOutcome } from '#core/incident/action.ts';
import { alertsOf } from '#core/incident/alerts.ts';
import type { Incident } from '#core/incident/incident.ts';
import type { AuditEnd, NoteAudit } from '#http/audit-recorder.ts';
import type { IncidentSilenced } from '#usecases/silence-incident.ts';

/** Returns the subjects of an incident, as the audit trail names them. */
export function auditedSubjects(incident: Incident): readonly string[] {
  const subjects = new Set(alertsOf(incident).map(({ alert }) => alert.subject));
  return [...subjects].slice(0, MOST_SUBJECTS);
}

/** Notes the incident of an outcome for the audit trail, and passes the outcome on. */
export async function noteIncident<Outcome extends ActionOutcome | IncidentSilenced>(
  acting: Promise<Outcome>,
  note: NoteAudit,
): Promise<Outcome> {
  const outcome = await acting;
  if (outcome.kind !== 'not_found') {
    const { incident } = outcome;
    note({ subjects: auditedSubjects(incident), after: { status: incident.status } });
  }
  return outcome;
}

/** What the audit trail says became of an action. */
export function endOfAction({ kind }: ActionOutcome | IncidentSilenced): AuditEnd {
  switch (kind) {
    case 'done':
    case 'already':
      return { outcome: 'done' };
    case 'unconfirmed':
      return { outcome: 'refused', reason: 'still_firing' };
    case 'refused':
    case 'not_found':
      return { outcome: 'refused', reason: kind };
  }
}
