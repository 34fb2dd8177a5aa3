import { describe, expect, test } from '@jest/globals';
import type { AlertRoute } from '#core/alert/route.ts';
import { HOUR, MINUTE } from '#core/time/instant.ts';
import { acknowledgeExternalAlert } from '#usecases/acknowledge-external-alert.ts';
import { ingestAlerts } from '#usecases/ingest-alerts.ts';
import { hospital } from '../support/config.ts';
import { endedEvent, externalAlert, firingEvent } from '../support/external-alert.ts';
import { createWorld, START } from '../support/world.ts';

const toIcu: AlertRoute = { matchers: [], to: { service: 'icu' } };
const config = hospital({ config: { alertRoutes: [toIcu] } });

const disk = externalAlert('DiskFull', START);
const fan = externalAlert('FanStopped', START);
const elsewhere = externalAlert('LeadOff', START, { subject: 'bed-2' });

describe('an external alert acknowledged by its sender', () => {
  test('pages nobody else until the acknowledgement expires; no other incident is touched', async () => {
    const world = createWorld(config);
    await world.send(firingEvent(disk));
    world.expectPage('anna', 'sms');
    await world.acknowledge(disk);
    await world.send(firingEvent(disk));
    await world.pass(29 * MINUTE);
    world.expectNoPage();
    await world.pass(MINUTE + 10_000);
    world.expectPage('anna', 'sms');
  });

  test('leaves what it shares an incident with, and every other incident, paging', async () => {
    const world = createWorld(config);
    await world.send(firingEvent(disk), firingEvent(fan), firingEvent(elsewhere));
    world.expectPage('anna', 'sms');
    await world.acknowledge(disk);
    await world.pass(20_000);
    world.expectPage('anna', 'sms', /LeadOff/);
    await world.pass(5 * MINUTE);
    world.expectPage('bo', 'sms');
    world.expectPage('bo', 'sms');
    await world.acknowledge(fan);
    await world.acknowledge(elsewhere);
    await world.pass(10 * MINUTE);
    world.expectNoPage();
  });

  test('reopens once it has ended and fires again', async () => {
    const world = createWorld(config);
    await world.send(firingEvent(disk));
    world.expectPage('anna', 'sms');
    await world.acknowledge(disk);
    await world.send(endedEvent(disk));
    await world.pass(MINUTE);
    await world.send(firingEvent({ ...disk, startsAt: world.now() }));
    world.expectPage('anna', 'sms');
  });

  test('that nobody knows, or that has ended, is nothing', async () => {
    const world = createWorld(config);
    await world.acknowledge(disk);
    await world.send(firingEvent(disk), endedEvent(disk));
    await world.acknowledge(disk);
    await world.pass(HOUR);
    expect(await world.open()).toEqual([]);
    world.expectNoPage();
  });

  test('before the queue has heard that it fires is told after that', async () => {
    const world = createWorld(config);
    const away = {
      subjects: world.ports.subjects,
      incidentQueue: { send: () => Promise.reject(new Error('SQS is away')) },
    };
    expect((await ingestAlerts(away, config)([firingEvent(disk)], START)).handedOver.kind).toBe(
      'waiting',
    );
    await expect(
      acknowledgeExternalAlert(away)({ fingerprint: '0', by: 'key x' }, START),
    ).resolves.toBe(undefined);
    const { fingerprint } = disk;
    await expect(
      acknowledgeExternalAlert(away)({ fingerprint, by: 'key x' }, START),
    ).rejects.toThrow('SQS');
    await world.acknowledge(disk);
    expect((await world.incident()).status).toBe('acknowledged');
    world.expectNoPage();
  });
});
