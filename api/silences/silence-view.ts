import { matcherText } from '#core/alert/matcher.ts';
import { type Silence, silenceStatus } from '#core/suppression/silence.ts';
import type { Instant } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { actorFields } from '#http/request-actor.ts';
import type { SilenceView } from './silences.contract.ts';

/** A silence or a maintenance window, as the API shows it. */
export function silenceView(silence: Silence, now: Instant): SilenceView {
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
  };
}
