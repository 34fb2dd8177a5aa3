import { describe, expect, test } from '@jest/globals';
import type { Incident } from '#core/incident/incident.ts';
import { SECOND } from '#core/time/instant.ts';
import { incidentContext } from '#usecases/incident-context.ts';
import { relayOutbox } from '#usecases/relay-outbox.ts';
import { alert, incident, NIGHT, paging } from '../support/incident.ts';
import { HOSPITAL, watchedPorts } from './given-incident.ts';

async function given(made: Incident) {
  const watched = watchedPorts();
  await watched.memory.incidents.save(made, 0);
  watched.calls.length = 0;
  const context = await incidentContext(watched.memory, HOSPITAL, made, NIGHT);
  return { ...watched, deliver: () => relayOutbox(watched.ports)(made, context) };
}

const planned = { status: 'planned' } as const;
const one = paging(incident([alert('bed-1')]), 'anna', 'sms', planned).incident;

describe('relaying an outbox', () => {
  test('that is empty costs nothing', async () => {
    const made = incident([alert('bed-1')]);
    const { deliver, calls } = await given(made);
    expect(await deliver()).toBe(made);
    expect(calls).toEqual([]);
  });

  test('puts pages into the queue first, then on record', async () => {
    const { deliver, calls, ports } = await given(one);
    expect(await deliver()).toMatchObject({
      version: 2,
      pages: [{ status: 'handed_over', handedOverAt: NIGHT }],
      due: NIGHT + 45 * SECOND,
    });
    expect(calls).toEqual(['pageQueue.send', 'incidents.save']);
    expect(ports.pageQueue.waiting()).toHaveLength(1);
  });

  test('leaves alone a page whose time has not come', async () => {
    const both = paging(one, 'bo', 'sms', { ...planned, at: NIGHT + 1 }).incident;
    const { deliver } = await given(both);
    expect((await deliver()).pages.map((page) => page.status)).toEqual(['handed_over', 'planned']);
  });

  test('gives each page a message of its own, so that each mailbox has its order', async () => {
    const both = paging(one, 'bo', 'sms', planned).incident;
    const { deliver, ports } = await given(both);
    await deliver();
    expect(ports.pageQueue.waiting().map((m) => [m.responder, m.orders.length])).toEqual([
      ['anna', 1],
      ['bo', 1],
    ]);
  });

  test('meets an incident that has been changed meanwhile, and marks what is still planned there', async () => {
    const { deliver, memory, around } = await given(one);
    const other = { ...one, timeline: [], version: 2 };
    around.after = async (operation) => {
      if (operation === 'pageQueue.send') {
        await memory.incidents.save(other, 1);
      }
    };
    expect(await deliver()).toMatchObject({
      version: 3,
      timeline: [],
      pages: [{ status: 'handed_over' }],
    });
  });

  test('gives back what is stored, where the page was taken back meanwhile', async () => {
    const { deliver, memory, around } = await given(one);
    const pages = one.pages.map((page) => ({ ...page, status: 'withdrawn' as const }));
    const other: Incident = { ...one, pages, version: 2 };
    around.after = async (operation) => {
      if (operation === 'pageQueue.send') {
        await memory.incidents.save(other, 1);
      }
    };
    expect(await deliver()).toEqual(other);
  });

  test('whose record is lost again and again leaves it due: it is sent again, by the same id', async () => {
    const { deliver, memory, around } = await given(one);
    around.before = async (operation) => {
      if (operation !== 'incidents.save') {
        return;
      }
      const newest = (await memory.incidents.load([one.id])).get(one.id) ?? one;
      await memory.incidents.save({ ...newest, version: newest.version + 1 }, newest.version);
    };
    await deliver();
    const left = (await memory.incidents.load([one.id])).get(one.id);
    expect(left?.pages).toMatchObject([{ status: 'planned' }]);
    expect(left?.due).toBe(one.due);
  });
});
