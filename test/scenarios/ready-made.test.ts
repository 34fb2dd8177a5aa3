import { describe, expect, test } from '@jest/globals';
import type { AlertRoute } from '#core/alert/route.ts';
import type { Config } from '#core/config.ts';
import { HOUR, MINUTE } from '#core/time/instant.ts';
import { takeAlerts } from '#usecases/take-alerts.ts';
import { hospital } from '../support/config.ts';
import { ended, fires, sent } from '../support/sent-alert.ts';
import { createWorld, START } from '../support/world.ts';

const toIcu: AlertRoute = {
  matchers: [{ name: 'team', op: '=', value: 'icu' }],
  to: { service: 'icu' },
};

const routed = (...alertRoutes: readonly AlertRoute[]): Config =>
  hospital({ config: { alertRoutes } });

const disk = sent('DiskFull', START);

describe('an alert that comes ready made', () => {
  test('pages whom its route says, once, however often it is sent, and resolves when its sender ends it', async () => {
    const world = createWorld(routed(toIcu));
    await world.send(fires({ ...disk, endsAt: START + 4 * MINUTE }));
    world.expectPage('anna', 'sms', /CRITICAL DiskFull is wrong, db-1/);
    await world.act((await world.incident()).id, { kind: 'acknowledge', by: 'anna' });
    for (let minute = 1; minute <= 20; minute++) {
      await world.pass(MINUTE);
      await world.send(fires({ ...disk, endsAt: world.now() + 4 * MINUTE }));
    }
    world.expectNoPage();
    expect((await world.incident()).alerts).toMatchObject({
      [disk.fingerprint]: { status: 'firing' },
    });
    await world.send(fires({ ...disk, endsAt: world.now() }));
    expect(await world.open()).toEqual([]);
  });

  test('ends by itself where its sender falls silent, soon after the end that was last told', async () => {
    const world = createWorld(routed(toIcu));
    await world.send(fires({ ...disk, endsAt: START + 4 * MINUTE }));
    world.expectPage('anna', 'sms');
    await world.act((await world.incident()).id, { kind: 'acknowledge', by: 'anna' });
    await world.pass(4 * MINUTE - 1);
    expect(await world.open()).toHaveLength(1);
    await world.pass(11_000);
    expect(await world.open()).toEqual([]);
  });

  test('without an end it lasts until its sender tells it', async () => {
    const world = createWorld(routed(toIcu));
    await world.send(fires(disk));
    world.expectPage('anna', 'sms');
    await world.act((await world.incident()).id, { kind: 'acknowledge', by: 'anna' });
    await world.pass(25 * MINUTE);
    expect(await world.open()).toHaveLength(1);
    await world.send(ended(disk));
    expect(await world.open()).toEqual([]);
  });

  test('or until a person resolves its incident: nobody is paged for it again', async () => {
    const world = createWorld(routed(toIcu));
    await world.send(fires(disk));
    world.expectPage('anna', 'sms');
    await world.act((await world.incident()).id, { kind: 'resolve', by: 'anna' });
    await world.pass(HOUR);
    world.expectNoPage();
    await world.send(fires({ ...disk, startsAt: world.now() }));
    world.expectPage('anna', 'sms');
  });

  test('one that is sent again and again pages anew after a person has resolved it', async () => {
    const world = createWorld(routed(toIcu));
    await world.send(fires({ ...disk, endsAt: START + 2 * HOUR }));
    world.expectPage('anna', 'sms');
    await world.act((await world.incident()).id, { kind: 'resolve', by: 'anna' });
    await world.pass(16 * MINUTE);
    world.expectPage('anna', 'sms');
  });

  test('goes to the technical service where no route takes it, and is refused where there is none', async () => {
    const world = createWorld(routed());
    await world.send(fires(disk));
    world.expectPage('dan', 'sms', /DiskFull/);
    const { technicalService: _, ...none } = routed();
    const refused = await takeAlerts(world.ports, none)([fires(disk), ended(disk)], START);
    expect(refused).toMatchObject({ taken: 1, rejected: [{ index: 0, reason: 'no_route' }] });
  });

  test('a route may give it another severity', async () => {
    const world = createWorld(routed({ ...toIcu, severity: 'warning' }));
    await world.send(fires(disk));
    world.expectPage('anna', 'sms', /^WARNING/);
  });

  test('a route that goes by its severity and gives it another keeps it, and without that route it is as its sender says', async () => {
    const bySeverity: AlertRoute = {
      matchers: [{ name: 'severity', op: '=', value: 'error' }],
      to: { service: 'icu' },
      severity: 'critical',
    };
    const world = createWorld(routed(bySeverity));
    await world.send(fires({ ...disk, severity: 'error' }));
    world.expectPage('anna', 'sms', /^CRITICAL/);
    await world.act((await world.incident()).id, { kind: 'acknowledge', by: 'anna' });
    await world.pass(20 * MINUTE);
    expect(await world.incident()).toMatchObject({ service: 'icu', severity: 'critical' });
    await world.deploy(routed(toIcu));
    await world.pass(20 * MINUTE);
    expect(await world.incident()).toMatchObject({ service: 'icu', severity: 'error' });
  });

  test('it moves where a new route puts it', async () => {
    const world = createWorld(routed(toIcu));
    await world.send(fires(disk));
    world.expectPage('anna', 'sms');
    await world.deploy(routed({ matchers: [], to: { service: 'it' } }));
    await world.pass(16 * MINUTE);
    expect((await world.incident()).service).toBe('it');
  });

  test('what ends before anybody has heard of it is nothing', async () => {
    const world = createWorld(routed(toIcu));
    await world.send(ended(disk), fires({ ...disk, endsAt: START }));
    expect(await world.open()).toEqual([]);
    expect(await world.ports.subjects.dueBefore(START + HOUR, 10)).toEqual([]);
  });

  test('told twice in one request, it begins once; begun and ended in one, it has ended', async () => {
    const world = createWorld(routed(toIcu));
    await world.send(fires(disk), fires(disk), ended(disk));
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
    await world.send(fires({ ...disk, labels }));
    world.expectNoPage();
  });
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
  const watchdog = sent('Watchdog', START);

  test('pages nobody while it is heard, somebody when it is not, and recovers', async () => {
    const world = createWorld(config);
    for (let minute = 0; minute < 10; minute++) {
      await world.send(fires({ ...watchdog, endsAt: world.now() + 4 * MINUTE }));
      await world.pass(MINUTE);
    }
    world.expectNoPage();
    await world.pass(4 * MINUTE + 10_000);
    world.expectPage('dan', 'sms', /CRITICAL Prometheus is silent/);
    await world.send(fires(watchdog));
    expect(await world.open()).toEqual([]);
  });

  test('that it has ended is nothing heard', async () => {
    const world = createWorld(config);
    await world.send(fires(watchdog));
    for (let minute = 0; minute < 6; minute++) {
      await world.pass(MINUTE);
      await world.send(fires({ ...watchdog, endsAt: world.now() }));
    }
    world.expectPage('dan', 'sms', /silent/);
  });
});
