import type { PageReason } from './page.ts';

/** Why somebody is paged, in words for that person. */
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
