import { describe, expect, test } from '@jest/globals';
import type { AlertEvent } from '#core/alert/external-alert.ts';
import type { AlertRoute } from '#core/alert/route.ts';
import type { Config } from '#core/team/config.ts';
import { HOUR, MINUTE } from '#core/time/instant.ts';
import { actOnIncident } from '#usecases/act-on-incident.ts';
import { ingestAlerts } from '#usecases/ingest-alerts.ts';
import { hospital } from '../support/config.ts';
import { endedEvent, externalAlert, firingEvent } from '../support/external-alert.ts';
import { createWorld, START } from '../support/world.ts';

const toIcu: AlertRoute = {
  matchers: [{ name: 'team', op: '=', value: 'icu' }],
  to: { service: 'icu' },
};

const routed = (...alertRoutes: readonly AlertRoute[]): Config =>
  hospital({ config: { alertRoutes } });

const disk = externalAlert('DiskFull', START);

type Ended = Extract<AlertEvent, { kind: 'ended' }>;

describe('an external alert', () => {
  test('pages whom its route says, once, however often it is sent, and resolves when its sender ends it', async () => {
    const world = createWorld(routed(toIcu));
    await world.send(firingEvent({ ...disk, endsAt: START + 4 * MINUTE }));
    world.expectPage('anna', 'sms', /CRITICAL DiskFull is wrong, db-1/);
    await world.act((await world.incident()).id, { kind: 'acknowledge', by: 'anna' });
    for (let minute = 1; minute <= 20; minute++) {
      await world.pass(MINUTE);
      await world.send(firingEvent({ ...disk, endsAt: world.now() + 4 * MINUTE }));
    }
    world.expectNoPage();
    expect((await world.incident()).alerts).toMatchObject({
      [disk.fingerprint]: { status: 'firing' },
    });
    await world.send(firingEvent({ ...disk, endsAt: world.now() }));
    expect(await world.open()).toEqual([]);
  });

  test('ends by itself where its sender falls silent, soon after the end that was last told', async () => {
    const world = createWorld(routed(toIcu));
    await world.send(firingEvent({ ...disk, endsAt: START + 4 * MINUTE }));
    world.expectPage('anna', 'sms');
    await world.act((await world.incident()).id, { kind: 'acknowledge', by: 'anna' });
    await world.pass(4 * MINUTE - 1);
    expect(await world.open()).toHaveLength(1);
    await world.pass(11_000);
    expect(await world.open()).toEqual([]);
  });

  test('without an end it lasts until its sender tells it', async () => {
    const world = createWorld(routed(toIcu));
    await world.send(firingEvent(disk));
    world.expectPage('anna', 'sms');
    await world.act((await world.incident()).id, { kind: 'acknowledge', by: 'anna' });
    await world.pass(25 * MINUTE);
    expect(await world.open()).toHaveLength(1);
    await world.send(endedEvent(disk));
    expect(await world.open()).toEqual([]);
  });

  test('or until a person resolves its incident: nobody is paged for it again', async () => {
    const world = createWorld(routed(toIcu));
    await world.send(firingEvent(disk));
    world.expectPage('anna', 'sms');
    await world.act((await world.incident()).id, { kind: 'resolve', by: 'anna' });
    await world.pass(HOUR);
    world.expectNoPage();
    await world.send(firingEvent({ ...disk, startsAt: world.now() }));
    world.expectPage('anna', 'sms');
  });

  test('pages anew after a person has resolved it, if it is sent again and again', async () => {
    const world = createWorld(routed(toIcu));
    await world.send(firingEvent({ ...disk, endsAt: START + 2 * HOUR }));
    world.expectPage('anna', 'sms');
    await world.act((await world.incident()).id, { kind: 'resolve', by: 'anna' });
    await world.pass(16 * MINUTE);
    world.expectPage('anna', 'sms');
  });

  test('goes to the technical service where no route takes it, and is refused where there is none', async () => {
    const world = createWorld(routed());
    await world.send(firingEvent(disk));
    world.expectPage('dan', 'sms', /DiskFull/);
    const { technicalService: _, ...none } = routed();
    const refused = await ingestAlerts(world.ports, none)(
      [firingEvent(disk), endedEvent(disk)],
      START,
    );
    expect(refused).toMatchObject({ taken: 1, rejected: [{ index: 0, reason: 'no_route' }] });
  });

  test('may get another severity by a route', async () => {
    const world = createWorld(routed({ ...toIcu, severity: 'warning' }));
    await world.send(firingEvent(disk));
    world.expectPage('anna', 'sms', /^WARNING/);
  });

  test("keeps a route that matches its severity and gives it another, and has its sender's severity without that route", async () => {
    const bySeverity: AlertRoute = {
      matchers: [{ name: 'severity', op: '=', value: 'error' }],
      to: { service: 'icu' },
      severity: 'critical',
    };
    const world = createWorld(routed(bySeverity));
    await world.send(firingEvent({ ...disk, severity: 'error' }));
    world.expectPage('anna', 'sms', /^CRITICAL/);
    await world.act((await world.incident()).id, { kind: 'acknowledge', by: 'anna' });
    await world.pass(20 * MINUTE);
    expect(await world.incident()).toMatchObject({ service: 'icu', severity: 'critical' });
    await world.deploy(routed(toIcu));
    await world.pass(20 * MINUTE);
    expect(await world.incident()).toMatchObject({ service: 'icu', severity: 'error' });
  });

  test('moves to where a new route puts it', async () => {
    const world = createWorld(routed(toIcu));
    await world.send(firingEvent(disk));
    world.expectPage('anna', 'sms');
    await world.deploy(routed({ matchers: [], to: { service: 'it' } }));
    await world.pass(16 * MINUTE);
    expect((await world.incident()).service).toBe('it');
  });

  test('is ignored if it ends before anybody has heard of it', async () => {
    const world = createWorld(routed(toIcu));
    await world.send(endedEvent(disk), firingEvent({ ...disk, endsAt: START }));
    expect(await world.open()).toEqual([]);
    expect(await world.ports.subjects.dueBefore(START + HOUR, 10)).toEqual([]);
  });

  test('begins once if it is sent twice in one request, and has ended if it begins and ends in one', async () => {
    const world = createWorld(routed(toIcu));
    await world.send(firingEvent(disk), firingEvent(disk), endedEvent(disk));
    expect(await world.open()).toEqual([]);
  });

  test('is silenced by the labels that its sender gave it, even where they are called as ours are', async () => {
    const world = createWorld(routed(toIcu));
    await world.ports.controls.putSilence({
      id: 's',
      kind: 'silence',
      matchers: [{ name: 'service', op: '=', value: 'database' }],
      startsAt: START,
      endsAt: START + HOUR,
      createdBy: 'anna',
      createdAt: START,
      comment: 'move',
    });
    const labels = { ...disk.labels, service: 'database' };
    await world.send(firingEvent({ ...disk, labels }));
    world.expectNoPage();
  });
});

describe('when a sender updates an alert that fires', () => {
  const acknowledged = async (alert = disk, config = routed(toIcu)) => {
    const world = createWorld(config);
    await world.send(firingEvent(alert));
    world.expectPage('anna', 'sms');
    await world.act((await world.incident()).id, { kind: 'acknowledge', by: 'anna' });
    return world;
  };
  const told = async (world: Awaited<ReturnType<typeof acknowledged>>) =>
    (await world.incident()).alerts[disk.fingerprint]?.alert;

  test('other texts appear in its incident without a page, once a minute at most', async () => {
    const world = await acknowledged();
    for (const [seconds, title] of [
      [10, '81 % full'],
      [60, '82 % full'],
      [10, '83 % full'],
    ] as const) {
      await world.pass(seconds * 1_000);
      await world.send(firingEvent({ ...disk, title }));
    }
    expect((await told(world))?.title).toBe('82 % full');
    await world.pass(MINUTE);
    await world.send(firingEvent({ ...disk, title: '84 % full' }));
    expect((await told(world))?.title).toBe('84 % full');
    world.expectNoPage();
  });

  test('that it is worse pages anew, also where a route gives all its alerts one severity', async () => {
    const config = routed({ ...toIcu, severity: 'error' });
    const world = await acknowledged({ ...disk, severity: 'warning', title: 'no data' }, config);
    await world.pass(2 * MINUTE);
    await world.send(firingEvent({ ...disk, severity: 'critical' }));
    world.expectPage('anna', 'sms', /DiskFull is wrong/);
  });

  test('that it is as bad again as it was when somebody took it pages nobody', async () => {
    const config = routed({ ...toIcu, severity: 'error' });
    const world = await acknowledged({ ...disk, severity: 'critical' }, config);
    for (const severity of ['warning', 'critical', 'warning', 'critical'] as const) {
      await world.pass(2 * MINUTE);
      await world.send(firingEvent({ ...disk, severity }));
    }
    world.expectNoPage();
    expect((await told(world))?.sent?.severity).toBe('critical');
  });

  test('another start changes nothing: the first one counts', async () => {
    const world = await acknowledged();
    await world.pass(16 * MINUTE);
    await world.send(firingEvent({ ...disk, startsAt: START - HOUR }));
    await world.pass(10 * MINUTE);
    expect((await told(world))?.startsAt).toBe(START);
    world.expectNoPage();
  });

  test('an end from before it began anew ends nothing: of two servers one goes on', async () => {
    const world = createWorld(routed(toIcu));
    const resolvedByOther: Ended = { ...endedEvent(disk), endedAt: START + MINUTE };
    await world.send(firingEvent(disk));
    world.expectPage('anna', 'sms');
    await world.pass(MINUTE);
    await world.send(resolvedByOther);
    expect(await world.open()).toEqual([]);
    await world.pass(30_000);
    await world.send(firingEvent(disk));
    world.expectPage('anna', 'sms');
    await world.act((await world.incident()).id, { kind: 'acknowledge', by: 'anna' });
    for (let minute = 0; minute < 15; minute++) {
      await world.pass(MINUTE);
      await world.send(resolvedByOther, firingEvent(disk));
    }
    world.expectNoPage();
    expect(await world.open()).toHaveLength(1);
    const resolved: Ended = { ...endedEvent(disk), endedAt: world.now() };
    await world.send(resolved);
    expect(await world.open()).toEqual([]);
  });

  test('an end is put off by five minutes at most', async () => {
    const world = await acknowledged({ ...disk, endsAt: START + HOUR });
    await world.send(firingEvent({ ...disk, endsAt: START + 2 * HOUR }));
    await world.pass(2 * HOUR + 5 * MINUTE + 10_000);
    expect(await world.open()).toEqual([]);
  });
});

test('a label of the sender counts for a route where it is called as one of ours is', async () => {
  const byLabel: AlertRoute = {
    matchers: [{ name: 'severity', op: '=', value: 'page' }],
    to: { service: 'icu' },
  };
  const world = createWorld(routed(byLabel));
  await world.send(firingEvent({ ...disk, labels: { ...disk.labels, severity: 'page' } }));
  world.expectPage('anna', 'sms');
});

test('ending by hand is made up for where it failed: resolving again ends the alert', async () => {
  const world = createWorld(routed(toIcu));
  await world.send(firingEvent(disk));
  world.expectPage('anna', 'sms');
  const { id } = await world.incident();
  const { subjects } = world.ports;
  const cut = { ...subjects, load: () => Promise.reject(new Error('no store')) };
  const act = actOnIncident({ ...world.ports, subjects: cut }, routed(toIcu));
  const resolve = { kind: 'resolve', by: 'anna' } as const;
  await expect(act(id, resolve, world.now())).rejects.toThrow('no store');
  expect(await world.act(id, resolve)).toMatch(/^already/);
  await world.pass(HOUR);
  world.expectNoPage();
});

describe('Watchdog, which always fires', () => {
  const waits: AlertRoute = {
    matchers: [{ name: 'alertname', op: '=', value: 'Watchdog' }],
    to: { heartbeat: 'prometheus' },
  };
  const heartbeats: Config['heartbeats'] = {
    prometheus: {
      id: 'prometheus',
      title: 'Prometheus is silent',
      service: 'it',
      severity: 'critical',
      expected: { kind: 'every', period: 2 * MINUTE },
      grace: 3 * MINUTE,
    },
  };
  const config = hospital({ config: { alertRoutes: [waits, toIcu], heartbeats } });
  const watchdog = externalAlert('Watchdog', START);

  test('pages nobody while it is heard, somebody when it is not, and recovers', async () => {
    const world = createWorld(config);
    for (let minute = 0; minute < 10; minute++) {
      await world.send(firingEvent({ ...watchdog, endsAt: world.now() + 4 * MINUTE }));
      await world.pass(MINUTE);
    }
    world.expectNoPage();
    await world.pass(4 * MINUTE + 10_000);
    world.expectPage('dan', 'sms', /CRITICAL Prometheus is silent/);
    await world.send(firingEvent(watchdog));
    expect(await world.open()).toEqual([]);
  });

  test('that it has ended is nothing heard', async () => {
    const world = createWorld(config);
    await world.send(firingEvent(watchdog));
    for (let minute = 0; minute < 6; minute++) {
      await world.pass(MINUTE);
      await world.send(firingEvent({ ...watchdog, endsAt: world.now() }));
    }
    world.expectPage('dan', 'sms', /silent/);
  });
});
