import type { Actor } from '#core/actor/actor.ts';
import { askerOf, type Exchange, exchangeState } from '#core/oncall/exchange.ts';
import type { Config } from '#core/team/config.ts';
import {
  type ExchangeEffect,
  type ExchangeRefusal,
  exchangeEffect,
  ifAccepted,
  whyNoExchange,
  whyUncovered,
} from '#core/team/exchange-check.ts';
import type { Instant } from '#core/time/instant.ts';
import { currentRota } from './current-rota.ts';
import type { Ports } from './ports.ts';
import { tellOfExchange } from './tell-of-exchange.ts';

/** How many exchanges that one person asks for may be open at once: each tells people. */
const MOST_OPEN = 20;

/** `effect`: what it changes once it is accepted, if it is known by whom. */
export type AskedExchange =
  | {
      readonly kind: 'asked';
      readonly exchange: Exchange;
      readonly effect?: ExchangeEffect;
      readonly told: readonly string[];
    }
  | ExchangeRefusal;

/**
 * Asks for a cover or a swap, and tells those who are asked. The same asked again while it is open
 * is no second one, and tells them again.
 */
export function askExchange(ports: Pick<Ports, 'controls' | 'pageQueue'>, config: Config) {
  const { controls } = ports;
  const tell = tellOfExchange(ports, config);
  return async (asked: Exchange, by: Actor, now: Instant): Promise<AskedExchange> => {
    const [rota, all] = await Promise.all([currentRota(ports, config), controls.exchanges()]);
    const { taker } = asked;
    const asker = askerOf(asked);
    const why = whyNoExchange(asked, rota, now);
    if (why !== undefined) {
      return why;
    }
    const effect =
      taker === undefined ? undefined : exchangeEffect(ifAccepted(asked, taker, now), rota, now);
    const uncovered = effect && whyUncovered(effect, config);
    if (uncovered !== undefined) {
      return { kind: 'refused', text: uncovered };
    }
    const open = all.filter((one) => askerOf(one) === asker && exchangeState(one, now) === 'open');
    const same = open.find((one) => termsOf(one) === termsOf(asked));
    if (same === undefined && open.length >= MOST_OPEN) {
      const text = `${asker} has asked for ${open.length} exchanges that are open; withdraw one first.`;
      return { kind: 'refused', text };
    }
    const exchange = same ?? asked;
    if (same === undefined) {
      await controls.saveExchange(exchange, 0);
    }
    const told = await tell(exchange, 'asked', by);
    return { kind: 'asked', exchange, told, ...(effect !== undefined && { effect }) };
  };
}

function termsOf({ awaits, giver, taker, given, inReturn }: Exchange): string {
  const times = [given, inReturn].map((time) => time && [time.schedule, time.from, time.to]);
  return JSON.stringify([awaits, giver, taker, times]);
}
