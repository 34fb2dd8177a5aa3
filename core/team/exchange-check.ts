import { own } from '../collections/own.ts';
import { overrideEffect } from '../escalation/override-effect.ts';
import { overrideSkipReason } from '../escalation/resolve-on-call.ts';
import { turnsBetween } from '../escalation/turns-between.ts';
import { awaySpan } from '../oncall/absence.ts';
import { holders, peopleOf } from '../oncall/coverage.ts';
import {
  acceptedExchange,
  type Exchange,
  type ExchangeTerms,
  exchangeSpan,
  type Half,
  halvesOf,
  overridesOf,
} from '../oncall/exchange.ts';
import { LOOK_AHEAD } from '../oncall/on-call.ts';
import { crewOf, type Override } from '../oncall/schedule.ts';
import type { Person } from '../responder/person.ts';
import { DAY, END_OF_TIME, type Instant } from '../time/instant.ts';
import { type Interval, overlaps } from '../time/interval.ts';
import { zonedTime } from '../time/zoned-time.ts';
import type { Config } from './config.ts';
import { reachedInWords } from './reachability.ts';
import { type EffectWindow, type Rota, type RotaEffect, rotaEffect } from './rota-effect.ts';
import { teamPeople, teamPerson } from './team-people.ts';
import { noSuchPerson, noSuchSchedule } from './unknown-name.ts';

/** Why there can be no such exchange; `unknown`: it names somebody or a schedule that is none. */
export interface ExchangeRefusal {
  readonly kind: 'unknown' | 'refused';
  readonly text: string;
}

/** What an exchange changes. */
export interface ExchangeEffect extends RotaEffect {
  /** When whoever takes a turn is on call in another schedule too. */
  readonly alsoOnCall: readonly (Interval & {
    readonly schedule: string;
    readonly person: string;
  })[];
}

/**
 * Returns why an exchange can be neither asked for nor accepted; undefined if it can. Nobody is
 * looked at who is not known yet, where all of a schedule are asked.
 */
export function whyNoExchange(
  terms: ExchangeTerms,
  rota: Rota,
  now: Instant,
): ExchangeRefusal | undefined {
  return (
    unknownName(terms, rota.config) ??
    refusal(whyNoTimes(terms, now)) ??
    refusal(
      halvesOf(terms)
        .map((half) => whyNoHalf(half, rota))
        .find((why) => why !== undefined),
    )
  );
}

/** Returns what becomes of the schedules once somebody accepts. */
export function exchangeEffect(accepted: Exchange, rota: Rota, now: Instant): ExchangeEffect {
  const after = withExchange(rota, accepted);
  const effect = rotaEffect(rota, after, windowsOf(accepted, now));
  const alsoOnCall = halvesOf(accepted).flatMap(({ time, taker: person = '' }) => {
    const schedule = own(rota.config.schedules, time.schedule);
    const overrides = { before: rota.overrides, after: after.overrides };
    return schedule === undefined
      ? []
      : overrideEffect(schedule, overrides, rota.config, time).alsoOnCall.map((one) => ({
          ...one,
          person,
        }));
  });
  return { ...effect, alsoOnCall };
}

/** Returns what becomes of the schedules, as they are without it, once it is taken back. */
export function withdrawalEffect(accepted: Exchange, rota: Rota, now: Instant): RotaEffect {
  return rotaEffect(withExchange(rota, accepted), rota, windowsOf(accepted, now));
}

function withExchange(rota: Rota, accepted: Exchange): Rota {
  return { ...rota, overrides: [...rota.overrides, ...overridesOf(accepted)] };
}

function windowsOf(accepted: Exchange, now: Instant): EffectWindow {
  const span = exchangeSpan(accepted);
  const concerned = new Set(halvesOf(accepted).map(({ time }) => time.schedule));
  return {
    now,
    windowOf: ({ id }) => (concerned.has(id) ? span : { from: span.from, to: span.from }),
    until: span.to,
  };
}

/** Returns why such a change must not be: it would leave a minute to nobody, or to too few. */
export function whyUncovered({ uncovered, gaps }: RotaEffect, { timeZone }: Config) {
  const span = ({ from, to }: Interval) =>
    `from ${zonedTime(from, timeZone)} to ${zonedTime(to, timeZone)}`;
  const [turn] = uncovered;
  if (turn !== undefined) {
    return `Nobody would be on call in ${turn.schedule} ${span(turn)}.`;
  }
  const [gap] = gaps;
  return (
    gap && `Service ${gap.service} would reach ${reachedInWords(gap)} ${span(gap)}: ${gap.reason}.`
  );
}

/**
 * Returns who may accept an exchange that awaits anybody's answer: who is asked, or, where all are
 * asked, whoever stands in the schedule and can be paged.
 */
export function askedPeople(
  { awaits, giver, taker, given }: Pick<Exchange, 'awaits' | 'giver' | 'taker' | 'given'>,
  config: Config,
): readonly Person[] {
  const one = awaits === 'giver' ? giver : taker;
  if (one !== undefined) {
    const person = teamPerson(config, one);
    return person === undefined ? [] : [person];
  }
  const layers = own(config.schedules, given.schedule)?.layers ?? [];
  const crews = new Set(layers.flatMap(({ people }) => people.flatMap(crewOf)));
  return teamPeople(config).filter(
    ({ id, channels }) => crews.has(id) && id !== giver && channels.length > 0,
  );
}

function refusal(text: string | undefined): ExchangeRefusal | undefined {
  return text === undefined ? undefined : { kind: 'refused', text };
}

function unknownName(terms: ExchangeTerms, config: Config): ExchangeRefusal | undefined {
  const { giver, taker = giver } = terms;
  const person = [giver, taker].find((id) => teamPerson(config, id) === undefined);
  if (person !== undefined) {
    return { kind: 'unknown', text: noSuchPerson(config, person) };
  }
  const { schedule } =
    halvesOf(terms)
      .map(({ time }) => time)
      .find((time) => own(config.schedules, time.schedule) === undefined) ?? {};
  return schedule === undefined
    ? undefined
    : { kind: 'unknown', text: noSuchSchedule(config, schedule) };
}

function whyNoTimes(terms: ExchangeTerms, now: Instant): string | undefined {
  const { giver, taker, inReturn } = terms;
  if (giver === taker) {
    return `${giver} cannot take a turn of ${giver}.`;
  }
  if (inReturn !== undefined && taker === undefined) {
    return 'A swap is with one colleague: say with whom ("taker").';
  }
  const times = halvesOf(terms).map(({ time }) => time);
  if (times.some(({ from, to }) => !(from < to))) {
    return 'A turn must end after it begins.';
  }
  if (times.some(({ from }) => from <= now)) {
    return 'A turn that has begun is exchanged no more. Set an override for the rest of it.';
  }
  return times.some(({ to }) => to - now > LOOK_AHEAD)
    ? `Turns are exchanged for up to ${LOOK_AHEAD / DAY} days from now.`
    : undefined;
}

/** It has everything of the half except, perhaps, who takes it. */
function whyNoHalf({ time, giver, taker }: Half, rota: Rota): string | undefined {
  const { config, overrides } = rota;
  const schedule = own(config.schedules, time.schedule);
  const person = taker === undefined ? undefined : teamPerson(config, taker);
  if (schedule === undefined) {
    return undefined;
  }
  const told = ({ from, to }: Interval) =>
    `from ${zonedTime(from, config.timeZone)} to ${zonedTime(to, config.timeZone)}`;
  if (person !== undefined && person.channels.length === 0) {
    return `${person.id} has no contact method and cannot be paged.`;
  }
  // Whoever is away has turns as well that nobody has, and these are what needs somebody most.
  const trial = { ...time, id: TRIAL, person: TRIAL, instead: giver };
  const made: Override = { ...trial, createdBy: giver, createdAt: END_OF_TIME };
  const standing = overrides.filter((one) => overrideSkipReason(one, config) === undefined);
  const without = holders(schedule, [...standing, made], time).find(
    (span) => !span.holders.some((held) => held.by === 'override' && held.override === TRIAL),
  );
  if (without !== undefined) {
    return `${giver} is not on call in ${schedule.id} ${told(without)}, so nobody can take that over.`;
  }
  const isAway = (schedule.absences ?? []).some((absence) => {
    const away = awaySpan(absence);
    return absence.person === taker && away.from < away.to && overlaps(away, time);
  });
  if (isAway) {
    return `${taker} is away for some of the time ${told(time)}.`;
  }
  const both = turnsBetween(schedule, overrides, config, time).find((span) =>
    peopleOf(span).some((one) => one === taker),
  );
  return both && `${taker} is on call in ${schedule.id} too, ${told(both)}: one fewer would be.`;
}

/** Names nobody and nothing: no id is like it. */
const TRIAL = '?';

/** Returns an exchange as it would stand, to look at what it changes before it is accepted. */
export function ifAccepted(exchange: Exchange, taker: string, now: Instant): Exchange {
  return acceptedExchange(exchange, { taker, at: now, by: { by: taker } });
}
