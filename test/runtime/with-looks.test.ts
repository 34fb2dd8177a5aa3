import { beforeEach, describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import type { PageRecord } from '#core/paging/page.ts';
import { waiting } from '#core/paging/page-record.ts';
import { HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { LOOK_AHEAD } from '#core/time/look-ahead.ts';
import type { LogLine } from '#runtime/log.ts';
import { withLooks } from '#runtime/with-looks.ts';
import type { Look } from '#usecases/ports.ts';
import { alert, incident, NIGHT, paging } from '../support/incident.ts';

let asked: Look[];
let logged: LogLine[];
let now: number;

beforeEach(() => {
  asked = [];
  logged = [];
  now = NIGHT;
});

/** Returns stores that ask for looks, and saves one incident that is due so many ms from now. */
function stores(look = async (looks: readonly Look[]) => void asked.push(...looks)) {
  const clock = () => now;
  const log = (line: LogLine) => void logged.push(line);
  const { incidents } = withLooks(memoryPorts(clock), { look }, { clock, log });
  let beds = 0;
  return (due: number) => {
    beds += 1;
    return incidents.save(incident([alert(`bed-${beds}`)], { due: now + due }), 0);
  };
}

describe('a store that asks for looks', () => {
  test('asks for one at what is due before the next tick, a little after it', async () => {
    await stores()(5 * SECOND);
    expect(asked).toEqual([{ kind: 'incidents', at: NIGHT + 6 * SECOND }]);
  });

  test.each([
    ['due by now, which whoever saves it handles next', 0],
    ['due long ago', -MINUTE],
    ['foreseen by the next tick', LOOK_AHEAD + 1],
  ])('asks for none at what is %s', async (_, due) => {
    await stores()(due);
    expect(asked).toEqual([]);
  });

  test('asks for none where another won the race to save it', async () => {
    const clock = () => now;
    const ports = withLooks(
      memoryPorts(clock),
      { look: async (looks) => void asked.push(...looks) },
      { clock, log: (line) => void logged.push(line) },
    );
    const made = incident([alert('bed-1')], { due: NIGHT + SECOND });
    expect(await ports.incidents.save(made, 7)).toBe('conflict');
    expect(asked).toEqual([]);
  });

  test('asks once for all that is due within a second, and again for the next', async () => {
    const save = stores();
    await save(5_000);
    await save(5_400);
    now += 200;
    await save(5_500);
    expect(asked).toHaveLength(1);
    await save(6_000);
    expect(asked.map(({ at }) => at - NIGHT)).toEqual([6_000, 7_200]);
  });

  test('asks once for each second though what is saved alternates between two', async () => {
    const save = stores();
    for (let n = 0; n < 100; n++) {
      await save(5_000);
      await save(12_000);
    }
    expect(asked.map(({ at }) => at - NIGHT)).toEqual([6_000, 13_000]);
  });

  test('asks for few, however many are due at any moment of its time', async () => {
    const save = stores();
    for (let n = 0; n < 2_000; n++) {
      now += n % 2;
      await save(1 + ((n * 7_919) % LOOK_AHEAD));
    }
    expect(asked.length).toBeLessThan((3 * LOOK_AHEAD) / SECOND);
  });

  test('asks again once the second is past, or the clock went back', async () => {
    const save = stores();
    await save(5_000);
    now += MINUTE;
    await save(5_000);
    now -= HOUR;
    await save(5_000);
    expect(asked).toHaveLength(3);
    now += MINUTE;
    await save(5_000);
    expect(asked).toHaveLength(4);
  });

  test('asks at what became due while it was saved, and once at a page whose time came before', async () => {
    const looked: Look[] = [];
    const slow = observePorts(
      memoryPorts(() => now),
      (_, call) => {
        now += 2 * SECOND;
        return call();
      },
    );
    const ports = withLooks(
      slow,
      { look: async (looks) => void looked.push(...looks) },
      { clock: () => now, log: (line) => void logged.push(line) },
    );
    const made = incident([alert('bed-1')], { due: NIGHT + SECOND });
    await ports.incidents.save(made, 0);
    expect(looked).toEqual([{ kind: 'incidents', at: NIGHT + 2 * SECOND }]);
    for (const who of ['anna', 'bo']) {
      const record = waiting(paging(made, who).order, NIGHT + SECOND)(undefined);
      await ports.pages.save(record as PageRecord, 0);
      now -= 2 * SECOND;
    }
    expect(looked.slice(1)).toEqual([{ kind: 'pages', at: NIGHT + 4 * SECOND }]);
  });

  test('has saved what it was given though the queue takes no look, and says so', async () => {
    const save = stores(() => Promise.reject(new Error('SQS is away')));
    expect(await save(SECOND)).toBe('saved');
    expect(logged).toMatchObject([
      {
        level: 'error',
        message: 'a look could not be asked for: what is due waits for the next tick',
      },
    ]);
  });

  test('leaves the queue alone for ten seconds after it took none, and then asks as ever', async () => {
    let isAway = true;
    let tries = 0;
    const save = stores(async (looks) => {
      tries += 1;
      if (isAway) {
        throw new Error('SQS is away');
      }
      asked.push(...looks);
    });
    for (const after of [2, 12, 22]) {
      await save(after * SECOND);
    }
    expect([tries, logged.length]).toEqual([1, 1]);
    isAway = false;
    now += 10 * SECOND;
    await save(12 * SECOND);
    expect(asked).toEqual([{ kind: 'incidents', at: NIGHT + 23 * SECOND }]);
  });
});
