import { own } from '#core/collections/own.ts';
import { exchangeMessage } from '#core/messages/exchange-text.ts';
import { linkTag } from '#core/messages/link.ts';
import { type ExchangeNotice, isTrue } from '#core/oncall/exchange.ts';
import type { Recipient } from '#core/paging/contact.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { findExchange } from './answer-exchange.ts';
import type { Ports } from './ports.ts';
import { publishNotice } from './publish-notice.ts';
import { linkPath } from './sign-link.ts';

/** Tells somebody of an exchange, if what is told still holds. Lists have it besides. */
export function deliverExchangeNotice(
  { controls, links, publisher }: Pick<Ports, 'controls' | 'links' | 'publisher'>,
  config: Config,
  publicUrl: string,
) {
  return async (to: Recipient, notice: ExchangeNotice, now: Instant): Promise<void> => {
    const { responder: reader, channel } = to;
    const exchange = await findExchange({ controls }, notice.exchange);
    const isKnown = own(config.people, reader) !== undefined;
    if (exchange === undefined || !isKnown || !isTrue(notice, exchange, now)) {
      return;
    }
    const target = { exchange: linkTag(exchange.id), person: linkTag(reader) };
    const link = publicUrl + (await linkPath(links, { kind: 'exchange', ...target }));
    const message = exchangeMessage(notice, exchange, { reader, channel, link, config, now });
    await publishNotice({ publisher }, to, message, 'an exchange');
  };
}
