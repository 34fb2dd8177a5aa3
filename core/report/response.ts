import { isRecovery } from '../alert/resolve-reason.ts';
import type { Severity } from '../alert/severity.ts';
import { alarmsOf } from '../burden/alarms.ts';
import { alertsOf } from '../incident/alerts.ts';
import type { Incident } from '../incident/incident.ts';
import type { TimelineCode } from '../incident/timeline.ts';
import type { Duration, Instant } from '../time/instant.ts';

/*
 * How people responded to one incident. docs/reports.md defines each figure with its edge cases.
 */

/** What became of an incident; each has one of these. */
export const RESPONSE_OUTCOMES = [
  /** Somebody has acknowledged it, or resolved it by hand. */
  'acknowledged',
  /** It was paged, and ended before anybody had acknowledged it. */
  'unanswered',
  /** It was paged, and nobody has acknowledged it yet. */
  'open',
  /** No page about it was sent, and it was not acknowledged. */
  'unpaged',
  /** It ended because a change of the config took its alerts to another incident. */
  'moved',
] as const;

export type ResponseOutcome = (typeof RESPONSE_OUTCOMES)[number];

/** What happened to an incident besides; each may have any of these. */
export const RESPONSE_MARKS = [
  /** Pages of more than one step of one run of its escalation were sent. */
  'escalated',
  /** All steps had passed, and nobody had answered. */
  'exhausted',
  /** It was paged again after it had been acknowledged. */
  'repaged',
  'reopened',
  'silenced',
  /** It waited for the hours of its service. */
  'deferred',
] as const;

export type ResponseMark = (typeof RESPONSE_MARKS)[number];

/** What people did about one incident. */
export interface Response {
  readonly service: string;
  readonly severity: Severity;
  /** The rule of the alert that opened it. */
  readonly rule: string;
  readonly openedAt: Instant;
  readonly outcome: ResponseOutcome;
  readonly marks: readonly ResponseMark[];
  /** From the breach to the first page; absent if it has none, or it was held back on purpose. */
  readonly detect?: Duration | undefined;
  /** From the first page to the first acknowledgement. */
  readonly acknowledge?: Duration | undefined;
  /** From its opening to its last end, if what it was about is over. */
  readonly resolve?: Duration | undefined;
}

/** By these somebody takes responsibility. */
const ACKNOWLEDGES: ReadonlySet<TimelineCode> = new Set([
  'acknowledgement.given',
  'acknowledgement.snoozed',
  'acknowledgement.taken_over',
  'incident.resolved_by_hand',
]);

/** After these a page waits as somebody wanted it to. */
const HOLDS_BACK: ReadonlySet<TimelineCode> = new Set([
  'silence.began',
  'inhibition.began',
  'escalation.deferred',
]);

const MARKED_BY: Readonly<Partial<Record<TimelineCode, ResponseMark>>> = {
  'escalation.unanswered': 'exhausted',
  'incident.reopened': 'reopened',
  'silence.began': 'silenced',
  'escalation.deferred': 'deferred',
};

/** Returns how people responded to an incident, as far as it is known by now. */
export function responseOf(incident: Incident): Response {
  const { service, severity, openedAt, timeline } = incident;
  const pagedAt = firstPageAt(incident);
  const acknowledgedAt = timeline.find(({ code }) => isOneOf(ACKNOWLEDGES, code))?.at;
  const detect = timeToDetect(incident, pagedAt);
  const resolve = timeToResolve(incident);
  return {
    service,
    severity,
    rule: ruleOf(incident),
    openedAt,
    outcome: outcomeOf(incident, acknowledgedAt),
    marks: marksOf(incident),
    ...(detect !== undefined && { detect }),
    ...(pagedAt !== undefined &&
      acknowledgedAt !== undefined &&
      pagedAt <= acknowledgedAt && { acknowledge: acknowledgedAt - pagedAt }),
    ...(resolve !== undefined && { resolve }),
  };
}

/**
 * Returns when the first page was sent; undefined if none was, or so much was left out to save room
 * that nobody knows any more.
 */
function firstPageAt({ timeline, pages, leftOut }: Incident): Instant | undefined {
  const told = timeline.find(({ code }) => code === 'page.sent')?.at;
  if (leftOut === undefined || leftOut.entries === 0 || told === undefined) {
    return told;
  }
  const left = pages.flatMap(({ status, handedOverAt }) =>
    status === 'sent' && handedOverAt !== undefined ? [handedOverAt] : [],
  );
  return leftOut.pages === 0 ? Math.min(told, ...left) : undefined;
}

/**
 * An incident of an earlier version has no start of its own, and its alert a later one where it has
 * fired again: then the breach is as old as the incident.
 */
function timeToDetect(incident: Incident, pagedAt: Instant | undefined): Duration | undefined {
  const { timeline, openedAt, breachedAt, alerts, cameFrom } = incident;
  const isHeldBack = timeline.some(
    ({ code, at }) => isOneOf(HOLDS_BACK, code) && at <= (pagedAt ?? 0),
  );
  if (pagedAt === undefined || isHeldBack || cameFrom !== undefined) {
    return undefined;
  }
  const [first] = alarmsOf(incident);
  const startsAt = breachedAt ?? (first && alerts[first.fingerprint]?.alert.startsAt);
  return Math.max(0, pagedAt - Math.min(openedAt, startsAt ?? openedAt));
}

function timeToResolve(incident: Incident): Duration | undefined {
  const { status, resolvedAt, resolvedBy, openedAt, goesOnIn } = incident;
  const isOver =
    resolvedBy !== undefined ||
    alertsOf(incident).some(({ resolveReason: why }) => isRecovery(why) || why === 'ended_by_hand');
  return status === 'resolved' && resolvedAt !== undefined && isOver && goesOnIn === undefined
    ? Math.max(0, resolvedAt - openedAt)
    : undefined;
}

function ruleOf(incident: Incident): string {
  const [first] = alarmsOf(incident);
  return first?.rule ?? alertsOf(incident)[0]?.alert.rule ?? '';
}

function outcomeOf(incident: Incident, acknowledgedAt: Instant | undefined): ResponseOutcome {
  const { status, goesOnIn, pages } = incident;
  if (acknowledgedAt !== undefined) {
    return 'acknowledged';
  }
  if (status === 'resolved' && goesOnIn !== undefined) {
    return 'moved';
  }
  if (!pages.some(hasLeft)) {
    return 'unpaged';
  }
  return status === 'resolved' ? 'unanswered' : 'open';
}

/** What became of a page that was handed over is known within a minute. */
function hasLeft({ status }: Incident['pages'][number]): boolean {
  return status === 'sent' || status === 'handed_over';
}

function marksOf(incident: Incident): readonly ResponseMark[] {
  const marks = new Set(incident.timeline.flatMap(({ code }) => (code && MARKED_BY[code]) ?? []));
  if (isEscalated(incident)) {
    marks.add('escalated');
  }
  if (isRepaged(incident)) {
    marks.add('repaged');
  }
  return RESPONSE_MARKS.filter((mark) => marks.has(mark));
}

function isEscalated({ pages }: Incident): boolean {
  const sent = pages.filter(({ status }) => status === 'sent');
  return [...Map.groupBy(sent, ({ run }) => run).values()].some(
    (run) => new Set(run.map(({ position }) => position)).size > 1,
  );
}

/** A page that was on its way at the acknowledgement is none that was planned after it. */
function isRepaged({ timeline }: Incident): boolean {
  const first = timeline.findIndex(({ code }) => isOneOf(ACKNOWLEDGES, code));
  const after = first === -1 ? [] : timeline.slice(first + 1);
  const planned = after.findIndex(({ code }) => code === 'page.planned');
  return planned !== -1 && after.slice(planned).some(({ code }) => code === 'page.sent');
}

function isOneOf(codes: ReadonlySet<TimelineCode>, code: TimelineCode | undefined): boolean {
  return code !== undefined && codes.has(code);
}
