import type { ExchangeNotice } from '#core/oncall/exchange.ts';
import type { TurnNotice } from '#core/oncall/turn-notices.ts';
import type { Recipient } from '#core/paging/contact.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { deliverExchangeNotice } from './deliver-exchange-notice.ts';
import { deliverTurnNotices } from './deliver-turn-notices.ts';
import type { Notice, Ports } from './ports.ts';

/**
 * Delivers what is told instead of pages: of each exchange by a message of its own, since each has
 * its link, and of somebody's turns by one.
 */
export function deliverNotices(
  ports: Pick<Ports, 'controls' | 'incidents' | 'links' | 'publisher'>,
  config: Config,
  publicUrl: string,
) {
  const tellOfExchange = deliverExchangeNotice(ports, config, publicUrl);
  const tellOfTurns = deliverTurnNotices(ports, config);
  return async (to: Recipient, notices: readonly Notice[], now: Instant): Promise<void> => {
    for (const notice of notices.filter(isOfExchange)) {
      await tellOfExchange(to, notice, now);
    }
    await tellOfTurns(to, notices.filter(isOfTurns), now);
  };
}

function isOfExchange(notice: Notice): notice is ExchangeNotice {
  return 'exchange' in notice;
}

function isOfTurns(notice: Notice): notice is TurnNotice {
  return !isOfExchange(notice);
}
