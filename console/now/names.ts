import type { IncidentSummary } from '#api/client/index.ts';
import { joined } from '../frame/text.ts';
import { words } from '../words/index.ts';

/** So many subjects are named in a line; the incident's own screen has them all. */
const NAMED = 3;

/** Where it is: its subjects, and what pages call them where that differs. */
export function whereOf({ subjects, inPages, moreSubjects = 0 }: IncidentSummary): string {
  const named = subjects.slice(0, NAMED).map((subject, index) => {
    const inPage = inPages[index];
    return inPage === undefined || inPage === subject ? subject : `${subject} (${inPage})`;
  });
  const more = subjects.length - named.length + moreSubjects;
  const all = joined(named);
  return more > 0 ? `${all} ${words.value.now.more(more)}` : all;
}

/** What it is, as a button or a message names it. */
export function nameOf(incident: IncidentSummary): string {
  return `${incident.title}, ${whereOf(incident)}`;
}
