import { describe, expect, test } from '@jest/globals';
import { SECOND } from '#core/time/instant.ts';
import { actOnIncident } from '#usecases/act-on-incident.ts';
import { NIGHT } from '../support/incident.ts';
import {
  HOSPITAL,
  handled,
  OPENING,
  stored,
  transitionMessage,
  watchedPorts,
} from './given-incident.ts';

const acknowledge = { kind: 'acknowledge', by: 'anna' } as const;

async function opened() {
  const watched = watchedPorts();
  const { incident } = await handled(watched.ports, transitionMessage(OPENING));
  const act = actOnIncident(watched.ports, HOSPITAL);
  return { ...watched, id: incident.id, act };
}

describe('an answer', () => {
  test('takes one write where it pages nobody, and two where it does', async () => {
    const { act, id, count } = await opened();
    const before = count('incidents.save');
    expect(await act(id, acknowledge, NIGHT + SECOND)).toMatchObject({ kind: 'done' });
    expect(count('incidents.save') - before).toBe(1);
    await act(id, { kind: 'decline', by: 'anna' }, NIGHT + 2 * SECOND);
    expect(count('incidents.save') - before).toBe(3);
  });

  test('that was given before is not written', async () => {
    const { act, id, count } = await opened();
    await act(id, acknowledge, NIGHT + SECOND);
    const before = count('incidents.save');
    expect(await act(id, acknowledge, NIGHT + 2 * SECOND)).toMatchObject({ kind: 'already' });
    expect(count('incidents.save')).toBe(before);
  });

  test('to an incident that is not there says so', async () => {
    const { act } = await opened();
    expect(await act('nix-1', acknowledge, NIGHT)).toEqual({
      kind: 'not_found',
      text: expect.stringMatching(
        /^There is no incident "nix-1"\. "npx --no-install wardbell incidents" lists /,
      ),
    });
  });

  test('hands over at once what it asks for, and gives back what is stored', async () => {
    const { act, id, ports } = await opened();
    const outcome = await act(id, { kind: 'escalate', by: 'anna' }, NIGHT + SECOND);
    expect(outcome).toMatchObject({ kind: 'done', incident: { pages: [{}, { responder: 'bo' }] } });
    expect(outcome.kind !== 'not_found' && outcome.incident).toEqual(await stored(ports));
    expect(ports.pageQueue.waiting().map((m) => m.responder)).toEqual(['anna', 'bo']);
  });
});

test('an answer stands though what it asks for cannot be handed over now: the clock does it', async () => {
  const { act, id, memory, around } = await opened();
  around.before = (operation) => {
    if (operation === 'pageQueue.send') {
      throw new Error('the queue is out of reach');
    }
  };
  const outcome = await act(id, { kind: 'escalate', by: 'anna' }, NIGHT + SECOND);
  expect(outcome).toMatchObject({ kind: 'done', text: 'Escalated. The next step is paged now.' });
  expect((await stored(memory)).due).toBe(NIGHT + SECOND);
});

describe('two answers at the same moment', () => {
  test('one is done; the other hears who was first', async () => {
    const { act, id, memory, around } = await opened();
    around.before = async (operation) => {
      if (operation !== 'incidents.save') {
        return;
      }
      delete around.before;
      await actOnIncident(memory, HOSPITAL)(id, { kind: 'acknowledge', by: 'bo' }, NIGHT + 1);
    };
    expect(await act(id, acknowledge, NIGHT + 1)).toMatchObject({
      kind: 'refused',
      text: expect.stringContaining('by Bo.'),
    });
    expect((await stored(memory)).acknowledgement?.by).toBe('bo');
  });

  test('a writer that always loses is asked to try again', async () => {
    const { act, id, memory, around } = await opened();
    around.before = async (operation) => {
      if (operation !== 'incidents.save') {
        return;
      }
      const newest = await stored(memory);
      await memory.incidents.save({ ...newest, version: newest.version + 1 }, newest.version);
    };
    await expect(act(id, acknowledge, NIGHT + 1)).rejects.toThrow(
      `lost 10 races for incident ${id}: try again`,
    );
  });
});
