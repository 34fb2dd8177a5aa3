import { own } from '#core/collections/own.ts';
import { exchangeMessage } from '#core/messages/exchange-text.ts';
import { linkTag } from '#core/messages/link.ts';
import { type ExchangeNotice, isTrue } from '#core/oncall/exchange.ts';
import type { Recipient } from '#core/paging/contact.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { findExchange } from './answer-exchange.ts';
import { type Ports, Unavailable } from './ports.ts';
import { linkPath } from './sign-link.ts';

/**
 * Tells somebody of an exchange, if what is told still holds. It throws where SNS may take it a
 * moment later, and then comes again. Nothing depends on it: whoever can be reached by no message
 * is found by the daily audit, and lists have the exchange.
 */
export function deliverExchangeNotice(
  { controls, links, publisher }: Pick<Ports, 'controls' | 'links' | 'publisher'>,
  config: Config,
  publicUrl: string,
) {
  return async (
    { responder: reader, channel }: Recipient,
    notice: ExchangeNotice,
    now: Instant,
  ): Promise<void> => {
    const exchange = await findExchange({ controls }, notice.exchange);
    const isKnown = own(config.people, reader) !== undefined;
    if (exchange === undefined || !isKnown || !isTrue(notice, exchange, now)) {
      return;
    }
    const target = { exchange: linkTag(exchange.id), person: linkTag(reader) };
    const link = publicUrl + (await linkPath(links, { kind: 'exchange', ...target }));
    const message = exchangeMessage(notice, exchange, { reader, channel, link, config, now });
    const outcome = await publisher.publish({ responder: reader, channel }, message);
    if (outcome.kind === 'failed' && outcome.retryable) {
      throw new Unavailable('SNS does not take a notice of an exchange now: it comes again');
    }
  };
}
