import { describeActor, describeAuthor } from '../actor/actor.ts';
import { UNCONFIRMED } from '../alert/alert.ts';
import { describeResolveReason } from '../alert/resolve-reason.ts';
import { emptyInWords, passedOverInWords, stopInWords } from '../escalation/in-words.ts';
import { countInWords } from '../incident/acknowledge-alerts.ts';
import { describeFlappingThreshold, describeRecurrences } from '../incident/flapping.ts';
import type { Incident } from '../incident/incident.ts';
import {
  type AlertNote,
  kindOf,
  type TimelineCode,
  type TimelineData,
  type TimelineEntry,
} from '../incident/timeline.ts';
import type { PageResult } from '../paging/result.ts';
import { type Channel, channelName } from '../responder/channel.ts';
import type { Reader } from '../responder/reader.ts';
import { formatDuration } from '../time/duration.ts';
import { pageDoubtText, pageResultText } from './page-result-text.ts';

/** What the words of an entry rest on beside its data: `who` did it, by name. */
interface Telling extends Reader {
  readonly who: string;
}

type Words = {
  readonly [Code in TimelineCode]: (data: TimelineData[Code], telling: Telling) => string;
};

/** The English of every code. */
const WORDS: Words = {
  'incident.opened': ({ alert }) => `opened: ${alertText(alert)}`,
  'incident.reopened': ({ alert }) => `opened again: ${alertText(alert)}`,
  'incident.still_firing': ({ alerts, after }) =>
    `opened again: ${countInWords(alerts)} still fired ${formatDuration(after)} after it was resolved by hand`,
  'incident.recovered': () => 'all alerts have ended',
  'incident.resolved_by_hand': () => 'resolved by hand',
  'incident.held': () => 'all alerts have ended; held until a person resolves it',
  'incident.resolution_undone': (_, { who }) => `${who} took back that it was resolved`,
  'incident.goes_on_in': ({ service }) =>
    `goes on in an incident of service "${service}", as the config has it now`,
  'incident.came_from': ({ service }) =>
    `came from an incident of service "${service}", as the config had it before`,

  'alert.joined': ({ alert }) => `joined: ${alertText(alert)}`,
  'alert.fired_again': ({ alert }) => `fires again: ${alertText(alert)}`,
  'alert.changed': ({ alert }) => `changed: ${alertText(alert)}`,
  'alert.severity_changed': ({ alert }) => `changed severity: ${alertText(alert)}`,
  'alert.ended': ({ alert, reason }) => `${describeResolveReason(reason)}: ${alertText(alert)}`,
  'alert.turned_away': ({ alert, held }) =>
    `holds ${held} alerts and has no room for more: ${alertText(alert)} comes again within 15 minutes`,
  'alert.acknowledged_by_sender': ({ alert }) => `acknowledged by its sender: ${alertText(alert)}`,

  'flapping.began': ({ alert, ...bound }) =>
    `flapping: ${alert ? alertText(alert) : 'incidents of this group'} ${describeFlappingThreshold(bound)}`,
  'flapping.ended': ({ alert, quiet, returns }) =>
    `quiet for ${formatDuration(quiet)}, after it ${describeRecurrences(returns)}: ${alertText(alert)}`,

  'severity.raised': ({ from, to }) => `severity raised from ${from} to ${to}`,
  'severity.lowered': ({ from, to }) => `severity lowered from ${from} to ${to}`,

  'silence.began': ({ silence, until, author }, { timeOf }) => {
    const by = author === undefined ? `silence ${silence}` : describeAuthor(author);
    return `silenced until ${timeOf(until)} by ${by}: recorded, pages nobody (silence ${silence})`;
  },
  'silence.ended': ({ endedBy }, { nameOf }) => {
    const ended = endedBy && describeActor(endedBy, nameOf(endedBy.by));
    const how = ended === undefined ? '' : `: the silence was ended by ${ended}`;
    return `no longer silenced, and still open${how}`;
  },

  'inhibition.began': ({ rule, source, incident }) =>
    `inhibited by ${alertText(source)}, of incident ${incident}: recorded, pages nobody (inhibit rule ${rule})`,
  'inhibition.ended': ({ rule }) => `no longer inhibited (inhibit rule ${rule}), and still open`,

  'escalation.step': ({ stop, policy }) =>
    stopInWords(stop) + (policy === undefined ? '' : ` of policy ${policy}`),
  'escalation.deferred': ({ until }, { timeOf }) =>
    `it can wait: nobody is paged before the hours of the service begin at ${timeOf(until)}`,
  'escalation.waits_no_longer': ({ began }) =>
    began
      ? 'the hours of the service have begun'
      : 'it waits no longer for the hours of the service',
  'escalation.override_passed_over': ({ stop, ...passed }, reader) =>
    `${stopInWords(stop)} ${passedOverInWords(passed, reader)}`,
  'escalation.target_passed_over': ({ stop, why }, reader) =>
    `${stopInWords(stop)} passes over a target: ${emptyInWords(why, reader)}`,
  'escalation.policy_changed': ({ policy }) => `policy ${policy} counts for it no more`,
  'escalation.step_failed': () => 'every page of this step failed',
  'escalation.paged_left': ({ of }) =>
    `whoever ${of === 'step' ? 'this step has paged' : 'was paged'} is no longer in the config`,
  'escalation.unanswered': () => 'the escalation is exhausted: nobody answered',
  'escalation.all_declined': () => 'the escalation is exhausted: all have declined',
  'escalation.all_answered': () =>
    'everybody whom the escalation reaches at this hour has answered, and more must',
  'escalation.undelivered': () => 'no page of the escalation could be delivered',
  'escalation.reached_nobody': () => 'the escalation reaches nobody at this hour',

  'page.planned': ({ responders, reason }, { nameOf }) =>
    `paging ${responders.map(nameOf).join(', ')} (${reason.replaceAll('_', ' ')})`,
  'page.sent': ({ doubt, ...page }, reader) =>
    `${pageText(page, reader)} sent${doubt === undefined ? '' : `, but ${pageDoubtText(doubt)}`}`,
  'page.failed': ({ why, ...page }, reader) =>
    `${pageText(page, reader)} failed${faultText(why, reader)}`,
  'page.withdrawn': ({ why, ...page }, reader) =>
    `${pageText(page, reader)} withdrawn${faultText(why, reader)}`,
  'page.late': (page, reader) => `${pageText(page, reader)} is late and is handed over again`,
  'page.lost': (page, reader) =>
    `${pageText(page, reader)} has no outcome yet and is handed over again`,
  'page.given_up': (page, reader) =>
    `${pageText(page, reader)} withdrawn: no outcome on record, and nobody is to be paged any more`,

  'acknowledgement.given': ({ alerts }, { who }) =>
    `acknowledged by ${who} for ${countInWords(alerts)}`,
  'acknowledgement.counted': ({ answers, wanted }, { who }) =>
    `answered by ${who}, as ${answers} of ${wanted} who must`,
  'acknowledgement.snoozed': ({ alerts, until }, { who, timeOf }) => {
    const span = until === undefined ? '' : ` until ${timeOf(until)}`;
    return `snoozed${span} by ${who} for ${countInWords(alerts)}`;
  },
  'acknowledgement.taken_over': ({ alerts, from }, { who, nameOf }) =>
    `taken over from ${nameOf(from)} by ${who} for ${countInWords(alerts)}`,
  'acknowledgement.expired': ({ person }, { nameOf }) =>
    `the acknowledgement by ${nameOf(person)} has expired`,
  'acknowledgement.snooze_ended': ({ person }, { nameOf }) =>
    `the snooze by ${nameOf(person)} has ended`,
  'acknowledgement.holder_left': ({ person }) =>
    `${person}, who acknowledged, is no longer in the config`,
  'acknowledgement.not_covered': () => 'an alert fires that was not acknowledged',
  'acknowledgement.worse': () => 'an acknowledged alert has become worse',
  'acknowledgement.not_held': () => 'an alert fires that could not be held',

  'action.declined': (_, { who }) => `declined by ${who}`,
  'action.escalated': (_, { who }) => `escalated by ${who}`,
  'action.reassigned': ({ to, passedOver = [] }, { who, ...reader }) => {
    const over = passedOver.map((passed) => `; ${passedOverInWords(passed, reader)}`).join('');
    return `reassigned to ${to.map(reader.nameOf).join(', ')} by ${who}${over}`;
  },
  'action.marked_noise': (_, { who }) => `marked as noise by ${who}`,
  'action.unmarked_noise': (_, { who }) => `no longer noise, says ${who}`,
  note: ({ text }) => text,

  'clock.went_back': ({ by }) =>
    `the clock went back by ${formatDuration(by)}: what was to come, and what was remembered, moved with it`,
  left_out: ({ entries, pages }) =>
    `to save room, ${entries} entries and ${pages} pages are left out here`,
};

/**
 * An entry in words for a reader. One of a version before has its own; so has one of a version
 * after, whose code is not known here.
 */
export function timelineText(entry: TimelineEntry, reader: Reader): string {
  const { code, text } = entry;
  if (code === undefined) {
    return entry.text;
  }
  if (!Object.hasOwn(WORDS, code)) {
    return text ?? String(code).replaceAll(/[._]/g, ' ');
  }
  const words = WORDS[code] as (data: unknown, telling: Telling) => string;
  return words(entry.data, { ...reader, who: reader.nameOf(entry.by ?? 'somebody') });
}

/**
 * The incident with words beside the codes of its timeline, for versions that know none: they may
 * read what this one saves while a rollout runs. To be left out by the release after this one.
 */
export function withWords(incident: Incident, reader: Reader): Incident {
  const timeline = incident.timeline.map((entry): TimelineEntry => {
    if (entry.text !== undefined) {
      return entry;
    }
    return { ...entry, kind: kindOf(entry), text: timelineText(entry, reader) };
  });
  return { ...incident, timeline };
}

function alertText({ title, severity, unconfirmed }: AlertNote): string {
  return `${title}, ${severity}${unconfirmed ? `, ${UNCONFIRMED}` : ''}`;
}

function pageText(
  { responder, channel }: { readonly responder: string; readonly channel: Channel },
  { nameOf }: Reader,
): string {
  return `${channelName(channel)} to ${nameOf(responder)}`;
}

function faultText(why: PageResult | undefined, reader: Reader): string {
  return why === undefined ? '' : `: ${pageResultText(why, reader)}`;
}
