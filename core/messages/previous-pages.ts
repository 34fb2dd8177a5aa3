import { personNameOf } from '../incident/context.ts';
import type { Incident, IncidentPage, TimelineKind } from '../incident/incident.ts';
import type { PageOrder } from '../paging/page.ts';
import type { Instant } from '../time/instant.ts';
import type { Wording } from './wording.ts';

/** What whoever is paged should know of the pages before. */
export interface PreviousPages {
  /** When the same person was last paged about it; absent: this is the first time. */
  readonly pagedAt?: Instant;
  /** Who was paged at an earlier step and has not answered, by name, in the order of the pages. */
  readonly silent: readonly string[];
  /** Who has declined, by name. */
  readonly declined: readonly string[];
}

/** What became of the pages about an incident before one of them. */
export function previousPagesOf(
  incident: Incident,
  { id, responder }: Pick<PageOrder, 'id' | 'responder'>,
  { config }: Pick<Wording, 'config'>,
): PreviousPages {
  const earlier = earlierPages(incident, id);
  const pagedAt = earlier.findLast((page) => page.responder === responder)?.at;
  const others = incident.escalation.declined.filter((person) => person !== responder);
  const since = newBeginning(incident);
  const silent = earlier.filter(
    (page) =>
      page.at >= since &&
      page.responder !== responder &&
      !incident.escalation.declined.includes(page.responder) &&
      !hasActed(incident, page),
  );
  const names = (people: readonly string[]) =>
    [...new Set(people)].map((person) => personNameOf(config, person));
  return {
    ...(pagedAt !== undefined && { pagedAt }),
    silent: names(silent.map((page) => page.responder)),
    declined: names(others),
  };
}

/** The pages of steps before that of this page, as far as they have left, or may have. */
function earlierPages({ pages }: Incident, id: string): readonly IncidentPage[] {
  const here = pages.find((page) => page.id === id);
  if (here === undefined) {
    return [];
  }
  return pages.filter(
    ({ run, position, status }) =>
      (run < here.run || (run === here.run && position < here.position)) &&
      (status === 'sent' || status === 'handed_over'),
  );
}

/** What ends all waiting for an answer: somebody has taken it, or it was over. */
const ANSWERS: ReadonlySet<TimelineKind> = new Set(['opened', 'acknowledgement', 'resolved']);

/** From when on pages wait for the answer that is still missing. */
function newBeginning({ openedAt, timeline }: Incident): Instant {
  return timeline.findLast(({ kind }) => ANSWERS.has(kind))?.at ?? openedAt;
}

function hasActed({ timeline }: Incident, { responder, at }: IncidentPage): boolean {
  return timeline.some((entry) => entry.by === responder && entry.at >= at);
}
