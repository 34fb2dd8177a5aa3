import { omit } from '../collections/omit.ts';
import { own } from '../collections/own.ts';
import { whyUndeliverable } from '../escalation/reach.ts';
import { mayBeMissed, type PageRecord } from '../paging/page.ts';
import { pageDue } from '../paging/page-due.ts';
import type { PageResult } from '../paging/result.ts';
import { type Duration, SECOND } from '../time/instant.ts';
import { hasAnswered } from './answers.ts';
import type { IncidentContext } from './context.ts';
import {
  exhaustEscalation,
  hasPaged,
  mayHaveArrived,
  startEscalation,
  startNextStage,
} from './escalate.ts';
import { type Incident, type IncidentPage, isPaging } from './incident.ts';
import { appendTimeline, type PageNote, type TimelineEvent } from './timeline.ts';

/**
 * How long a relayed page may be without a recorded outcome before it is relayed again: longer than
 * a mailbox's lease.
 */
export const OUTCOME_CHECK: Duration = 45 * SECOND;

/** Returns the pages whose outcome the incident does not know yet. */
export function outstandingPages(incident: Incident): readonly IncidentPage[] {
  return incident.pages.filter((page) => page.status === 'handed_over');
}

/**
 * Takes over the outcomes of page records. A page without a record after `OUTCOME_CHECK` is planned
 * again, because its message was lost, or withdrawn if nobody is to be paged any more.
 */
export function foldOutcomes(incident: Incident, context: IncidentContext): Incident {
  let current = incident;
  for (const page of outstandingPages(incident)) {
    const record = context.records.get(page.id);
    const isWanted = isPaging(incident) && !hasAnswered(incident, page.responder);
    const update = outcomeOf(page, record, isWanted, context);
    if (update === undefined) {
      continue;
    }
    const pages = current.pages.map((p) => (p.id === page.id ? update.page : p));
    current = { ...current, pages: [...pages, ...instead(current, update.page, context)] };
    if (update.event === undefined) {
      continue;
    }
    const triedAt = record?.attempts.at(-1)?.at ?? context.now;
    const at = Math.min(context.now, Math.max(incident.openedAt, triedAt));
    current = inOrder(appendTimeline(current, at, update.event));
  }
  return current;
}

/**
 * Plans a page again under another id, if it was withdrawn while the incident was resolved and a
 * person has undone that: it is still its turn.
 */
function instead(
  incident: Incident,
  page: IncidentPage,
  { now }: IncidentContext,
): readonly IncidentPage[] {
  const { id, status, responder, recalled } = page;
  if (!recalled || status !== 'withdrawn' || !isPaging(incident) || !isHere(incident, page)) {
    return [];
  }
  if (incident.escalation.declined.includes(responder) || hasAnswered(incident, responder)) {
    return [];
  }
  const again = omit(page, 'result', 'handedOverAt', 'recalled');
  return [{ ...again, id: `${id}.again`, status: 'planned', at: now }];
}

/** The outcome of a page is learnt up to a minute later; its entry is inserted at its own time. */
function inOrder(incident: Incident): Incident {
  return { ...incident, timeline: incident.timeline.toSorted((a, b) => a.at - b.at) };
}

/**
 * If pages of the current step have failed, or went to people who have left the config since and
 * cannot answer: it pages the responder's next channel at once, and if nobody is left the next
 * step.
 */
export function failOver(incident: Incident, context: IncidentContext): Incident {
  const { config, now } = context;
  if (incident.escalation.phase === 'exhausted') {
    return moveOnFromTheEnd(incident, context);
  }
  const advanced = bringForward(giveUpUndeliverable(incident, context), context);
  const here = pagesHere(advanced).filter((page) => page.status !== 'withdrawn');
  const isLost = ({ status, responder }: IncidentPage) =>
    status === 'failed' || own(config.people, responder) === undefined;
  if (here.length === 0 || !here.every(isLost)) {
    return advanced;
  }
  if (!['steps', 'fallback', 'assigned'].includes(advanced.escalation.phase)) {
    return advanced;
  }
  const failed = here.every(({ status }) => status === 'failed');
  const event: TimelineEvent = failed
    ? { code: 'escalation.step_failed', data: {} }
    : { code: 'escalation.paged_left', data: { of: 'step' } };
  return startNextStage(appendTimeline(advanced, now, event), context, 'escalation_step');
}

/** Nobody is left to answer: the last pages have failed since, or all recipients have left. */
function moveOnFromTheEnd(incident: Incident, context: IncidentContext): Incident {
  if (!hasPaged(incident) || mayHaveArrived(incident, context.config)) {
    return incident;
  }
  const { run } = incident.escalation;
  const someone = incident.pages.some(
    (page) => page.run === run && page.status === 'sent' && !hasAnswered(incident, page.responder),
  );
  if (!someone) {
    return exhaustEscalation(incident, context);
  }
  const event = { code: 'escalation.paged_left', data: { of: 'run' } } as const;
  const told = appendTimeline(incident, context.now, event);
  return startEscalation(told, context, 'escalation_step');
}

/** Pages that wait for their time, to people or channels that the config no longer names. */
function giveUpUndeliverable(incident: Incident, context: IncidentContext): Incident {
  let current = incident;
  for (const page of incident.pages) {
    const why = page.status === 'planned' ? whyUndeliverable(page, context.config) : undefined;
    if (why === undefined) {
      continue;
    }
    const failed: IncidentPage = { ...page, status: 'failed', result: why };
    const pages = current.pages.map((p) => (p === page ? failed : p));
    const event = { code: 'page.failed', data: { ...noteOf(page), why } } as const;
    current = appendTimeline({ ...current, pages }, context.now, event);
  }
  return current;
}

function outcomeOf(
  page: IncidentPage,
  record: PageRecord | undefined,
  wanted: boolean,
  { now }: IncidentContext,
): { readonly page: IncidentPage; readonly event?: TimelineEvent } | undefined {
  const data = noteOf(page);
  const overdue = now >= (page.handedOverAt ?? 0) + OUTCOME_CHECK;
  switch (record?.status) {
    case 'sent':
    case 'failed':
    case 'withdrawn': {
      const result = cut(record.attempts.at(-1)?.result);
      const { status, doubtful } = record;
      const known = {
        ...(result !== undefined && { result }),
        ...(doubtful !== undefined && { doubtful }),
      };
      return { page: { ...page, status, ...known }, event: outcomeEvent(page, record, result) };
    }
    case 'waiting':
    case 'retrying':
      if (overdue && wanted && now >= (pageDue(record, now) ?? 0) + OUTCOME_CHECK) {
        return { page: { ...page, status: 'planned' }, event: { code: 'page.late', data } };
      }
      return overdue ? { page: { ...page, handedOverAt: now } } : undefined;
    case undefined:
      if (!overdue) {
        return undefined;
      }
      return wanted
        ? { page: { ...page, status: 'planned' }, event: { code: 'page.lost', data } }
        : {
            page: { ...page, status: 'withdrawn', result: { code: 'no_outcome' } },
            event: { code: 'page.given_up', data },
          };
  }
}

/** How much of a reason in words an incident keeps; the page's record has all of it. */
const MAX_TEXT = 200;

function cut(result: PageResult | undefined): PageResult | undefined {
  return result?.code === 'text' ? { ...result, text: result.text.slice(0, MAX_TEXT) } : result;
}

function outcomeEvent(
  page: IncidentPage,
  { status, doubtful: doubt }: PageRecord,
  why: PageResult | undefined,
): TimelineEvent {
  const data = noteOf(page);
  if (status === 'sent') {
    return { code: 'page.sent', data: { ...data, ...(doubt !== undefined && { doubt }) } };
  }
  const code = status === 'failed' ? 'page.failed' : 'page.withdrawn';
  return { code, data: { ...data, ...(why !== undefined && { why }) } };
}

/**
 * Pages that were planned for later leave now for those whom another page of this step may not have
 * reached.
 */
function bringForward(incident: Incident, { now }: IncidentContext): Incident {
  const missed = new Set(
    pagesHere(incident).flatMap((page) => (mayBeMissed(page) ? [page.responder] : [])),
  );
  const waits = (page: IncidentPage) =>
    page.status === 'planned' &&
    page.at > now &&
    missed.has(page.responder) &&
    isHere(incident, page);
  if (!incident.pages.some(waits)) {
    return incident;
  }
  return {
    ...incident,
    pages: incident.pages.map((page) => (waits(page) ? { ...page, at: now } : page)),
  };
}

function pagesHere(incident: Incident): readonly IncidentPage[] {
  return incident.pages.filter((page) => isHere(incident, page));
}

/**
 * Returns the people whose answer the current step waits for: those whom it has paged, or is about
 * to.
 */
export function awaitedResponders(incident: Incident): readonly string[] {
  if (!isPaging(incident)) {
    return [];
  }
  const asked = pagesHere(incident).filter(
    ({ status, responder }) =>
      status !== 'failed' && status !== 'withdrawn' && !hasAnswered(incident, responder),
  );
  return [...new Set(asked.map(({ responder }) => responder))];
}

function isHere({ escalation }: Incident, page: IncidentPage): boolean {
  return page.run === escalation.run && page.position === escalation.position;
}

function noteOf({ responder, channel }: IncidentPage): PageNote {
  return { responder, channel };
}
