import type { PageReason } from '../paging/page.ts';

/** Explains to the person why they are paged. */
export const WHY_PAGED: Readonly<Record<PageReason, string>> = {
  escalation_step: 'It is your turn in the escalation of this service.',
  fallback: 'Nobody answered, and you are the fallback of this service.',
  acknowledgement_expired: 'It was acknowledged, but is not over and the acknowledgement expired.',
  new_alert_after_acknowledgement: 'Another alert began after it was acknowledged.',
  severity_raised: 'It has become worse.',
  silence_ended: 'The silence that kept it quiet has ended and it still holds.',
  declined: 'Somebody else declined it.',
  escalated_by_hand: 'Somebody escalated it by hand.',
  reassigned: 'Somebody assigned it to you.',
  snooze_ended: 'It was snoozed, and the snooze has ended.',
  still_firing: 'It was resolved by hand, and still fires.',
  acknowledger_left: 'Whoever had acknowledged it is no longer in the configuration.',
};

/** The same in an SMS; empty if the step of the escalation says it already. */
export const SHORT_REASON: Readonly<Record<PageReason, string>> = {
  escalation_step: '',
  fallback: '',
  acknowledgement_expired: 'acknowledgement expired',
  new_alert_after_acknowledgement: 'new alert',
  severity_raised: 'worse',
  silence_ended: 'silence over',
  declined: '',
  escalated_by_hand: 'escalated by hand',
  reassigned: 'assigned to you',
  snooze_ended: 'snooze over',
  still_firing: 'resolved, still fires',
  acknowledger_left: 'acknowledged by nobody now',
};
