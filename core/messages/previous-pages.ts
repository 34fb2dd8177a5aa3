import type { Incident, IncidentPage } from '../incident/incident.ts';
import { kindOf, type TimelineEntry, type TimelineKind } from '../incident/timeline.ts';
import type { PageOrder } from '../paging/page.ts';
import { personName } from '../responder/person-name.ts';
import type { Instant } from '../time/instant.ts';
import type { Wording } from './wording.ts';

/** What a paged person should know of the pages before. */
export interface PreviousPages {
  /** When the same person was last paged about it; absent: this is the first time. */
  readonly pagedAt?: Instant;
  /**
   * The names of those who were paged at an earlier step and have not answered, in the order of the
   * pages.
   */
  readonly silent: readonly string[];
  /** The names of those who have declined. */
  readonly declined: readonly string[];
}

/** Returns the outcome of the pages about an incident before one of them. */
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
    [...new Set(people)].map((person) => personName(config, person));
  return {
    ...(pagedAt !== undefined && { pagedAt }),
    silent: names(silent.map((page) => page.responder)),
    declined: names(others),
  };
}

/** The pages of earlier steps, as far as they have left, or may have. */
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

/**
 * Events after which nobody is awaited any more: somebody has acknowledged it, or it was over. One
 * answer of several is none: the others are awaited.
 */
const ANSWERS: ReadonlySet<TimelineKind> = new Set(['opened', 'acknowledgement', 'resolved']);

/** Since when pages wait for the missing answer. */
function newBeginning({ openedAt, timeline }: Incident): Instant {
  const isAnswer = (entry: TimelineEntry) =>
    ANSWERS.has(kindOf(entry)) && entry.code !== 'acknowledgement.counted';
  return timeline.findLast(isAnswer)?.at ?? openedAt;
}

function hasActed({ timeline }: Incident, { responder, at }: IncidentPage): boolean {
  return timeline.some((entry) => entry.by === responder && entry.at >= at);
}
