import type { IncidentSummary } from '#api/client/index.ts';
import { SERVICE, UNGROUPED, usualGrouping } from '../frame/grouping.ts';

export const SEVERITIES = ['critical', 'error', 'warning', 'info'] as const;

/** What is open, as it concerns a person. */
export interface Arranged {
  /** They have it, alone or with others, or were paged and have not answered. */
  readonly mine: readonly IncidentSummary[];
  /** Nobody has it, and people are paged. */
  readonly waiting: readonly IncidentSummary[];
  /** Others have it, it is silenced or inhibited, it can wait, or it pages nobody. */
  readonly rest: readonly IncidentSummary[];
}

/** Arranges open incidents for a person, each part by severity and then the newest first. */
export function arrange(
  incidents: readonly IncidentSummary[],
  person: string | undefined,
): Arranged {
  const sorted = incidents.toSorted(
    (a, b) => rank(a) - rank(b) || Date.parse(b.openedAt) - Date.parse(a.openedAt),
  );
  const partOf = (one: IncidentSummary) =>
    isOf(one, person) ? 'mine' : needsAnswer(one) ? 'waiting' : 'rest';
  const { mine = [], waiting = [], rest = [] } = Object.groupBy(sorted, partOf);
  return { mine, waiting, rest };
}

/** Whether somebody is to take it: nobody has it, and it is not kept quiet. */
export function needsAnswer(incident: IncidentSummary): boolean {
  const { status, silencedBy, inhibitedBy, deferredUntil, escalation } = incident;
  const isQuiet = (silencedBy ?? inhibitedBy ?? deferredUntil) !== undefined;
  return status === 'triggered' && !isQuiet && escalation !== 'unpaged';
}

/** Whether a person is one of several who must answer, and has. */
export function hasAnswered(
  { answers }: Pick<IncidentSummary, 'answers'>,
  person: string | undefined,
): boolean {
  return answers?.from.some((one) => one.person && one.by === person) ?? false;
}

function isOf(incident: IncidentSummary, person: string | undefined): boolean {
  if (person === undefined) {
    return false;
  }
  const { acknowledgedBy, acknowledgedByPerson, waitsFor } = incident;
  return (
    (acknowledgedByPerson === true && acknowledgedBy === person) ||
    hasAnswered(incident, person) ||
    (needsAnswer(incident) && waitsFor.includes(person))
  );
}

function rank({ severity }: IncidentSummary): number {
  return SEVERITIES.indexOf(severity);
}

/** Incidents that have something in common: a ward. */
export interface Group {
  /** Empty for those that have no such label. */
  readonly name: string;
  readonly incidents: readonly IncidentSummary[];
}

/** So many in a row can be overlooked; more of them are a storm, and shown in groups. */
const STORM = 30;

/**
 * By what incidents are grouped: as asked for, or in a storm by the first label that says where
 * something is and most of them have, or else by service. Undefined: they are not.
 */
export function groupingOf(
  incidents: readonly IncidentSummary[],
  asked: string | null,
): string | undefined {
  if (asked === UNGROUPED || (asked === null && incidents.length <= STORM)) {
    return undefined;
  }
  return asked ?? usualGrouping(incidents);
}

/** Groups of incidents, that with the worst first, as they come sorted. */
export function groupsOf(incidents: readonly IncidentSummary[], by: string): readonly Group[] {
  const nameOf = (one: IncidentSummary) => (by === SERVICE ? one.service : (one.labels[by] ?? ''));
  return [...Map.groupBy(incidents, nameOf)].map(([name, those]) => ({ name, incidents: those }));
}

/** A row of the wall view: a subject, and its incidents by severity. */
export interface WallRow {
  readonly subject: string;
  readonly cells: Readonly<Record<string, readonly IncidentSummary[]>>;
}

/** Rows of subjects, those with the worst first. */
export function wallOf(incidents: readonly IncidentSummary[]): readonly WallRow[] {
  const sorted = incidents.toSorted((a, b) => rank(a) - rank(b));
  const bySubject = new Map<string, IncidentSummary[]>();
  for (const incident of sorted) {
    for (const subject of incident.subjects) {
      const known = bySubject.get(subject) ?? [];
      known.push(incident);
      bySubject.set(subject, known);
    }
  }
  return [...bySubject].map(([subject, those]) => ({
    subject,
    cells: Object.groupBy(those, ({ severity }) => severity) as WallRow['cells'],
  }));
}
