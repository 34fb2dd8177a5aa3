import { describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import type { TurnNotice } from '#core/oncall/turn-notices.ts';
import type { Channel } from '#core/responder/channel.ts';
import { HOUR, MINUTE } from '#core/time/instant.ts';
import { deliverTurnNotices } from '#usecases/deliver-turn-notices.ts';
import { Unavailable } from '#usecases/ports.ts';
import { hospital, person } from '../support/config.ts';
import { NIGHT } from '../support/incident.ts';
import { NOT_PERMITTED, THROTTLED } from '../support/publish-outcomes.ts';

const config = hospital({ people: [person('anna', ['sms', 'email'])] });

const turn = { schedule: 'wards', from: NIGHT, to: NIGHT + 8 * HOUR };

function given() {
  const ports = memoryPorts(() => NIGHT);
  const calls: string[] = [];
  const observed = observePorts(ports, (operation, call) => {
    calls.push(operation);
    return call();
  });
  const deliver = deliverTurnNotices(observed, config);
  const tell = (channel: Channel, ...notices: readonly TurnNotice[]) =>
    deliver({ responder: 'anna', channel }, notices, NIGHT + MINUTE);
  return { ports, calls, tell };
}

const READ = ['incidents.open', 'controls.silences', 'controls.handOffNotes'];

describe('a notice of turns', () => {
  test.each([
    ['begins', 'email', READ],
    ['begins', 'sms', []],
    ['soon', 'email', []],
  ] as const)(
    'reads what is open only where it tells of it: %s, by %s',
    async (of, channel, read) => {
      const { calls, tell } = given();
      await tell(channel, { of, turn: of === 'soon' ? { ...turn, from: NIGHT + HOUR } : turn });
      expect(calls).toEqual(['links.subjectCodes', ...read, 'publisher.publish']);
    },
  );

  test('comes again where SNS may take it later, and else does not', async () => {
    const { ports, tell } = given();
    ports.publisher.decide(() => THROTTLED);
    await expect(tell('sms', { of: 'begins', turn })).rejects.toThrow(Unavailable);
    ports.publisher.decide(() => NOT_PERMITTED);
    await tell('sms', { of: 'begins', turn });
    expect(ports.publisher.attempts).toHaveLength(2);
  });
});
