import type { Incident } from '#core/incident/incident.ts';
import type { SubjectNaming } from '#core/messages/subject-name.ts';
import { summaryView } from '../incidents/incident-view.ts';

/** So many subjects are named; the incident's alerts name the others. */
const NAMED = 3;

/** Where it is: its subjects, and what pages call them where that differs. */
export function whereOf(incident: Incident, naming: SubjectNaming): string {
  const { subjects, inPages, moreSubjects = 0 } = summaryView(incident, naming);
  const named = subjects.slice(0, NAMED).map((subject, index) => {
    const inPage = inPages[index];
    return inPage === undefined || inPage === subject ? subject : `${subject} (${inPage})`;
  });
  const more = subjects.length - named.length + moreSubjects;
  return named.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
