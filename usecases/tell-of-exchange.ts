import type { Actor } from '#core/actor/actor.ts';
import { fingerprint } from '#core/alert/fingerprint.ts';
import type { Exchange, ExchangeNotice } from '#core/oncall/exchange.ts';
import { type Channel, channelKind } from '#core/responder/channel.ts';
import type { Person } from '#core/responder/person.ts';
import type { Config } from '#core/team/config.ts';
import { askedPeople } from '#core/team/exchange-check.ts';
import { teamPerson } from '#core/team/team-people.ts';
import type { Ports } from './ports.ts';

/**
 * Sends what there is to tell of an exchange to those whom it concerns, except whoever has done it,
 * and returns who they are, by id: by e-mail, or by their first channel where they have none.
 * Within five minutes the same is told once, so that whoever asks again after a failure may.
 */
export function tellOfExchange({ pageQueue }: Pick<Ports, 'pageQueue'>, config: Config) {
  return async (
    exchange: Exchange,
    of: ExchangeNotice['of'],
    by: Actor,
  ): Promise<readonly string[]> => {
    const told = concernedBy(exchange, of, config).flatMap((person) => {
      const channel = channelFor(person);
      return person.id === by.by || channel === undefined ? [] : [{ person, channel }];
    });
    const { id, version } = exchange;
    await pageQueue.send(
      told.map(({ person: { id: responder }, channel }) => ({
        body: { responder, channel, orders: [], notices: [{ exchange: id, of }] },
        deduplication: `exchange:${fingerprint([id, String(version), of, responder])}`,
      })),
    );
    return told.map(({ person }) => person.id);
  };
}

function concernedBy(
  exchange: Exchange,
  of: ExchangeNotice['of'],
  config: Config,
): readonly Person[] {
  if (of === 'asked') {
    return askedPeople(exchange, config);
  }
  const { giver, taker = giver } = exchange;
  return [...new Set([giver, taker])].flatMap((id) => teamPerson(config, id) ?? []);
}

function channelFor({ channels }: Person): Channel | undefined {
  return channels.find((channel) => channelKind(channel).hasSubject) ?? channels[0];
}
