import { matcherText } from '#core/alert/matcher.ts';
import { omit } from '#core/collections/omit.ts';
import { type Silence, silenceStatus } from '#core/suppression/silence.ts';
import { standing } from '#core/suppression/windows.ts';
import type { Instant } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { actorFields } from '#http/request-actor.ts';
import type { SilenceView } from './silences.contract.ts';
import { recursView } from './window-view.ts';

/**
 * A silence or a maintenance window, as the API shows it: of one that recurs with the time that
 * goes on, or the next.
 */
export function silenceView(set: Silence, now: Instant): SilenceView {
  const silence = omit(standing(set, now), 'recurs', 'brokenOff');
  const { startsAt, endsAt, createdAt, updatedAt, matchers, endedBy, ...rest } = silence;
  return {
    ...rest,
    status: silenceStatus(silence, now),
    matchers: matchers.map(matcherText),
    startsAt: isoTime(startsAt),
    endsAt: isoTime(endsAt),
    createdAt: isoTime(createdAt),
    ...(updatedAt !== undefined && { updatedAt: isoTime(updatedAt) }),
    ...actorFields('endedBy', endedBy),
    ...recursView(set, now),
  };
}
