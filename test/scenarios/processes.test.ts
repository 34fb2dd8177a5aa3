import { describe, expect, test } from '@jest/globals';
import { omit } from '#core/collections/omit.ts';
import { messageText } from '#core/messages/text.ts';
import type { Config } from '#core/team/config.ts';
import { HOUR, MINUTE } from '#core/time/instant.ts';
import { seriesOfResource } from '#protocols/otlp/series.ts';
import { absence, below, hospital, service } from '../support/config.ts';
import { wordsOf } from '../support/timeline.ts';
import { pageOf, wording } from '../support/wording.ts';
import { createWorld, type World } from '../support/world.ts';

const FIRST = '3f0a4c1e-8d5b-4c6a-9a57-0f2f4f1f7b01';
const SECOND_ID = 'b7d2f7f0-2f0e-4d0b-8d3c-5a9b6f6f7c02';

const hot = below('test_temp', 0, { condition: { kind: 'above', limit: 40, clear: 40 } });
const missing = absence('test_temp', 5 * MINUTE, { name: 'missing', title: 'missing' });

const by = (subjectAttributes: readonly string[], promotedAttributes = ['service.name']): Config =>
  hospital({ rules: [hot], config: { otlp: { subjectAttributes, promotedAttributes } } });

const BY_DEFAULT = by(['subject', 'host.name', 'service.name']);
const BY_PROCESS = by(['service.instance.id', 'service.name']);
const BY_LABEL = by(['service.name'], ['service.name', 'service.instance.id']);

/** Returns what a process of the service `ward-app` measures, as the config names it. */
async function measures(world: World, { otlp }: Config, id: string, value: number) {
  const resource = Object.entries({ 'service.name': 'ward-app', 'service.instance.id': id });
  const attributes = resource.map(([key, stringValue]) => ({ key, value: { stringValue } }));
  const series = seriesOfResource(attributes, { ...otlp, otherwise: 'key' })([]);
  if ('reason' in series) {
    throw new Error(series.detail);
  }
  await world.post({ ...series, metric: 'test_temp', value, at: world.now() });
}

const acknowledge = async (world: World) => {
  for (const { id } of await world.open()) {
    await world.act(id, { kind: 'snooze', by: 'anna', until: world.now() + 10 * HOUR });
  }
};

describe('an alert of a process that has been started anew', () => {
  test('is that of its service, and ends with what the new one measures', async () => {
    const world = createWorld(BY_DEFAULT);
    await measures(world, BY_DEFAULT, FIRST, 41);
    world.expectPage('anna', 'sms', /, ward-app/);
    await world.pass(MINUTE);
    await measures(world, BY_DEFAULT, SECOND_ID, 20);
    expect(await world.open()).toEqual([]);
  });

  test.each([
    ['as the subject', BY_PROCESS],
    ['as a label', BY_LABEL],
  ])('ends where the config names processes %s, and says why', async (_, config) => {
    const world = createWorld(config);
    await measures(world, config, FIRST, 41);
    world.expectPage('anna', 'sms');
    const { id } = await world.incident();
    await acknowledge(world);
    for (let minute = 0; minute < 70; minute++) {
      await measures(world, config, SECOND_ID, 20);
      await world.pass(MINUTE);
    }
    expect(await world.open()).toHaveLength(1);
    await world.pass(5 * MINUTE);
    expect(await world.open()).toEqual([]);
    const incident = (await world.ports.incidents.load([id])).get(id);
    const [alert] = Object.values(incident?.alerts ?? {});
    expect(alert?.resolveReason).toBe('instance_gone');
    expect(incident && wordsOf(incident)).toContain(
      'its process is gone, and whether it recovered is not known: test_temp low, critical',
    );
  });

  test('lasts as long as its process is heard of, and beyond it while a late sample may come', async () => {
    const world = createWorld(BY_PROCESS);
    await measures(world, BY_PROCESS, FIRST, 41);
    world.expectPage('anna', 'sms');
    await acknowledge(world);
    for (let minute = 0; minute < 180; minute += 5) {
      await measures(world, BY_PROCESS, FIRST, 42);
      await world.pass(5 * MINUTE);
    }
    await world.pass(55 * MINUTE);
    expect(await world.open()).toHaveLength(1);
    await world.pass(17 * MINUTE);
    expect(await world.open()).toEqual([]);
  });

  test('is not said to have recovered where its incident is held for a person', async () => {
    const latching = { ...BY_PROCESS, services: { ...BY_PROCESS.services } };
    latching.services['icu'] = service('icu', 'icu', { autoResolve: false });
    const world = createWorld(latching);
    await measures(world, latching, FIRST, 41);
    world.expectPage('anna', 'sms');
    await acknowledge(world);
    await world.pass(80 * MINUTE);
    const incident = await world.incident();
    const page = pageOf(incident, 'https://l');
    const told = (channel: 'sms' | 'email') =>
      messageText(channel, page, wording(latching, world.now())).text;
    expect(told('sms')).toContain('(ended)');
    expect(told('email')).toMatch(/ended \(its process is gone, and whether it recovered is not/);
  });
});

test.each([
  'gw-7',
  'urn:uuid:3f0a4c1e-8d5b-4c6a-9a57-0f2f4f1f7b01',
  '3f0a4c1e-8d5b-5c6a-9a57-0f2f4f1f7b01',
])(
  'an alert of an instance whose id %s somebody chose never ends because it falls silent',
  async (id) => {
    const world = createWorld(BY_PROCESS);
    await measures(world, BY_PROCESS, id, 41);
    world.expectPage('anna', 'sms');
    await acknowledge(world);
    await world.pass(5 * HOUR);
    expect(await world.open()).toHaveLength(1);
  },
);

test('an alert of a subject that is a random UUID, but no process, never ends because it falls silent', async () => {
  const world = createWorld(BY_PROCESS);
  await world.post({ subject: FIRST, metric: 'test_temp', value: 41, at: world.now(), labels: {} });
  world.expectPage('anna', 'sms');
  await acknowledge(world);
  await world.pass(5 * HOUR);
  expect(await world.open()).toHaveLength(1);
});

describe('a config that names processes no longer', () => {
  const rules = [hot, missing];

  test('misses none of them: what they measure comes under another name', async () => {
    const world = createWorld({ ...BY_PROCESS, rules });
    await measures(world, BY_PROCESS, FIRST, 20);
    await world.deploy({ ...BY_DEFAULT, rules });
    for (let minute = 0; minute < 20; minute++) {
      await measures(world, BY_DEFAULT, FIRST, 20);
      await world.pass(MINUTE);
    }
    world.expectNoPage();
    expect((await world.ports.subjects.load([FIRST])).size).toBe(0);
  });

  test('has what fires end under its old name, though a version before has stored it', async () => {
    const world = createWorld(BY_PROCESS);
    await measures(world, BY_PROCESS, FIRST, 41);
    world.expectPage('anna', 'sms');
    await acknowledge(world);
    await forgetHeard(world);
    await world.deploy(BY_DEFAULT);
    await world.pass(MINUTE);
    await measures(world, BY_DEFAULT, FIRST, 41);
    world.expectPage('anna', 'sms', /, ward-app/);
    await acknowledge(world);
    await world.pass(2 * HOUR);
    expect((await world.open()).map(({ groupKey }) => groupKey)).toEqual([
      expect.stringContaining('ward-app'),
    ]);
  });
});

/** Stores the process' alert as a version would that knew nothing of processes. */
async function forgetHeard({ ports }: World): Promise<void> {
  const stored = (await ports.subjects.load([FIRST])).get(FIRST);
  if (stored === undefined) {
    throw new Error('nothing is stored');
  }
  const series = Object.entries(stored.series).map(([key, entry]) => [
    key,
    entry.kind === 'threshold' ? omit(entry, 'processHeardAt') : entry,
  ]);
  const next = { ...stored, series: Object.fromEntries(series), version: stored.version + 1 };
  expect(await ports.subjects.save(next, stored.version)).toBe('saved');
}
