import { own } from '#core/collections/own.ts';
import type { Override } from '#core/oncall/schedule.ts';
import type { Person } from '#core/responder/person.ts';
import type { Config } from '#core/team/config.ts';
import { teamPerson } from '#core/team/team-people.ts';
import { noSuchPerson, noSuchSchedule } from '#core/team/unknown-name.ts';
import type { Instant } from '#core/time/instant.ts';
import type { Ports } from './ports.ts';

export type OverrideOutcome = { readonly kind: 'set'; readonly override: Override } | Refused;

/** `unknown`: it names a person or schedule that does not exist. */
export interface Refused {
  readonly kind: 'refused' | 'unknown';
  readonly text: string;
}

/**
 * Puts somebody on call for a while, whatever the layers of the schedule say. It applies from the
 * next page on.
 */
export function setOverride({ controls }: Pick<Ports, 'controls'>, config: Config) {
  return async (override: Override, now: Instant): Promise<OverrideOutcome> => {
    const refusal = refuseOverride(override, config, now);
    if (refusal !== undefined) {
      return refusal;
    }
    await controls.putOverride(override);
    return { kind: 'set', override };
  };
}

/** Why an override cannot be set; undefined if it can. */
export function refuseOverride(
  override: Override,
  config: Config,
  now: Instant,
): Refused | undefined {
  const { schedule, person, instead } = override;
  if (own(config.schedules, schedule) === undefined) {
    return { kind: 'unknown', text: noSuchSchedule(config, schedule) };
  }
  const known = teamPerson(config, person);
  if (known === undefined) {
    return { kind: 'unknown', text: noSuchPerson(config, person) };
  }
  if (instead === person) {
    return { kind: 'refused', text: `${person} cannot stand in for ${person}.` };
  }
  if (instead !== undefined && teamPerson(config, instead) === undefined) {
    return { kind: 'unknown', text: noSuchPerson(config, instead) };
  }
  const text = cannotBe(override, known, now);
  return text === undefined ? undefined : { kind: 'refused', text };
}

function cannotBe({ from, to }: Override, known: Person, now: Instant): string | undefined {
  if (known.channels.length === 0) {
    return `${known.name} has no contact method and cannot be paged.`;
  }
  if (!(from < to)) {
    return 'An override must end after it begins.';
  }
  return to <= now ? 'An override must end in the future.' : undefined;
}
