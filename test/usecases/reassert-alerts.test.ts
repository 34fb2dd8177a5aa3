import { describe, expect, test } from '@jest/globals';
import { HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { actOnIncident } from '#usecases/act-on-incident.ts';
import { ingestSamples } from '#usecases/ingest-samples.ts';
import { reassertAlerts } from '#usecases/reassert-alerts.ts';
import { hospital } from '../support/config.ts';
import { externalAlert, firingEvent } from '../support/external-alert.ts';
import { createWorld, START, sample, type World } from '../support/world.ts';

const CONFIG = hospital({
  config: { alertRoutes: [{ matchers: [], to: { service: 'icu' } }] },
});

/** A queue of incidents that has lost what it was given, and took it for sent. */
function loseQueue({ ports }: World): void {
  for (const message of ports.incidentQueue.receive()) {
    message.acknowledge();
  }
}

describe('where the queue of incidents was lost', () => {
  test('a breach that waited there pages with the next tick, and not a quarter of an hour later', async () => {
    const world = createWorld(CONFIG);
    await ingestOnly(world, 84);
    loseQueue(world);
    expect(await reassertAlerts(world.ports)(world.now())).toEqual({ firing: 1, ended: 0 });
    await world.pass(10 * SECOND);
    world.expectPage('anna', 'sms');
    world.expectNoPage();
  });

  test('the end of an alert that waited there ends its incident', async () => {
    const world = createWorld(CONFIG);
    await world.post(sample('bed-1', 'spo2', 84, START));
    world.expectPage('anna', 'sms');
    world.moment(MINUTE);
    await ingestOnly(world, 97);
    loseQueue(world);
    expect(await world.open()).toHaveLength(1);
    world.moment(SECOND);
    expect(await reassertAlerts(world.ports)(world.now())).toEqual({ firing: 0, ended: 1 });
    await world.run();
    expect(await world.open()).toEqual([]);
    world.expectNoPage();
  });

  test('that nobody answers is not over for that, and is once it is', async () => {
    const world = createWorld(CONFIG);
    await world.post(sample('bed-1', 'spo2', 84, START));
    await world.pass(2 * HOUR);
    const open = async () => (await world.open()).map(({ service }) => service).toSorted();
    expect(await open()).toEqual(['icu', 'it']);
    expect(await reassertAlerts(world.ports)(world.now())).toMatchObject({ ended: 0 });
    const [icu] = (await world.open()).filter(({ service }) => service === 'icu');
    const acknowledge = { kind: 'acknowledge', by: 'anna' } as const;
    await actOnIncident(world.ports, CONFIG)(icu?.id ?? '', acknowledge, world.now());
    loseQueue(world);
    world.moment(SECOND);
    expect(await reassertAlerts(world.ports)(world.now())).toMatchObject({ ended: 1 });
    await world.run();
    expect(await open()).toEqual(['icu']);
  });

  test('what was heard already is heard once more, and changes nothing', async () => {
    const world = createWorld(CONFIG);
    await world.post(sample('bed-1', 'spo2', 84, START));
    world.expectPage('anna', 'sms');
    await world.send(firingEvent(externalAlert('DiskFull', START)));
    await world.pass(2 * MINUTE);
    world.expectPage('anna', 'sms');
    expect(await reassertAlerts(world.ports)(world.now())).toEqual({ firing: 2, ended: 0 });
    await world.pass(10 * SECOND);
    expect(await world.open()).toHaveLength(2);
    world.expectNoPage();
  });
});

/** Ingests a sample, and runs nothing that follows. */
async function ingestOnly(world: World, value: number): Promise<void> {
  await ingestSamples(world.ports, CONFIG)(
    [sample('bed-1', 'spo2', value, world.now())],
    world.now(),
  );
}
