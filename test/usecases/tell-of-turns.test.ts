import { describe, expect, test } from '@jest/globals';
import { type MemoryPorts, memoryPorts } from '#adapters/memory/memory-ports.ts';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import { configHash } from '#core/team/applied-config.ts';
import type { Config } from '#core/team/config.ts';
import { DAY, HOUR, type Instant, MINUTE } from '#core/time/instant.ts';
import { tellOfTurns } from '#usecases/tell-of-turns.ts';
import { hospital, person } from '../support/config.ts';

const START = Date.UTC(2027, 0, 4, 7);

const wishes = { channel: 'email', ahead: DAY, begins: true, ends: false, changes: true } as const;

/** Fifty people, of whom half come on call together each morning. */
const PEOPLE = Array.from({ length: 50 }, (_, n) => `p${String(n).padStart(2, '0')}`);

const config: Config = hospital({
  people: PEOPLE.map((id) => ({ ...person(id, ['email']), turnNotices: wishes })),
  config: {
    schedules: {
      wards: {
        id: 'wards',
        timeZone: 'UTC',
        layers: [
          {
            name: 'all',
            people: [PEOPLE.slice(0, 25), PEOPLE.slice(25)],
            shift: { hours: 24 },
            start: '2027-01-01T07:00',
            restrictions: [],
          },
        ],
      },
    },
  },
});

async function given() {
  let now = START;
  const ports = memoryPorts(() => now);
  const follow = (one: Config) =>
    ports.controls.putFollowedConfig({
      ...{ id: 'here', config: configHash(one), since: START - DAY, lookedAt: START - DAY },
    });
  await follow(config);
  /** The kinds of what was sent to each person since the last time. */
  const sent = () => {
    const found = ports.pageQueue.receive(1_000, 1_000);
    for (const one of found) {
      one.acknowledge();
    }
    return found.map(({ body: { responder, notices = [] } }) =>
      [responder, ...notices.map(({ of }) => of)].join(' '),
    );
  };
  const at = async (moment: Instant, tell: (now: Instant) => Promise<number>) => {
    now = moment;
    return tell(moment);
  };
  return { ports, follow, sent, at };
}

describe('the clock', () => {
  test('tells a whole shift at its hand-over, each by one message, and nobody again', async () => {
    const { ports, sent, at } = await given();
    const tell = tellOfTurns(ports, config);
    await at(START - HOUR, tell);
    sent();
    expect(await at(START + MINUTE, tell)).toBe(50);
    const told = sent();
    expect(told).toHaveLength(50);
    expect(told.filter((one) => one.endsWith('begins'))).toHaveLength(25);
    expect(told.filter((one) => one.endsWith('soon'))).toHaveLength(25);
    for (let minutes = 2; minutes < 30; minutes++) {
      await at(START + minutes * MINUTE, tell);
    }
    expect(sent()).toEqual([]);
  });

  test('that is one of two tells what the other has not', async () => {
    const { ports, sent, at } = await given();
    const [one, other] = [tellOfTurns(ports, config), tellOfTurns(ports, config)];
    await at(START - HOUR, one);
    await at(START - HOUR, other);
    sent();
    await at(START + MINUTE, one);
    await at(START + 8 * MINUTE, other);
    expect(sent()).toHaveLength(50);
  });

  test('that both decide at once tell everybody once', async () => {
    const { ports, sent, at } = await given();
    const clocks = [tellOfTurns(ports, config), tellOfTurns(ports, config)];
    await Promise.all(clocks.map((tell) => at(START - HOUR, tell)));
    sent();
    await Promise.all(clocks.map((tell) => at(START + MINUTE, tell)));
    expect(sent()).toHaveLength(50);
    await Promise.all(clocks.map((tell) => at(START + 2 * MINUTE, tell)));
    expect(sent()).toEqual([]);
  });

  test.each([
    ['controls.toldTurns', 0],
    ['pageQueue.send', 0],
    ['controls.saveToldTurns', 20],
  ])(
    'that dies as it calls %s is followed by one that tells everybody once',
    async (called, after) => {
      const { ports, sent, at } = await given();
      await at(START - HOUR, tellOfTurns(ports, config));
      sent();
      const dying = failing(ports, called, after);
      await expect(at(START + MINUTE, tellOfTurns(dying, config))).rejects.toThrow('died');
      await at(START + 2 * MINUTE, tellOfTurns(ports, config));
      expect(sent()).toHaveLength(50);
    },
  );

  test('of the config before says nothing during a rollout', async () => {
    const { ports, follow, sent, at } = await given();
    const next = { ...config, schedules: {} };
    await at(START - HOUR, tellOfTurns(ports, config));
    sent();
    await follow(next);
    const old = tellOfTurns(ports, config);
    expect(await at(START + MINUTE, tellOfTurns(ports, next))).toBe(50);
    expect(sent().every((one) => one.endsWith('changed'))).toBe(true);
    expect(await at(START + 2 * MINUTE, old)).toBe(0);
    expect(sent()).toEqual([]);
  });

  test('tells nobody again and again of whom it cannot read what they were told', async () => {
    const { ports, sent, at } = await given();
    await at(START - HOUR, tellOfTurns(ports, config));
    sent();
    const toldTurns: typeof ports.controls.toldTurns = async (onUnreadable) => {
      const all = await ports.controls.toldTurns();
      onUnreadable?.({ kind: 'told', id: 'p00', error: new Error('damaged') });
      return all.filter(({ id }) => id !== 'p00');
    };
    const tell = tellOfTurns({ ...ports, controls: { ...ports.controls, toldTurns } }, config);
    for (let minutes = 1; minutes < 30; minutes += 6) {
      await at(START + minutes * MINUTE, tell);
    }
    const people = sent().map((one) => one.split(' ')[0]);
    expect(people).toEqual(PEOPLE.filter((one) => one !== 'p00'));
  });

  test('sees an override within five minutes, and reads little meanwhile', async () => {
    const { ports, sent, at } = await given();
    const calls: string[] = [];
    const tell = tellOfTurns(
      observePorts(ports, (operation, call) => {
        calls.push(operation);
        return call();
      }),
      config,
    );
    await at(START + HOUR, tell);
    sent();
    calls.length = 0;
    const taken = { from: START + 3 * DAY, to: START + 4 * DAY };
    const by = { createdBy: 'lead', createdAt: START + HOUR };
    const override = {
      id: 'o1',
      schedule: 'wards',
      person: 'p49',
      instead: 'p00',
      ...taken,
      ...by,
    };
    await ports.controls.putOverride(override);
    for (let minutes = 1; minutes <= 5; minutes++) {
      await at(START + HOUR + minutes * MINUTE, tell);
    }
    expect(sent()).toEqual(['p00 changed', 'p49 changed']);
    expect(calls).toEqual([
      ...['controls.followedConfig', 'controls.overrides', 'controls.exchanges'],
      ...['controls.absences', 'controls.toldTurns', 'pageQueue.send'],
      ...['controls.saveToldTurns', 'controls.saveToldTurns'],
    ]);
  });
});

/** Ports of a process that dies at a call, after so many of them. */
function failing(ports: MemoryPorts, called: string, after: number): MemoryPorts {
  let count = 0;
  return observePorts(ports, async (operation, call) => {
    count += operation === called ? 1 : 0;
    if (operation === called && count > after) {
      throw new Error('died');
    }
    return call();
  });
}
