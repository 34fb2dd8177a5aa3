import type { TimelineCode, TimelineData } from '#core/incident/timeline.ts';
import type { PageResult, PageResultCode } from '#core/paging/result.ts';
import { HOUR, MINUTE } from '#core/time/instant.ts';
import { NIGHT } from './incident.ts';

const low = { fingerprint: '0123456789abcdef', title: 'SpO2 low', severity: 'critical' } as const;
const step = { kind: 'step', step: 2, round: { number: 1, of: 3 } } as const;
const anna = { responder: 'anna', channel: 'sms' } as const;
const cia = { code: 'not_in_config', person: 'cia' } as const;
const override = { person: 'cia', schedule: 'nights', why: cia } as const;
const nobody = { code: 'nobody_on_call', schedule: 'nights', until: NIGHT } as const;

/** An example of every code of a timeline, done by Bo, and the words for it. */
export const ENTRIES: { readonly [Code in TimelineCode]: readonly [TimelineData[Code], string] } = {
  'incident.opened': [
    { alert: { ...low, unconfirmed: true } },
    'opened: SpO2 low, critical, nothing newer said otherwise',
  ],
  'incident.reopened': [{ alert: low }, 'opened again: SpO2 low, critical'],
  'incident.still_firing': [
    { alerts: 2, after: MINUTE },
    'opened again: 2 alerts still fired 1m after it was resolved by hand',
  ],
  'incident.recovered': [{}, 'all alerts have ended'],
  'incident.resolved_by_hand': [{}, 'resolved by hand'],
  'incident.held': [{}, 'all alerts have ended; held until a person resolves it'],
  'incident.resolution_undone': [{}, 'Bo took back that it was resolved'],
  'incident.goes_on_in': [
    { service: 'ward' },
    'goes on in an incident of service "ward", as the config has it now',
  ],
  'incident.came_from': [
    { service: 'icu' },
    'came from an incident of service "icu", as the config had it before',
  ],
  'alert.joined': [{ alert: low }, 'joined: SpO2 low, critical'],
  'alert.fired_again': [{ alert: low }, 'fires again: SpO2 low, critical'],
  'alert.changed': [{ alert: low }, 'changed: SpO2 low, critical'],
  'alert.severity_changed': [{ alert: low }, 'changed severity: SpO2 low, critical'],
  'alert.ended': [{ alert: low, reason: 'reporting_again' }, 'reporting again: SpO2 low, critical'],
  'alert.turned_away': [
    { alert: low, held: 5_000 },
    'holds 5000 alerts and has no room for more: SpO2 low, critical comes again within 15 minutes',
  ],
  'alert.acknowledged_by_sender': [
    { alert: low },
    'acknowledged by its sender: SpO2 low, critical',
  ],
  'flapping.began': [
    { alert: low, times: 3, within: HOUR, quiet: 5 * MINUTE },
    'flapping: SpO2 low, critical came back 3 times within 1h, and is not over before it has been quiet for 5m',
  ],
  'flapping.ended': [
    { alert: low, quiet: 5 * MINUTE, returns: 7 },
    'quiet for 5m, after it came back 7 times: SpO2 low, critical',
  ],
  'severity.raised': [
    { from: 'warning', to: 'critical' },
    'severity raised from warning to critical',
  ],
  'severity.lowered': [{ from: 'critical', to: 'info' }, 'severity lowered from critical to info'],
  'silence.began': [
    { silence: 's1', until: NIGHT, author: { createdBy: 'anna', createdByKey: 'ward' } },
    'silenced until 2026-03-12 03:14 UTC by anna, by key ward: recorded, pages nobody (silence s1)',
  ],
  'silence.ended': [
    { endedBy: { by: 'anna', key: 'desk' } },
    'no longer silenced, and still open: the silence was ended by Anna, by key desk',
  ],
  'inhibition.began': [
    {
      rule: 'network',
      source: { fingerprint: '0123456789abcdef', title: 'Core switch down', severity: 'critical' },
      incident: '0123456789abcdef-1',
    },
    'inhibited by Core switch down, critical, of incident 0123456789abcdef-1: recorded, pages nobody (inhibit rule network)',
  ],
  'inhibition.ended': [
    { rule: 'network', incident: '0123456789abcdef-1' },
    'no longer inhibited (inhibit rule network), and still open',
  ],
  'escalation.step': [{ stop: step, policy: 'icu' }, 'step 2 again (1 of 3) of policy icu'],
  'escalation.deferred': [
    { until: NIGHT },
    'it can wait: nobody is paged before the hours of the service begin at 2026-03-12 03:14 UTC',
  ],
  'escalation.waits_no_longer': [{ began: true }, 'the hours of the service have begun'],
  'escalation.override_passed_over': [
    { stop: step, ...override },
    'step 2 again (1 of 3) passes over the override of cia in schedule nights: cia is not among the people of the config',
  ],
  'escalation.target_passed_over': [
    { stop: { kind: 'fallback' }, why: nobody },
    'the fallback passes over a target: nobody is on call in schedule nights until 2026-03-12 03:14 UTC',
  ],
  'escalation.policy_changed': [{ policy: 'icu' }, 'policy icu counts for it no more'],
  'escalation.step_failed': [{}, 'every page of this step failed'],
  'escalation.paged_left': [
    { of: 'step' },
    'whoever this step has paged is no longer in the config',
  ],
  'escalation.unanswered': [{}, 'the escalation is exhausted: nobody answered'],
  'escalation.all_declined': [{}, 'the escalation is exhausted: all have declined'],
  'escalation.all_answered': [
    {},
    'everybody whom the escalation reaches at this hour has answered, and more must',
  ],
  'escalation.undelivered': [{}, 'no page of the escalation could be delivered'],
  'escalation.reached_nobody': [{}, 'the escalation reaches nobody at this hour'],
  'page.planned': [
    { responders: ['anna', 'bo'], reason: 'severity_raised' },
    'paging Anna, Bo (severity raised)',
  ],
  'page.sent': [
    { ...anna, doubt: { code: 'nobody_subscribed' } },
    'SMS to Anna sent, but as far as SNS knows nobody is subscribed',
  ],
  'page.failed': [
    { ...anna, why: { code: 'channel_gone', person: 'anna', channel: 'sms' } },
    'SMS to Anna failed: Anna has no phone in the config any more',
  ],
  'page.withdrawn': [
    { ...anna, why: { code: 'incident_not_triggered', status: 'resolved' } },
    'SMS to Anna withdrawn: the incident is resolved',
  ],
  'page.late': [anna, 'SMS to Anna is late and is handed over again'],
  'page.lost': [anna, 'SMS to Anna has no outcome yet and is handed over again'],
  'page.given_up': [
    anna,
    'SMS to Anna withdrawn: no outcome on record, and nobody is to be paged any more',
  ],
  'acknowledgement.given': [{ alerts: 1 }, 'acknowledged by Bo for 1 alert'],
  'acknowledgement.counted': [{ answers: 1, wanted: 2 }, 'answered by Bo, as 1 of 2 who must'],
  'acknowledgement.snoozed': [
    { alerts: 2, until: NIGHT },
    'snoozed until 2026-03-12 03:14 UTC by Bo for 2 alerts',
  ],
  'acknowledgement.taken_over': [
    { alerts: 1, from: 'anna' },
    'taken over from Anna by Bo for 1 alert',
  ],
  'acknowledgement.expired': [{ person: 'anna' }, 'the acknowledgement by Anna has expired'],
  'acknowledgement.snooze_ended': [{ person: 'anna' }, 'the snooze by Anna has ended'],
  'acknowledgement.holder_left': [
    { person: 'cia' },
    'cia, who acknowledged, is no longer in the config',
  ],
  'acknowledgement.not_covered': [{}, 'an alert fires that was not acknowledged'],
  'acknowledgement.worse': [{}, 'an acknowledged alert has become worse'],
  'acknowledgement.not_held': [{}, 'an alert fires that could not be held'],
  'action.marked_noise': [{}, 'marked as noise by Bo'],
  'action.unmarked_noise': [{}, 'no longer noise, says Bo'],
  'action.declined': [{}, 'declined by Bo'],
  'action.escalated': [{}, 'escalated by Bo'],
  'action.reassigned': [
    { to: ['anna'], passedOver: [override] },
    'reassigned to Anna by Bo; passes over the override of cia in schedule nights: cia is not among the people of the config',
  ],
  note: [{ text: 'probe reseated' }, 'probe reseated'],
  'clock.went_back': [
    { by: HOUR },
    'the clock went back by 1h: what was to come, and what was remembered, moved with it',
  ],
  left_out: [{ entries: 3, pages: 1 }, 'to save room, 3 entries and 1 pages are left out here'],
};

const error = 'SomeException';

/** An example of everything that becomes of a page, and the words for it. */
export const RESULTS: {
  readonly [Code in PageResultCode]: readonly [Extract<PageResult, { code: Code }>, string];
} = {
  sent: [{ code: 'sent', message: 'm-1', others: 0 }, 'message m-1'],
  topic_missing: [
    { code: 'topic_missing', error },
    'there is no topic for this responder and channel (SomeException)',
  ],
  message_refused: [
    { code: 'message_refused', error },
    'SNS refuses the message or the topic (SomeException)',
  ],
  not_permitted: [
    { code: 'not_permitted', error },
    'the function may not use the topic (SomeException)',
  ],
  signature_refused: [
    { code: 'signature_refused', error },
    'SNS refuses the signature of the function (SomeException)',
  ],
  endpoint_disabled: [
    { code: 'endpoint_disabled', error },
    'the phone or mailbox is disabled (SomeException)',
  ],
  key_not_permitted: [
    { code: 'key_not_permitted', error },
    'the function may not use the key of the topic (SomeException)',
  ],
  key_disabled: [
    { code: 'key_disabled', error },
    'the key of the topic is disabled (SomeException)',
  ],
  key_unusable: [
    { code: 'key_unusable', error },
    'the key of the topic cannot be used (SomeException)',
  ],
  key_missing: [{ code: 'key_missing', error }, 'the key of the topic is gone (SomeException)'],
  key_service_refused: [
    { code: 'key_service_refused', error },
    'the account has no access to KMS (SomeException)',
  ],
  unavailable: [
    { code: 'unavailable', error },
    'SNS could not be reached or was busy (SomeException)',
  ],
  left_config: [{ code: 'left_config', person: 'anna' }, 'anna has left the config'],
  channel_gone: [
    { code: 'channel_gone', person: 'anna', channel: 'email' },
    'Anna has no mailbox in the config any more',
  ],
  incident_unknown: [{ code: 'incident_unknown' }, 'the incident is unknown'],
  incident_not_triggered: [
    { code: 'incident_not_triggered', status: 'snoozed' },
    'the incident is snoozed',
  ],
  silenced: [
    { code: 'silenced', silence: 's-1', author: { createdBy: 'ben', byPerson: true } },
    'silenced by ben (silence s-1)',
  ],
  inhibited: [
    { code: 'inhibited', rule: 'network', incident: '0123456789abcdef-1' },
    'inhibited by incident 0123456789abcdef-1 (inhibit rule network)',
  ],
  declined: [{ code: 'declined', person: 'anna' }, 'Anna declined'],
  answered: [{ code: 'answered', person: 'anna' }, 'Anna has answered'],
  reassigned: [{ code: 'reassigned' }, 'reassigned'],
  escalation_restarted: [{ code: 'escalation_restarted' }, 'the escalation began anew'],
  outside_hours: [{ code: 'outside_hours' }, 'it can wait for the hours of the service'],
  severity_pages_nobody: [{ code: 'severity_pages_nobody' }, 'nobody is paged for this severity'],
  incident_withdrew_it: [{ code: 'incident_withdrew_it' }, 'the incident withdrew it'],
  no_outcome: [{ code: 'no_outcome' }, 'no outcome on record, and nobody is to be paged any more'],
  text: [{ code: 'text', text: 'as it was told before' }, 'as it was told before'],
};
