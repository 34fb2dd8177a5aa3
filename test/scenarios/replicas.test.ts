import { describe, expect, test } from '@jest/globals';
import { REPLICA_LABELS } from '#core/sample/replica.ts';
import type { Labels } from '#core/sample/sample.ts';
import type { Config } from '#core/team/config.ts';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import { decodeAlertmanager } from '#protocols/alertmanager/decode.ts';
import { decodeJson } from '#protocols/samples/decode.ts';
import { absence, below, hospital } from '../support/config.ts';
import { createWorld } from '../support/world.ts';

const toIcu = { matchers: [], to: { service: 'icu' } } as const;
const MERGED = hospital({ config: { alertRoutes: [toIcu] } });
/** As it was before: replicas are told apart. */
const APART = hospital({ config: { alertRoutes: [toIcu], replicaLabels: [] } });

const iso = (at: number) => new Date(at).toISOString();

/**
 * Returns a world to which two servers send what they measure and alert about, each with its label.
 */
function pairOf(config: Config) {
  const world = createWorld(config);
  let { replicaLabels } = config;
  const post = async (value: number, replica: string, { at = world.now(), more = {} } = {}) => {
    const labels: Labels = { prometheus_replica: replica, ...more };
    const samples = [{ subject: 'bed-1', metric: 'spo2', value, time: at, labels }];
    const decoded = decodeJson(JSON.stringify({ samples }), world.now(), replicaLabels);
    if (decoded.kind !== 'samples') {
      throw new Error(decoded.detail);
    }
    await world.post(...decoded.samples.map(({ sample }) => sample));
  };
  const send = async (form: 'api' | 'webhook', ...alerts: readonly object[]) => {
    const body = form === 'api' ? alerts : { version: '4', alerts };
    const now = world.now();
    const reading = { now, key: 'prom', subjectLabels: ['instance'], replicaLabels };
    const decoded = decodeAlertmanager(JSON.stringify(body), reading);
    if (decoded.kind !== 'alerts') {
      throw new Error(decoded.detail);
    }
    await world.send(...decoded.events.map(({ event }) => event));
  };
  const deploy = async (next: Config) => {
    ({ replicaLabels } = next);
    await world.deploy(next);
  };
  const acknowledge = async () =>
    world.act((await world.incident()).id, { kind: 'acknowledge', by: 'anna' });
  const alerts = async () =>
    (await world.open()).flatMap(({ alerts: all }) => Object.values(all)).map((a) => a.status);
  return { world, post, send, deploy, acknowledge, alerts };
}

const alert = (replica: string, more: object = {}) => ({
  labels: { alertname: 'DiskFull', instance: 'db-1', replica },
  annotations: {},
  ...more,
});

describe('two servers that measure the same', () => {
  test('make one alert: what the second says after an acknowledgement pages nobody', async () => {
    const { world, post, acknowledge, alerts } = pairOf(MERGED);
    await post(80, 'a');
    world.expectPage('anna', 'sms');
    await acknowledge();
    for (let i = 0; i < 20; i++) {
      await world.pass(7 * SECOND);
      await post(80 + (i % 3), i % 2 === 0 ? 'b' : 'a', { at: world.now() - 3 * SECOND });
    }
    world.expectNoPage();
    expect(await alerts()).toEqual(['firing']);
    await post(97, 'b');
    expect(await world.open()).toEqual([]);
  });

  test('go on as one where one of them dies', async () => {
    const { world, post, acknowledge, alerts } = pairOf(MERGED);
    await post(80, 'a');
    await post(80, 'b');
    world.expectPage('anna', 'sms');
    await acknowledge();
    for (let i = 0; i < 20; i++) {
      await world.pass(15 * SECOND);
      await post(80, 'b');
    }
    world.expectNoPage();
    expect(await alerts()).toEqual(['firing']);
    await post(97, 'b');
    expect(await world.open()).toEqual([]);
  });

  test('are both present as long as one of them is', async () => {
    const absent = absence('spo2', MINUTE);
    const { world, post } = pairOf(hospital({ rules: [absent] }));
    await post(97, 'a');
    for (let i = 0; i < 10; i++) {
      await world.pass(30 * SECOND);
      await post(97, 'b');
    }
    world.expectNoPage();
    await world.pass(2 * MINUTE);
    world.expectPage('anna', 'sms');
  });

  test('are still told from what differs in another label', async () => {
    const { world, post, alerts } = pairOf(MERGED);
    await post(80, 'a', { more: { probe: 'left' } });
    world.expectPage('anna', 'sms');
    await post(80, 'b', { more: { probe: 'right' } });
    expect(await alerts()).toEqual(['firing', 'firing']);
  });
});

describe.each(['api', 'webhook'] as const)('two servers that alert by the %s', (form) => {
  const fires = (replica: string, now: number) =>
    alert(replica, {
      ...(form === 'api' && { startsAt: iso(now), endsAt: iso(now + 4 * MINUTE) }),
    });
  const ends = (replica: string, now: number) =>
    alert(replica, { status: 'resolved', startsAt: iso(now - MINUTE), endsAt: iso(now) });

  test('make one alert: that of the second pages nobody once it is acknowledged', async () => {
    const { world, send, acknowledge, alerts } = pairOf(MERGED);
    await send(form, fires('a', world.now()));
    world.expectPage('anna', 'sms');
    await acknowledge();
    await world.pass(10 * SECOND);
    await send(form, fires('b', world.now()));
    expect(await alerts()).toEqual(['firing']);
    world.expectNoPage();
  });

  test('fire together until the last of them says that it is over', async () => {
    const { world, send, acknowledge } = pairOf(MERGED);
    await send(form, fires('a', world.now()));
    world.expectPage('anna', 'sms');
    await acknowledge();
    await send(form, fires('b', world.now()));
    await world.pass(MINUTE);
    await send(form, ends('a', world.now()));
    await world.pass(MINUTE);
    // An end is repeated for a quarter of an hour.
    await send(form, ends('a', world.now() - MINUTE));
    await send(form, fires('b', world.now()));
    expect(await world.open()).toHaveLength(1);
    world.expectNoPage();
    await send(form, ends('b', world.now()));
    expect(await world.open()).toEqual([]);
  });

  test.each([
    ['first', ['a', 'b']],
    ['last', ['b', 'a']],
  ] as const)('in one body do not end and begin again, the end told %s', async (_, order) => {
    const { world, send, acknowledge, alerts } = pairOf(MERGED);
    await send(form, fires('a', world.now()));
    world.expectPage('anna', 'sms');
    await acknowledge();
    await world.pass(MINUTE);
    const now = world.now();
    const told = { a: ends('a', now), b: fires('b', now) };
    await send(form, ...order.map((replica) => told[replica]));
    expect(await alerts()).toEqual(['firing']);
    world.expectNoPage();
    await send(form, ends('b', now + 1));
    expect(await world.open()).toEqual([]);
  });

  test('of which one has begun before they were told as one end, and leave nothing open', async () => {
    const { world, send, deploy, acknowledge } = pairOf(APART);
    await send(form, fires('a', world.now()));
    world.expectPage('anna', 'sms');
    await acknowledge();
    await deploy(MERGED);
    await world.pass(MINUTE);
    await send(form, ends('a', world.now()));
    expect(await world.open()).toEqual([]);
    world.expectNoPage();
  });
});

test('an alert that one of a pair has told ends by itself where that one falls silent', async () => {
  const { world, send, acknowledge } = pairOf(MERGED);
  const fires = (replica: string) =>
    alert(replica, { startsAt: iso(world.now()), endsAt: iso(world.now() + 4 * MINUTE) });
  await send('api', fires('a'), fires('b'));
  world.expectPage('anna', 'sms');
  await acknowledge();
  await world.pass(MINUTE);
  await send('api', { ...fires('a'), endsAt: iso(world.now()) });
  expect(await world.open()).toHaveLength(1);
  await world.pass(8 * MINUTE);
  expect(await world.open()).toEqual([]);
});

describe('series that were told apart before', () => {
  test('go on as one without a page, with the alert as it was told, and end as one', async () => {
    const { world, post, deploy, acknowledge, alerts } = pairOf(APART);
    await post(80, 'a');
    world.expectPage('anna', 'sms');
    await post(81, 'b');
    await acknowledge();
    await world.pass(MINUTE);
    await deploy(MERGED);
    for (let i = 0; i < 10; i++) {
      await post(80, i % 2 === 0 ? 'a' : 'b');
      await world.pass(MINUTE);
    }
    world.expectNoPage();
    expect(await alerts()).toEqual(['firing', 'resolved']);
    await post(97, 'a');
    expect(await world.open()).toEqual([]);
    await world.pass(10 * MINUTE);
    await post(80, 'b');
    world.expectPage('anna', 'sms');
    const all = Object.values((await world.incident()).alerts);
    expect(all.find(({ status }) => status === 'firing')?.alert.labels).toEqual({});
  });

  test('fire on while a rollout lets both versions take what is sent', async () => {
    const { world, post, deploy, acknowledge, alerts } = pairOf(APART);
    await post(80, 'a');
    world.expectPage('anna', 'sms');
    await acknowledge();
    for (const version of [MERGED, APART, MERGED, APART, MERGED]) {
      await world.pass(MINUTE);
      await deploy(version);
      await post(80, 'a');
    }
    await world.pass(MINUTE);
    expect(await alerts()).toEqual(['firing']);
    await post(97, 'a');
    expect(await world.open()).toEqual([]);
  });

  test('of which one waits and one fires go on as the one that fires', async () => {
    const slow = [below('spo2', 88, { for: MINUTE })];
    const { world, post, deploy } = pairOf(
      hospital({ rules: slow, config: { replicaLabels: [] } }),
    );
    await post(80, 'a');
    await world.pass(50 * SECOND);
    await post(80, 'b');
    await world.pass(10 * SECOND);
    await post(80, 'a');
    world.expectPage('anna', 'sms');
    await deploy(hospital({ rules: slow, config: { replicaLabels: REPLICA_LABELS } }));
    await world.pass(MINUTE);
    await post(80, 'b');
    world.expectNoPage();
    expect((await world.open()).length).toBe(1);
  });
});
