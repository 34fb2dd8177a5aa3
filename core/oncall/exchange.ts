import type { Actor, Author } from '../actor/actor.ts';
import type { Instant } from '../time/instant.ts';
import type { Interval } from '../time/interval.ts';
import type { Override } from './schedule.ts';

/** A time in a schedule that changes hands. */
export interface GivenTime extends Interval {
  readonly schedule: string;
}

/** Who has done something to an exchange, and when. */
interface Step {
  readonly at: Instant;
  readonly by: Actor;
}

/** What an exchange says of itself: whose time goes to whom, and what for. */
export interface ExchangeTerms {
  /** Whose time it is. */
  readonly giver: string;
  /** Who takes it; absent: whoever of the schedule accepts first. */
  readonly taker?: string;
  readonly given: GivenTime;
  /** What the giver takes of the taker for it: then it is a swap, and otherwise a cover. */
  readonly inReturn?: GivenTime;
}

/**
 * A colleague takes a time of somebody, and perhaps gives one in return: a cover, or a swap. It is
 * run-time data, and one document, so that both halves of a swap stand or fall together.
 */
export interface Exchange extends ExchangeTerms, Author {
  readonly id: string;
  readonly version: number;
  /** Who is asked: the taker, or the giver if the taker has offered. */
  readonly awaits: 'giver' | 'taker';
  readonly createdAt: Instant;
  readonly accepted?: Step;
  /** `withdrawn` takes one back, as a whole, also if it was accepted. */
  readonly ended?: Step & { readonly kind: 'declined' | 'withdrawn' };
  /** Why, in the words of whoever has asked. It stands in no message. */
  readonly comment?: string;
}

/** How an exchange stands: `expired` if its first turn has begun before anybody accepted it. */
export type ExchangeState = 'open' | 'accepted' | 'declined' | 'withdrawn' | 'expired';

export function exchangeState(exchange: Exchange, now: Instant): ExchangeState {
  const { accepted, ended } = exchange;
  if (ended !== undefined) {
    return ended.kind;
  }
  if (accepted !== undefined) {
    return 'accepted';
  }
  return exchangeSpan(exchange).from <= now ? 'expired' : 'open';
}

/** Returns from when until when an exchange matters: from its first turn to its last. */
export function exchangeSpan({ given, inReturn = given }: ExchangeTerms): Interval {
  return { from: Math.min(given.from, inReturn.from), to: Math.max(given.to, inReturn.to) };
}

/** One half of an exchange: who takes which time of whom. */
export interface Half {
  readonly time: GivenTime;
  readonly giver: string;
  /** Absent: whoever accepts. */
  readonly taker?: string;
}

/** Returns the halves of an exchange: one of a cover, two of a swap. */
export function halvesOf({ giver, taker, given, inReturn }: ExchangeTerms): readonly Half[] {
  const gives = { time: given, giver, ...(taker !== undefined && { taker }) };
  return inReturn === undefined || taker === undefined
    ? [gives]
    : [gives, { time: inReturn, giver: taker, taker: giver }];
}

/** Returns what an exchange makes of schedules: nothing unless it stands. */
export function overridesOf(exchange: Exchange): readonly Override[] {
  const { id, accepted, ended, createdBy, byPerson, createdByKey, comment } = exchange;
  if (accepted === undefined || ended !== undefined) {
    return [];
  }
  const common = {
    createdBy,
    ...(byPerson !== undefined && { byPerson }),
    ...(createdByKey !== undefined && { createdByKey }),
    createdAt: accepted.at,
    ...(comment !== undefined && { comment }),
  };
  return halvesOf(exchange).flatMap(({ time, giver, taker }, index) =>
    taker === undefined
      ? []
      : [
          {
            ...common,
            id: `${id}${HALVES[index]}`,
            schedule: time.schedule,
            from: time.from,
            to: time.to,
            person: taker,
            instead: giver,
          },
        ],
  );
}

const HALVES = ['.given', '.return'];

/** Returns the id of the exchange that an override is of; undefined if it stands by itself. */
export function exchangeOfOverride(override: string): string | undefined {
  const half = HALVES.find((end) => override.endsWith(end));
  return half === undefined ? undefined : override.slice(0, -half.length);
}

/** Returns an exchange as it stands once somebody accepts it. */
export function acceptedExchange(
  exchange: Exchange,
  { taker, at, by }: Step & { readonly taker: string },
): Exchange {
  return { ...exchange, version: exchange.version + 1, taker, accepted: { at, by } };
}

/** Returns who has asked: the taker, if it is the giver's answer that is awaited. */
export function askerOf({ awaits, giver, taker = giver }: Exchange): string {
  return awaits === 'giver' ? taker : giver;
}

/** What a message tells of an exchange: that it is asked for, or what has become of it. */
export interface ExchangeNotice {
  readonly exchange: string;
  readonly of: 'asked' | 'accepted' | 'declined' | 'withdrawn';
}

/** Whether what a message tells still holds: it may come late. */
export function isTrue({ of }: ExchangeNotice, exchange: Exchange, now: Instant): boolean {
  const state = exchangeState(exchange, now);
  return of === 'asked' ? state === 'open' : state === of;
}
