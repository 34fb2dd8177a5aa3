import { describeActor } from '#core/actor/actor.ts';
import { isPattern, type Matcher, matchesAll, requiresValue } from '#core/alert/matcher.ts';
import { type Silence, silenceStatus } from '#core/suppression/silence.ts';
import type { Instant } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import type { SilenceView } from './alertmanager.contract.ts';

/** A silence in the form of Alertmanager's API (`gettableSilence`). */
export function silenceView(silence: Silence, now: Instant): SilenceView {
  const { id, matchers, startsAt, endsAt, createdBy, createdByKey: key, createdAt } = silence;
  const { updatedAt = createdAt, comment } = silence;
  return {
    id,
    matchers: matchers.map((matcher) => ({
      name: matcher.name,
      value: matcher.value,
      isRegex: isPattern(matcher),
      isEqual: requiresValue(matcher),
    })),
    startsAt: isoTime(startsAt),
    endsAt: isoTime(endsAt),
    updatedAt: isoTime(updatedAt),
    createdBy: describeActor({ by: createdBy, key }),
    comment,
    status: { state: silenceStatus(silence, now) },
  };
}

/**
 * Whether a silence matches the filter: as in Alertmanager, by the values that its matchers name.
 */
export function matchesSilenceFilter({ matchers }: Silence, asked: readonly Matcher[]): boolean {
  return matchesAll(asked, Object.fromEntries(matchers.map(({ name, value }) => [name, value])));
}
