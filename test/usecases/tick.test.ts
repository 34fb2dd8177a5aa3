import { describe, expect, test } from '@jest/globals';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import type { Incident } from '#core/incident/incident.ts';
import { waiting } from '#core/paging/page-record.ts';
import { HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { ingestSamples } from '#usecases/ingest-samples.ts';
import { type DueShard, type Look, Unreadable } from '#usecases/ports.ts';
import { look, takeShard, tick } from '#usecases/tick.ts';
import { alert, incident, NIGHT, paging } from '../support/incident.ts';
import { sample } from '../support/world.ts';
import { HOSPITAL, watchedPorts } from './given-incident.ts';

const due = (subject: string, at: number, more: Partial<Incident> = {}) =>
  incident([alert(subject)], { due: at, ...more });

describe('a tick', () => {
  test('without anything due says so, and sends nothing', async () => {
    const { ports } = watchedPorts();
    await ports.incidents.save(due('bed-1', NIGHT + 1), 0);
    expect(await tick(ports, HOSPITAL)(NIGHT)).toEqual({
      subjects: 0,
      incidents: 0,
      pages: 0,
      oldestDue: 0,
      failures: [],
    });
    expect(ports.incidentQueue.waiting()).toEqual([]);
  });

  test('asks for a look at each incident that is due, and tells how long the oldest has waited', async () => {
    const { ports } = watchedPorts();
    await ports.incidents.save(due('bed-1', NIGHT - 3 * SECOND), 0);
    await ports.incidents.save(due('bed-2', NIGHT), 0);
    expect(await tick(ports, HOSPITAL)(NIGHT)).toMatchObject({ incidents: 2, oldestDue: 3_000 });
    expect(ports.incidentQueue.waiting()).toEqual(
      ['bed-1', 'bed-2'].map((bed) => ({
        kind: 'look',
        incident: due(bed, 0).id,
        why: 'due',
      })),
    );
  });

  test('asks once a minute for what nobody has looked at yet, and at once for what has changed since', async () => {
    const { ports } = watchedPorts();
    const made = due('bed-1', NIGHT);
    await ports.incidents.save(made, 0);
    const looks = () => ports.incidentQueue.waiting().length;
    for (const after of [0, 10, 50]) {
      await tick(ports, HOSPITAL)(NIGHT + after * SECOND);
    }
    expect(looks()).toBe(1);
    await tick(ports, HOSPITAL)(NIGHT + MINUTE);
    expect(looks()).toBe(2);
    await ports.incidents.save({ ...made, due: NIGHT + MINUTE + 1, version: 2 }, 1);
    await tick(ports, HOSPITAL)(NIGHT + MINUTE + 10 * SECOND);
    expect(looks()).toBe(3);
  });

  test('sends the pages of a mailbox that waited as one message', async () => {
    const { ports } = watchedPorts();
    const orders = ['bed-1', 'bed-2'].map((bed) => paging(due(bed, NIGHT), 'anna').order);
    for (const order of orders) {
      const record = waiting(order, NIGHT)(undefined);
      if (record !== undefined) {
        await ports.pages.save(record, 0);
      }
    }
    expect(await tick(ports, HOSPITAL)(NIGHT)).toMatchObject({ pages: 2 });
    const [message, ...others] = ports.pageQueue.waiting();
    expect(others).toEqual([]);
    expect(new Set(message?.orders.map(({ id }) => id))).toEqual(
      new Set(orders.map(({ id }) => id)),
    );
  });

  test('sends the pages that waited beside one whose record cannot be read, and names that', async () => {
    const { ports } = watchedPorts();
    const orders = ['bed-1', 'bed-2'].map((bed) => paging(due(bed, NIGHT), 'anna').order);
    for (const order of orders) {
      const record = waiting(order, NIGHT)(undefined);
      if (record !== undefined) {
        await ports.pages.save(record, 0);
      }
    }
    const [hidden, shown] = orders;
    const load = async (ids: readonly string[]) => {
      if (hidden !== undefined && ids.includes(hidden.id)) {
        throw new Unreadable(`${hidden.id} cannot be read`);
      }
      return ports.pages.load(ids);
    };
    const damaged = { ...ports, pages: { ...ports.pages, load } };
    const { failures } = await tick(damaged, HOSPITAL)(NIGHT);
    expect(failures).toEqual([expect.stringContaining(`${hidden?.id} cannot be read`)]);
    expect(ports.pageQueue.waiting()).toMatchObject([{ orders: [{ id: shown?.id }] }]);
  });

  test('of a standby leaves every kind of thing that has not been due for long', async () => {
    const { ports } = watchedPorts();
    await ingestSamples(ports, HOSPITAL)([sample('bed-9', 'spo2', 80, NIGHT)], NIGHT);
    const [bed9] = (await ports.subjects.load(['bed-9'])).values();
    const at = bed9?.due ?? 0;
    await ports.incidents.save(due('bed-1', at), 0);
    const record = waiting(paging(due('bed-2', at), 'anna').order, at)(undefined);
    if (record !== undefined) {
      await ports.pages.save(record, 0);
    }
    const standby = tick(ports, HOSPITAL, MINUTE);
    const nothing = { subjects: 0, incidents: 0, pages: 0 };
    expect(await standby(at + MINUTE - 1)).toMatchObject(nothing);
    expect(await standby(at + MINUTE)).toMatchObject({ subjects: 1, incidents: 1, pages: 1 });
  });

  test('of a standby takes what has been due for long, and that as of now', async () => {
    const { ports } = watchedPorts();
    await ingestSamples(ports, HOSPITAL)([sample('bed-9', 'spo2', 80, NIGHT)], NIGHT);
    for (const message of ports.incidentQueue.receive()) {
      message.acknowledge();
    }
    const [bed9] = (await ports.subjects.load(['bed-9'])).values();
    const late = (bed9?.due ?? 0) + MINUTE;
    await ports.incidents.save(due('bed-1', late - MINUTE), 0);
    await ports.incidents.save(due('bed-2', late - MINUTE + 1), 0);
    const standby = tick(ports, HOSPITAL, MINUTE);
    expect(await standby(late)).toMatchObject({ subjects: 1, incidents: 1, oldestDue: MINUTE });
    const [told] = ports.incidentQueue
      .waiting()
      .flatMap((message) => (message.kind === 'transition' ? [message.transition.at] : []));
    expect(told).toBe(late);
  });

  test('that finds more than it takes says at once of which shares there is more, and those can be taken to their end', async () => {
    const { ports, calls } = watchedPorts();
    const subjects = Array.from({ length: 1_234 }, (_, n) => `bed-${n}`);
    for (const subject of subjects) {
      await ports.incidents.save(due(subject, NIGHT), 0);
    }
    await ports.incidents.save(due('later', NIGHT + 1), 0);
    const crowded: DueShard[] = [];
    const report = await tick(ports, HOSPITAL)(NIGHT, {
      async crowded(shares) {
        expect(calls.includes('incidentQueue.send')).toBe(false);
        crowded.push(...shares);
      },
    });
    expect(report).toMatchObject({ incidents: 500, failures: [] });
    expect(crowded).toMatchObject([{ kind: 'incidents', lanes: [{ lane: 0 }] }]);
    const take = takeShard(ports, HOSPITAL);
    let taken = 0;
    for (let rest = crowded[0]; rest !== undefined; ) {
      const next = await take(rest, NIGHT);
      taken += next.report.incidents;
      rest = next.rest;
    }
    expect(taken).toBe(734);
    const looked = ports.incidentQueue.waiting().map((m) => m.kind === 'look' && m.incident);
    expect(new Set(looked)).toEqual(new Set(subjects.map((subject) => due(subject, 0).id)));
  });

  test('that hands a share on in vain has done its own', async () => {
    const { ports } = watchedPorts();
    for (let n = 0; n < 501; n++) {
      await ports.incidents.save(due(`bed-${n}`, NIGHT), 0);
    }
    const away = async () => {
      throw new Error('the queue of ticks is away');
    };
    await expect(tick(ports, HOSPITAL)(NIGHT, { crowded: away })).rejects.toThrow('away');
    expect(ports.incidentQueue.waiting()).toHaveLength(500);
  });

  test('does not send a page that somebody has put off since the index was read', async () => {
    const { ports, memory, around } = watchedPorts();
    const { order } = paging(due('bed-1', NIGHT), 'anna');
    const record = waiting(order, NIGHT)(undefined);
    if (record === undefined) {
      throw new Error('nothing waits');
    }
    await memory.pages.save(record, 0);
    around.after = async (operation) => {
      if (operation === 'pages.dueInLane') {
        await memory.pages.save({ ...record, due: NIGHT + 1, version: 2 }, 1);
      }
    };
    await tick(ports, HOSPITAL)(NIGHT);
    expect(ports.pageQueue.waiting()).toEqual([]);
  });

  test('tells again what a subject could not tell', async () => {
    const { ports, around } = watchedPorts();
    around.before = (operation) => {
      if (operation === 'incidentQueue.send') {
        throw new Error('the queue is out of reach');
      }
    };
    await ingestSamples(ports, HOSPITAL)([sample('bed-1', 'spo2', 80, NIGHT)], NIGHT);
    delete around.before;
    expect(await tick(ports, HOSPITAL)(NIGHT + SECOND)).toMatchObject({ subjects: 1 });
    expect(ports.incidentQueue.waiting()).toMatchObject([{ kind: 'transition' }]);
  });

  test.each(['incidentQueue.send', 'pages.load', 'subjects.load'])(
    'does the rest where %s fails, and names the failure',
    async (broken) => {
      const { ports, around } = watchedPorts();
      await ingestSamples(ports, HOSPITAL)([sample('bed-9', 'spo2', 80, NIGHT)], NIGHT);
      for (const message of ports.incidentQueue.receive()) {
        message.acknowledge();
      }
      await ports.incidents.save(due('bed-1', NIGHT), 0);
      const record = waiting(paging(due('bed-2', NIGHT), 'anna').order, NIGHT)(undefined);
      if (record !== undefined) {
        await ports.pages.save(record, 0);
      }
      around.before = (operation) => {
        if (operation === broken) {
          throw new Error('throttled');
        }
      };
      const { failures } = await tick(ports, HOSPITAL)(NIGHT + 15 * MINUTE);
      expect(failures).toEqual(['Error: throttled']);
      const kinds = ports.incidentQueue.waiting().map((message) => message.kind);
      expect(kinds.includes('look')).toBe(broken !== 'incidentQueue.send');
      expect(kinds.includes('transition')).toBe(broken === 'pages.load');
      expect(ports.pageQueue.waiting()).toHaveLength(broken === 'pages.load' ? 0 : 1);
    },
  );
});

describe('what a tick foresees', () => {
  const foreseenBy = async (dues: readonly number[], standby = 0) => {
    const { ports } = watchedPorts();
    for (const [n, at] of dues.entries()) {
      await ports.incidents.save(due(`bed-${n}`, NIGHT + at), 0);
    }
    const asked: Look[] = [];
    const handOn = { foreseen: async (looks: readonly Look[]) => void asked.push(...looks) };
    const { incidents } = await tick(ports, HOSPITAL, standby)(NIGHT, handOn);
    return { incidents, at: asked.map(({ kind, at }) => [kind, at - NIGHT]) };
  };

  test('is a look for each second that has something, however much that is', async () => {
    expect(await foreseenBy([0, 300, 350, 4_000, 25_000, 25_001])).toEqual({
      incidents: 1,
      at: [1_000, 5_000, 26_000].map((at) => ['incidents', at]),
    });
  });

  test('is all of it where that is more than a tick handles', async () => {
    const { at } = await foreseenBy(Array.from({ length: 700 }, (_, n) => 1 + n * 10));
    expect(at).toHaveLength(8);
  });

  test('is nothing in a standby Region', async () => {
    expect((await foreseenBy([4_000, -40 * SECOND], MINUTE)).at).toEqual([]);
  });

  test.each([500, 501, 1_200])(
    'is what comes behind %d that are due, and none of those',
    async (n) => {
      const crowd = Array.from({ length: n }, (_, i) => (i % 2) * -MINUTE);
      expect(await foreseenBy([...crowd, 4_000])).toEqual({
        incidents: 500,
        at: [['incidents', 5_000]],
      });
    },
  );
});

describe('a look', () => {
  const lookAfter = (at: number) => ({ kind: 'incidents', at: NIGHT + at }) as const;

  test('takes what is due of its kind, and nothing that is not due yet', async () => {
    const { ports } = watchedPorts();
    await ports.incidents.save(due('bed-1', NIGHT), 0);
    await ports.incidents.save(due('bed-2', NIGHT + 1), 0);
    expect(await look(ports, HOSPITAL)(lookAfter(0), NIGHT)).toMatchObject({ incidents: 1 });
  });

  test('is let go where one that has begun since has seen the same', async () => {
    const { ports } = watchedPorts();
    await ports.incidents.save(due('bed-1', NIGHT), 0);
    const lookNow = look(ports, HOSPITAL);
    expect(await lookNow(lookAfter(0), NIGHT + 200)).toMatchObject({ incidents: 1 });
    expect(await lookNow(lookAfter(100), NIGHT + 300)).toMatchObject({ incidents: 0 });
    expect(await lookNow(lookAfter(250), NIGHT + 300)).toMatchObject({ incidents: 1 });
  });

  test('is taken after the clock went back, or one failed', async () => {
    const { ports } = watchedPorts();
    await ports.incidents.save(due('bed-1', NIGHT - HOUR), 0);
    let isAway = true;
    const flaky = observePorts(ports, (operation, call) =>
      isAway && operation === 'incidents.dueInLane' ? Promise.reject(new Error('away')) : call(),
    );
    const lookNow = look(flaky, HOSPITAL);
    await expect(lookNow(lookAfter(0), NIGHT)).rejects.toThrow('away');
    isAway = false;
    expect(await lookNow(lookAfter(0), NIGHT)).toMatchObject({ incidents: 1 });
    expect(await lookNow(lookAfter(-MINUTE), NIGHT - MINUTE)).toMatchObject({ incidents: 1 });
  });

  test('hands on the rest where more is due than it handles', async () => {
    const { ports } = watchedPorts();
    for (let n = 0; n < 501; n++) {
      await ports.incidents.save(due(`bed-${n}`, NIGHT), 0);
    }
    const shared: DueShard[] = [];
    const handOn = { crowded: async (shares: readonly DueShard[]) => void shared.push(...shares) };
    expect(await look(ports, HOSPITAL)(lookAfter(0), NIGHT, handOn)).toMatchObject({
      incidents: 500,
    });
    expect(shared).toHaveLength(1);
  });

  test('hands on what a standby Region takes as well, to its end and nothing that is due later', async () => {
    const { ports } = watchedPorts();
    for (let n = 0; n < 1_001; n++) {
      await ports.incidents.save(due(`bed-${n}`, NIGHT), 0);
    }
    await ports.incidents.save(due('later', NIGHT + SECOND), 0);
    const shared: DueShard[] = [];
    const handOn = { crowded: async (shares: readonly DueShard[]) => void shared.push(...shares) };
    await look(ports, HOSPITAL)(lookAfter(0), NIGHT, handOn);
    const take = takeShard(ports, HOSPITAL, MINUTE);
    const taken: number[] = [];
    for (let rest = shared[0]; rest !== undefined; ) {
      const { report, rest: next } = await take(rest, NIGHT + 2 * SECOND);
      taken.push(report.incidents);
      rest = next;
    }
    expect(taken).toEqual([500, 1]);
  });

  test('lets none go because it has seen what it could not hand on', async () => {
    const { ports, around } = watchedPorts();
    await ports.incidents.save(due('bed-1', NIGHT), 0);
    around.before = (operation) => {
      if (operation === 'incidentQueue.send') {
        throw new Error('throttled');
      }
    };
    const lookNow = look(ports, HOSPITAL);
    const { failures } = await lookNow(lookAfter(0), NIGHT + 200);
    expect(failures).toEqual(['Error: throttled']);
    delete around.before;
    expect(await lookNow(lookAfter(0), NIGHT + 300)).toMatchObject({ incidents: 1, failures: [] });
  });
});
