import { describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import type { SenderFault } from '#core/alert/sender-fault.ts';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import { recordSenderFaults } from '#usecases/record-sender-faults.ts';
import { hospital } from '../support/config.ts';
import { START } from '../support/world.ts';

const fault: SenderFault = { kind: 'values', key: 'k', title: 't', detail: 'd' };

function counting() {
  let now = START;
  const counts: Record<string, number> = {};
  const state: { fails: boolean } = { fails: false };
  const ports = observePorts(
    memoryPorts(() => now),
    async (operation, call) => {
      if (state.fails) {
        throw new Error('away');
      }
      counts[operation] = (counts[operation] ?? 0) + 1;
      return call();
    },
  );
  const note = recordSenderFaults(ports, hospital());
  return {
    counts,
    state,
    note: () => note([fault, fault], now),
    pass: (time: number) => {
      now += time;
    },
  };
}

describe('noteSenderFaults', () => {
  test('reads once a minute and writes each few minutes however many requests are refused', async () => {
    const { counts, note, pass } = counting();
    for (let second = 0; second < 3_600; second++) {
      await note();
      await note();
      pass(SECOND);
    }
    expect(counts['subjects.load']).toBeLessThanOrEqual(62);
    // The first sighting, the alert and that it is in the queue; then its end is put off.
    expect(counts['subjects.save']).toBeLessThanOrEqual(20);
  });

  test('notes the next sighting where the store has failed', async () => {
    const { counts, state, note } = counting();
    state.fails = true;
    await expect(note()).rejects.toThrow('away');
    state.fails = false;
    expect((await note()).noted).toEqual([fault]);
    expect((await note()).noted).toEqual([]);
    expect(counts['subjects.save']).toBe(1);
  });

  test('goes on where the clock is set back', async () => {
    const { note, pass } = counting();
    await note();
    pass(-60 * MINUTE);
    expect((await note()).noted).toEqual([fault]);
  });
});
