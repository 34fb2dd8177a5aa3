import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  allChannels,
  CHANNELS,
  type Channel,
  channelKind,
  channelName,
  channelOfProtocol,
  contactName,
} from '#core/responder/channel.ts';
import { HIDDEN } from '#core/responder/channels/kind.ts';

describe.each(CHANNELS)('the channel %s', (channel) => {
  const { address, confirmation, consent, contact, name, protocol } = channelKind(channel);

  test('is called by small letters alone, since the names of topics end with it', () => {
    expect(channel).toMatch(/^[a-z]+$/);
  });

  test('is found by its protocol, which no other channel has', () => {
    expect(channelOfProtocol(protocol)).toBe(channel);
  });

  test('has words for readers', () => {
    expect([channelName(channel), contactName(channel)]).toEqual([name, contact]);
    expect(allChannels('or')).toContain(name);
    expect(contact).toMatch(/^[a-z][a-z -]*$/);
  });

  test('shows what an address looks like, and takes it', () => {
    expect(address.form).toContain(address.example);
    expect(address.matches(address.example)).toBe(true);
  });

  test.each(['', 'anna', ' ', 'a b', 'Ж'.repeat(300)])('takes no address %j', (text) => {
    expect(address.matches(text)).toBe(false);
  });

  test('takes no address with anything before or behind it', () => {
    for (const other of [' ', '\n', '<', ',']) {
      expect(address.matches(other + address.example)).toBe(false);
      expect(address.matches(address.example + other)).toBe(false);
    }
  });

  test('says what to do until its owner has agreed, if anybody is asked', () => {
    expect(confirmation === undefined).toBe(consent === 'until_stop');
    for (const words of [confirmation?.next('anna'), confirmation?.again('anna')]) {
      expect(words ?? 'anna').toContain('anna');
    }
  });

  test('masks whatever stands in place of an address, so that it cannot be used', () => {
    expect(address.mask(address.example)).toContain(HIDDEN);
    expect(address.matches(address.mask(address.example))).toBe(false);
    fc.assert(fc.property(fc.string(), (text) => address.mask(text).includes(HIDDEN)));
  });
});

test('a channel that only a later version knows is called by its id', () => {
  for (const later of ['pigeon', 'constructor'] as unknown as Channel[]) {
    expect([channelName(later), contactName(later)]).toEqual([later, later]);
  }
});

test('what another system has subscribed is of no channel', () => {
  expect(channelOfProtocol('sqs')).toBeUndefined();
});

test.each(['and', 'or'] as const)('all channels are told in one phrase, with "%s"', (word) => {
  const names = CHANNELS.map(channelName);
  expect(allChannels(word).split(new RegExp(`, | ${word} `))).toEqual(names);
  expect(allChannels(word)).toContain(` ${word} ${names.at(-1)}`);
});
