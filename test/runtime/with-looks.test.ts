import { beforeEach, describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import { LOOK_AHEAD } from '#core/time/look-ahead.ts';
import type { LogLine } from '#runtime/log.ts';
import { withLooks } from '#runtime/with-looks.ts';
import type { Look } from '#usecases/ports.ts';
import { alert, incident, NIGHT } from '../support/incident.ts';

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
});
