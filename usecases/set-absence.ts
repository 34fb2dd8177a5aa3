import { type Actor, actorOf } from '#core/actor/actor.ts';
import type { Absence } from '#core/oncall/absence.ts';
import { LOOK_AHEAD } from '#core/oncall/on-call.ts';
import type { Override } from '#core/oncall/schedule.ts';
import { awayEffect } from '#core/team/away-effect.ts';
import type { Config } from '#core/team/config.ts';
import type { RotaEffect } from '#core/team/rota-effect.ts';
import { teamPerson } from '#core/team/team-people.ts';
import { noSuchPerson } from '#core/team/unknown-name.ts';
import { withAbsences } from '#core/team/with-absences.ts';
import { DAY, type Instant } from '#core/time/instant.ts';
import { standingOverrides } from './current-rota.ts';
import type { Ports } from './ports.ts';
import type { Refused } from './set-override.ts';

/** `uncovered`: turns would be left to nobody, and nobody has said that they may be. */
export type AbsenceOutcome =
  | { readonly kind: 'set' | 'uncovered'; readonly absence: Absence; readonly effect: RotaEffect }
  | Refused;

/**
 * Notes that somebody is away, from now on at the earliest: what was served stays as it was. It is
 * refused with the turns that nobody would have, and the times at which a service would reach
 * nobody, unless the absence says why they may be (`uncovered`).
 */
export function setAbsence(ports: Pick<Ports, 'controls'>, config: Config) {
  return async (told: Absence, now: Instant): Promise<AbsenceOutcome> => {
    const refusal = refuse(told, config, now);
    if (refusal !== undefined) {
      return refusal;
    }
    const absence = { ...told, from: Math.max(told.from, now) };
    const before = await standing(ports, absence);
    const effect = awayEffect(withOthers(config, before), absence, now);
    if (isRefused(absence, effect)) {
      return { kind: 'uncovered', absence, effect };
    }
    await ports.controls.putAbsence(absence);
    // Of two that are told at once, each alone may leave somebody: whoever sees both gives in.
    const after = await standing(ports, absence);
    if (JSON.stringify(after) === JSON.stringify(before)) {
      return { kind: 'set', absence, effect };
    }
    const both = awayEffect(withOthers(config, after), absence, now);
    if (isRefused(absence, both)) {
      await ports.controls.putAbsence({
        ...absence,
        endedAt: now,
        endedBy: { by: told.createdBy },
      });
      return { kind: 'uncovered', absence, effect: both };
    }
    return { kind: 'set', absence, effect: both };
  };
}

/** What people have changed of the schedules beside an absence. */
interface Others {
  readonly overrides: readonly Override[];
  readonly absences: readonly Absence[];
}

async function standing({ controls }: Pick<Ports, 'controls'>, { id }: Absence): Promise<Others> {
  const [overrides, absences] = await Promise.all([
    standingOverrides(controls),
    controls.absences(),
  ]);
  return { overrides, absences: absences.filter((other) => other.id !== id) };
}

function withOthers(config: Config, others: Others) {
  return { ...others, config: withAbsences(config, others.absences) };
}

function isRefused({ uncovered: why }: Absence, { uncovered, gaps }: RotaEffect): boolean {
  return why === undefined && uncovered.length + gaps.length > 0;
}

function refuse({ person, from, to }: Absence, config: Config, now: Instant): Refused | undefined {
  if (teamPerson(config, person) === undefined) {
    return { kind: 'unknown', text: noSuchPerson(config, person) };
  }
  if (!(from < to)) {
    return { kind: 'refused', text: 'An absence must end after it begins.' };
  }
  if (to <= now) {
    return { kind: 'refused', text: 'An absence must end in the future.' };
  }
  return to - now > LOOK_AHEAD
    ? {
        kind: 'refused',
        text: `An absence ends at most ${LOOK_AHEAD / DAY} days from now: take somebody who is away for longer out of the schedules.`,
      }
    : undefined;
}

/** Ends an absence, which stays listed; undefined if there is none that is not over. */
export function endAbsence({ controls }: Pick<Ports, 'controls'>) {
  return async (id: string, by: Actor, now: Instant): Promise<Absence | undefined> => {
    const found = (await controls.absences()).find((one) => one.id === id);
    if (found === undefined || found.endedAt !== undefined || found.to <= now) {
      return undefined;
    }
    const ended = { ...found, endedAt: now, endedBy: actorOf(by) };
    await controls.putAbsence(ended);
    return ended;
  };
}
