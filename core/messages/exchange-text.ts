import {
  askerOf,
  type Exchange,
  type ExchangeNotice,
  type ExchangeState,
  exchangeState,
  type GivenTime,
  halvesOf,
} from '../oncall/exchange.ts';
import { type Channel, channelKind } from '../responder/channel.ts';
import { personName } from '../responder/person-name.ts';
import type { Config } from '../team/config.ts';
import { oneLine } from '../text/one-line.ts';
import type { Instant } from '../time/instant.ts';
import { zonedTime } from '../time/zoned-time.ts';
import type { Message } from './composer.ts';
import { subjectOf } from './email.ts';
import { toGsm7 } from './gsm7.ts';
import { scheduleZone } from './schedule-zone.ts';

/** An exchange as a page shows it, and as a message tells it. */
export interface ExchangeCard {
  /** What it is: `Anna Lind asks you to take a turn`. */
  readonly title: string;
  /** Who takes what of whom, a line for each half. */
  readonly halves: readonly string[];
  readonly state: string;
}

/** Describes an exchange to one of those whom it concerns. */
export function exchangeCard(
  exchange: Exchange,
  reader: string,
  { config, now }: { readonly config: Config; readonly now: Instant },
): ExchangeCard {
  return {
    title: titleOf(exchange, reader, config),
    halves: halvesOf(exchange).map(({ time, giver, taker }) => {
      const whoTakes = taker === undefined ? 'Whoever accepts' : nameOf(taker, config);
      return `${whoTakes} takes ${time.schedule} of ${nameOf(giver, config)} ${timeText(time, config)}`;
    }),
    state: stateText(exchange, exchangeState(exchange, now), config),
  };
}

/**
 * Composes the message about an exchange. It is about people's turns alone, and holds no words that
 * somebody has typed.
 */
export function exchangeMessage(
  notice: ExchangeNotice,
  exchange: Exchange,
  {
    reader,
    channel,
    link,
    config,
    now,
  }: {
    readonly reader: string;
    readonly channel: Channel;
    readonly link: string;
    readonly config: Config;
    readonly now: Instant;
  },
): Message {
  const { title, halves, state } = exchangeCard(exchange, reader, { config, now });
  const isAsked = notice.of === 'asked';
  const head = isAsked ? `${title}.` : state;
  const lines = halves.map((half) => `${half}.`);
  const end = isAsked ? `Accept or decline before it begins: ${link}` : link;
  return channelKind(channel).hasSubject
    ? { subject: subjectOf(head), text: [head, ...lines, '', end, ''].join('\n') }
    : { subject: '', text: toGsm7([head, ...lines, end].join(' ')) };
}

function titleOf(exchange: Exchange, reader: string, config: Config): string {
  const asker = askerOf(exchange);
  const isReader = asker === reader;
  const who = isReader ? 'You' : nameOf(asker, config);
  if (exchange.awaits === 'giver') {
    const whose = isReader ? nameOf(exchange.giver, config) : 'you';
    const verb = isReader ? 'offer' : 'offers';
    return exchange.inReturn === undefined
      ? `${who} ${verb} ${whose} to take a turn`
      : `${who} ${verb} ${whose} to swap turns`;
  }
  const verb = isReader ? 'ask' : 'asks';
  const whom =
    exchange.taker === undefined
      ? `all of ${exchange.given.schedule}`
      : exchange.taker === reader
        ? 'you'
        : nameOf(exchange.taker, config);
  return exchange.inReturn === undefined
    ? `${who} ${verb} ${whom} to take a turn`
    : `${who} ${verb} ${whom} to swap turns`;
}

function stateText(exchange: Exchange, state: ExchangeState, config: Config): string {
  const what = exchange.inReturn === undefined ? 'cover' : 'swap';
  const by = (step: Exchange['accepted']) => step && nameOf(step.by.by, config);
  switch (state) {
    case 'open':
      return 'Nobody has answered yet.';
    case 'accepted':
      return `The ${what} is accepted, by ${by(exchange.accepted)}.`;
    case 'declined':
      return `The ${what} is declined, by ${by(exchange.ended)}.`;
    case 'withdrawn':
      return `The ${what} is withdrawn, by ${by(exchange.ended)}.`;
    case 'expired':
      return 'It has expired: the turn has begun, and nobody has accepted.';
  }
}

function timeText({ schedule, from, to }: GivenTime, config: Config): string {
  const zone = scheduleZone(schedule, config);
  return `from ${zonedTime(from, zone)} to ${zonedTime(to, zone)}`;
}

function nameOf(id: string, config: Config): string {
  return oneLine(personName(config, id));
}
