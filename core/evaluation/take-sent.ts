import type { Alert } from '../alert/alert.ts';
import { type AlertEvent, isOver, type SentAlert } from '../alert/sent-alert.ts';
import { OWN_ITEMS } from '../sample/admit.ts';
import { type Duration, type Instant, MINUTE } from '../time/instant.ts';
import { type Assessment, Draft } from './draft.ts';
import type { RuleSet } from './rule-set.ts';
import { keepTelling, settle } from './settle.ts';
import type { SeriesState, SubjectState, Told } from './subject.ts';
import { underRoute } from './under-route.ts';

/** The one entry of the item of an alert that came ready made. */
const ENTRY = 'sent';

/** How long after the end that was last told a repeated alert may last: its senders repeat it each minute, and a write for each would be dear. */
const MOST_STRETCH: Duration = 5 * MINUTE;

/** Under which id an alert that came ready made is remembered among the subjects. */
export function sentItem(fingerprint: string): string {
  return `${OWN_ITEMS}alert:${fingerprint}`;
}

/**
 * What its sender tells of one alert, in the order told or, where it says when it said so, in that order: it begins, goes on, or ends. What ends before it was
 * ever heard of is nothing, but that an earlier message may still be on its way.
 */
export function takeSent(
  stored: SubjectState | undefined,
  item: string,
  events: readonly AlertEvent[],
  rules: RuleSet,
  now: Instant,
): Assessment {
  const draft = new Draft(item, stored, now);
  for (const event of events)
    if (!isOvertaken(draft, event))
      if (event.kind === 'fires' && !isOver(event.alert, now)) fires(draft, rules, event);
      else if (!isEarlier(draft, event))
        end(draft, { reason: 'ended_by_sender', saidAt: event.saidAt });
  settle(draft, rules);
  return draft.close(rules);
}

/** Ends an alert whose sender may never tell its end: a person has said that it is over. One that is sent again and again is left alone. */
export function endByHand(
  stored: SubjectState,
  by: string,
  rules: RuleSet,
  now: Instant,
): Assessment {
  const draft = new Draft(stored.subject, stored, now);
  const { alert, sent } = draft.get(ENTRY) ?? {};
  if (alert !== undefined && sent?.endsAt === undefined)
    end(draft, { reason: 'ended_by_hand', by, saidAt: sent?.saidAt });
  return draft.close(rules);
}

function isOvertaken(draft: Draft, { saidAt }: AlertEvent): boolean {
  const heard = draft.get(ENTRY)?.sent?.saidAt;
  return saidAt !== undefined && heard !== undefined && saidAt <= heard;
}

/** Prometheus repeats an end for a quarter of an hour; another server may meanwhile have begun the alert anew, and goes on sending it. */
function isEarlier(draft: Draft, event: AlertEvent): boolean {
  const endedAt = event.kind === 'ended' ? event.endedAt : event.alert.endsAt;
  const begun = draft.get(ENTRY)?.changedAt;
  return endedAt !== undefined && begun !== undefined && endedAt < begun;
}

type Fires = Extract<AlertEvent, { kind: 'fires' }>;

function fires(draft: Draft, rules: RuleSet, { alert: told, saidAt }: Fires): void {
  const known = draft.get(ENTRY);
  // As it was first told: to an incident another beginning is another alert.
  const startsAt = known?.alert?.startsAt ?? told.startsAt;
  const alert = underRoute(rules, { ...told, startsAt });
  if (alert === undefined) return;
  const { rule, labels } = alert;
  if (known?.alert === undefined) {
    const entry = { rule, metric: '', labels, phase: 'firing', changedAt: draft.now } as const;
    const sent = { ...endOf(told), ...said(saidAt) };
    draft.fire(ENTRY, { ...entry, since: startsAt, sent }, alert);
    return;
  }
  const entry = heard(goesOn(known, told, draft.now), saidAt);
  if (entry !== known) draft.put(ENTRY, entry);
  const { title, sent } = known.alert;
  const words = isNews(known, alert, saidAt, draft.now) ? {} : { title, ...(sent && { sent }) };
  keepTelling(draft, rules, ENTRY, entry, { ...alert, ...words });
}

/** Words that hold a value change with each repeat, and each change is told: so often at most, unless it is worse or better now, or a message of its own. */
const NEWS_EVERY: Duration = MINUTE;

function isNews(
  { alert, assertedAt = 0 }: SeriesState,
  told: Alert,
  saidAt: Instant | undefined,
  now: Instant,
): boolean {
  if (saidAt !== undefined || told.sent?.severity !== alert?.sent?.severity) return true;
  return now >= assertedAt + NEWS_EVERY;
}

/** The entry with a later end, where the known one does not last as long already. */
function goesOn(known: SeriesState, { endsAt }: SentAlert, now: Instant): SeriesState {
  const until = known.sent?.endsAt;
  if (endsAt === undefined) return until === undefined ? known : { ...known, sent: {} };
  if (until !== undefined && endsAt <= until) return known;
  const stretch = until === undefined ? 0 : Math.min((endsAt - now) / 2, MOST_STRETCH);
  return { ...known, sent: { endsAt: Math.round(endsAt + stretch) } };
}

function endOf({ endsAt }: SentAlert): Told {
  return endsAt === undefined ? {} : { endsAt };
}

function said(saidAt: Instant | undefined): Pick<Told, 'saidAt'> {
  return saidAt === undefined ? {} : { saidAt };
}

function heard(entry: SeriesState, saidAt: Instant | undefined): SeriesState {
  return saidAt === undefined ? entry : { ...entry, sent: { ...entry.sent, saidAt } };
}

interface End {
  readonly reason: 'ended_by_sender' | 'ended_by_hand';
  readonly by?: string;
  readonly saidAt: Instant | undefined;
}

function end(draft: Draft, { reason, by, saidAt }: End): void {
  const alert = draft.get(ENTRY)?.alert;
  if (alert !== undefined) draft.resolve(alert, reason, by === undefined ? {} : { by });
  if (saidAt !== undefined) draft.put(ENTRY, over(saidAt, draft.now));
  else if (alert !== undefined) draft.drop(ENTRY);
}

/** What is left of an alert that has ended, so that what was said before is known to be old. */
function over(saidAt: Instant, now: Instant): SeriesState {
  const none = { rule: '', metric: '', labels: {}, phase: 'healthy' } as const;
  return { ...none, changedAt: now, sent: { saidAt, endedAt: now } };
}
