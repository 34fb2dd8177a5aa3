import { describe, expect, test } from '@jest/globals';
import { entryOf } from '#core/evaluation/entry.ts';
import { heartbeatItemId } from '#core/evaluation/heartbeat/item.ts';
import type { Incident } from '#core/incident/incident.ts';
import type { Config } from '#core/team/config.ts';
import { type Duration, HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { decodeAlertmanager } from '#protocols/alertmanager/decode.ts';
import { ingestPlacedAlerts } from '#protocols/placed.ts';
import { recordSenderFaults } from '#usecases/record-sender-faults.ts';
import { hospital } from '../support/config.ts';
import { WITH_HEARTBEATS } from '../support/heartbeats.ts';
import { createWorld } from '../support/world.ts';

const toIcu = { matchers: [], to: { service: 'icu' } } as const;
const CONFIG = hospital({ config: { alertRoutes: [toIcu] } });

const iso = (at: number) => new Date(at).toISOString();

/** Returns a world in which Prometheus servers post alerts, and one function that takes them in. */
function ward(config: Config = CONFIG) {
  const world = createWorld(config);
  const take = ingestPlacedAlerts(world.ports, config);
  const note = recordSenderFaults(world.ports, config);
  const post = async (...alerts: readonly object[]) => {
    const body = JSON.stringify(alerts);
    const reading = { now: world.now(), key: 'prom', subjectLabels: ['instance'] };
    const decoded = decodeAlertmanager(body, reading);
    if (decoded.kind !== 'alerts') {
      throw new Error(decoded.detail);
    }
    const { rejected, faults, transitions } = await take(decoded.events, world.now());
    expect([...decoded.errors, ...rejected]).toEqual([]);
    await note(faults, world.now());
    await world.run();
    return transitions;
  };
  return { world, post };
}

const isIcu = ({ service }: Incident) => service === 'icu';

interface Server {
  readonly clock: Duration;
  readonly host?: string;
  readonly name?: string;
}

/**
 * Returns what a Prometheus whose clock differs by `clock` sends of an alert that it sees fire
 * since then.
 */
function firing(now: number, since: number, { clock, host = 'p', name = 'DiskFull' }: Server) {
  return {
    labels: { alertname: name, instance: 'db-1', severity: 'critical' },
    annotations: {},
    startsAt: iso(since + clock),
    endsAt: iso(now + clock + 4 * MINUTE),
    generatorURL: `http://${host}:9090/graph`,
  };
}

/** Returns what it sends after the end. */
function resolved(since: number, ended: number, server: Server) {
  return { ...firing(0, since, server), endsAt: iso(ended + server.clock) };
}

describe('a Prometheus whose clock is ten minutes behind', () => {
  const SLOW: Server = { clock: -10 * MINUTE };

  test('is heard at its third message: who must be is paged, and the technical service is told', async () => {
    const { world, post } = ward();
    const since = world.now();
    for (let i = 0; i < 2; i++) {
      await post(firing(world.now(), since, SLOW));
      await world.pass(MINUTE);
    }
    world.expectNoPage();
    await post(firing(world.now(), since, SLOW));
    world.expectPage('anna', 'sms', /^CRITICAL DiskFull, db-1/);
    world.expectPage(
      'dan',
      'sms',
      /^ERROR Its alerts arrive as ended: set its clock right.* p:9090/,
    );
  });

  test('may send three times within a minute, each time as of then', async () => {
    const { world, post } = ward();
    for (let i = 0; i < 3; i++) {
      const now = world.now();
      const [startsAt, endsAt] = [iso(now - 15 * MINUTE), iso(now - 6 * MINUTE)];
      await post({ labels: { alertname: 'A', instance: 'db-1' }, startsAt, endsAt });
      await world.pass(20 * SECOND);
    }
    world.expectPage('anna', 'sms', /^ERROR A, db-1/);
    world.expectPage('dan', 'sms', /set its clock right, it is behind, key prom/);
  });

  test('pages once while its alert goes on, which ends some minutes after it has ended there', async () => {
    const { world, post } = ward();
    const since = world.now();
    for (let i = 0; i < 12; i++) {
      await post(firing(world.now(), since, SLOW));
      await world.pass(MINUTE);
      if (i !== 2) {
        continue;
      }
      for (const { id } of await world.open()) {
        await world.act(id, { kind: 'acknowledge', by: 'anna' });
      }
    }
    world.expectPage('anna', 'sms');
    world.expectPage('dan', 'sms');
    const ended = world.now();
    for (let i = 0; i < 15; i++) {
      await post(resolved(since, ended, SLOW));
      await world.pass(MINUTE);
    }
    const open = await world.open();
    expect(open.map(({ service }) => service)).toEqual(['it']);
    world.expectNoPage();
  });

  test('is heard of by the heartbeat that waits for its Watchdog', async () => {
    const watch = {
      matchers: [{ name: 'alertname', op: '=', value: 'Watchdog' }],
      to: { heartbeat: 'backup' },
    } as const;
    const { world, post } = ward({ ...WITH_HEARTBEATS, alertRoutes: [watch] });
    const since = world.now();
    for (let i = 0; i < 4; i++) {
      await post(firing(world.now(), since, { ...SLOW, name: 'Watchdog' }));
      await world.pass(MINUTE);
    }
    world.expectPage('dan', 'sms', /clock/);
    const item = heartbeatItemId('backup');
    const stored = (await world.ports.subjects.load([item])).get(item);
    expect(entryOf('heartbeat', stored?.series['backup'])?.beat).toMatchObject({
      succeededAt: world.now() - MINUTE,
    });
  });

  test('is believed again once its clock is right: an end is an end', async () => {
    const { world, post } = ward();
    const since = world.now();
    for (let i = 0; i < 4; i++) {
      await post(firing(world.now(), since, SLOW));
      await world.pass(MINUTE);
    }
    world.expectPage('anna', 'sms');
    world.expectPage('dan', 'sms');
    const right = { clock: 0 };
    await post(firing(world.now(), since, right));
    await world.pass(MINUTE);
    await post(resolved(since, world.now() - SECOND, right));
    expect((await world.open()).map(({ service }) => service)).toEqual(['it']);
  });

  test('and wanders about four minutes is told as over twice at most', async () => {
    const { world, post } = ward();
    const since = world.now();
    let told = 0;
    for (let i = 0; i < 30; i++) {
      const clock = -4 * MINUTE + (i % 2 === 0 ? 5 : -5) * SECOND;
      told += await post(firing(world.now(), since, { clock }));
      await world.pass(MINUTE);
    }
    expect((await world.open()).filter(isIcu)).toHaveLength(1);
    expect(told).toBeLessThanOrEqual(8);
  });

  test('beside one whose clock is right ends the alert once at most', async () => {
    const { world, post } = ward();
    const since = world.now();
    for (let i = 0; i < 40; i++) {
      await post(firing(world.now(), since, { clock: 0, host: 'right' }));
      await post(firing(world.now(), since, { ...SLOW, host: 'slow' }));
      await world.pass(MINUTE);
    }
    const pages = world.received().filter(({ text }) => text.includes('DiskFull'));
    const begun = new Set(pages.map(({ text }) => /since (\S+)/.exec(text)?.[1]));
    const [disk] = (await world.open()).filter(isIcu);
    expect(disk?.episode).toBeLessThanOrEqual(2);
    expect(begun.size).toBe(1);
  });
});

describe('no wrong clock is suspected for', () => {
  const RIGHT: Server = { clock: 0 };

  test('an end that is repeated for a quarter of an hour, of an unknown alert', async () => {
    const { world, post } = ward();
    const ended = world.now() - 2 * MINUTE;
    for (let i = 0; i < 15; i++) {
      await post(resolved(ended - HOUR, ended, RIGHT));
      await world.pass(MINUTE);
    }
    expect(await world.open()).toEqual([]);
    await world.pass(HOUR);
    expect(await world.dueSubjects()).toEqual([]);
  });

  test('the ends that three servers see one after the other', async () => {
    const { world, post } = ward();
    const since = world.now();
    for (const host of ['a', 'b', 'c']) {
      await post(firing(world.now(), since, { ...RIGHT, host }));
    }
    world.expectPage('anna', 'sms');
    await world.pass(MINUTE);
    const ended = world.now();
    for (let minute = 0; minute < 15; minute++) {
      for (const [i, host] of ['a', 'b', 'c'].entries()) {
        await post(resolved(since, ended + (i - 2) * SECOND, { ...RIGHT, host }));
      }
      await world.pass(MINUTE);
    }
    expect(await world.open()).toEqual([]);
  });

  test.each([
    ['without a beginning', {}],
    ['that begins as it ends', { startsAt: true }],
    ['that is called resolved', { startsAt: true, status: 'resolved' }],
  ])('an alert %s that a script ends each minute', async (_, more) => {
    const { world, post } = ward();
    for (let i = 0; i < 10; i++) {
      const now = iso(world.now());
      await post({
        labels: { alertname: 'A' },
        ...more,
        ...('startsAt' in more && { startsAt: now }),
        endsAt: now,
      });
      await world.pass(MINUTE);
    }
    expect(await world.open()).toEqual([]);
  });

  test('alerts that begin and end in between, each later than the last had ended', async () => {
    const { world, post } = ward();
    for (let i = 0; i < 10; i++) {
      const now = world.now();
      await post(resolved(now - 30 * SECOND, now - SECOND, RIGHT));
      await world.pass(MINUTE);
    }
    expect(await world.open()).toEqual([]);
  });

  test('a clock that is nearly four minutes behind, whose ends are yet to come', async () => {
    const { world, post } = ward();
    const since = world.now();
    let told = 0;
    for (let i = 0; i < 30; i++) {
      told += await post(firing(world.now(), since, { clock: -230 * SECOND }));
      await world.pass(MINUTE);
    }
    expect((await world.open()).filter(isIcu)).toHaveLength(1);
    // Its first end, ten seconds away, is believed; after the second beginning it is asserted.
    expect(told).toBeLessThanOrEqual(4);
  });
});

test('a clock that is an hour ahead is told of by the beginnings of its alerts', async () => {
  const { world, post } = ward();
  const since = world.now();
  for (let i = 0; i < 3; i++) {
    await post(firing(world.now(), since, { clock: HOUR }));
    await world.pass(20 * SECOND);
  }
  world.expectPage('anna', 'sms', /DiskFull/);
  world.expectPage('dan', 'sms', /^ERROR Its alerts begin in the future: set its clock right/);
});
