import { omit } from '../collections/omit.ts';
import { own } from '../collections/own.ts';
import { hasTurns } from '../oncall/schedule.ts';
import type { Channel } from '../responder/channel.ts';
import type { Instant } from '../time/instant.ts';
import type { Config } from './config.ts';
import { type Gap, proveReachability, type WeakSpot, weakSpots } from './reachability.ts';
import { servicesThatPage } from './services-that-page.ts';

/** What is not covered any more once somebody can be paged by fewer channels. */
export interface Loss {
  readonly gaps: readonly Gap[];
  readonly weakSpots: readonly WeakSpot[];
}

/** The channels by which a person can be paged now, and those that would be left. */
export interface FewerChannels {
  readonly person: string;
  readonly before: readonly Channel[];
  readonly after: readonly Channel[];
}

/**
 * Returns the gaps and the weak spots of a year from `from` that are not there while the person has
 * all of the channels. Everybody else counts as the config has them.
 */
export function lossOf(
  config: Config,
  { person, before, after }: FewerChannels,
  from: Instant,
): Loss {
  const services = servicesThatPage(config, ({ kind, id }) =>
    kind === 'person' ? id === person : isOnCallIn(config, id, person),
  );
  const concerned = { ...config, services };
  const [kept, left] = [before, after].map((channels) => withChannels(concerned, person, channels));
  if (kept === undefined || left === undefined) {
    return { gaps: [], weakSpots: [] };
  }
  return {
    gaps: onlyIn(proveReachability(left, from), proveReachability(kept, from)),
    weakSpots: onlyIn(weakSpots(left, from), weakSpots(kept, from)),
  };
}

function withChannels(config: Config, id: string, channels: readonly Channel[]) {
  const person = own(config.people, id);
  return person && { ...config, people: { ...config.people, [id]: { ...person, channels } } };
}

function isOnCallIn({ schedules }: Config, id: string, person: string): boolean {
  return own(schedules, id)?.layers.some((layer) => hasTurns(layer, person)) ?? false;
}

/** Returns findings that are new. Reasons name the people, and may be all that differs. */
export function onlyIn<Finding extends { readonly reason: string }>(
  these: readonly Finding[],
  those: readonly Finding[],
): readonly Finding[] {
  const known = new Set(those.map((one) => JSON.stringify(omit(one, 'reason'))));
  return these.filter((one) => !known.has(JSON.stringify(omit(one, 'reason'))));
}
