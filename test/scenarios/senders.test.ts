import { describe, expect, test } from '@jest/globals';
import type { SenderFault } from '#core/alert/sender-fault.ts';
import type { Config } from '#core/team/config.ts';
import { HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { recordSenderFaults } from '#usecases/record-sender-faults.ts';
import { hospital } from '../support/config.ts';
import { createWorld, type World } from '../support/world.ts';

const clock: SenderFault = {
  kind: 'clock',
  key: 'wards',
  sender: 'prom-1:9090',
  title: 'Its clock is behind: set it right',
  detail: 'time is 3 h ago',
};
const values: SenderFault = { ...clock, kind: 'values', title: 'Its values cannot be' };

/** Returns a world, and one function that notes faults in it, as an instance of ingest does. */
function senders(config: Config = hospital(), world: World = createWorld(config)) {
  const instance = () => {
    const note = recordSenderFaults(world.ports, config);
    return async (...faults: readonly SenderFault[]) => {
      await note(faults, world.now());
      await world.run();
    };
  };
  return { world, instance, note: instance() };
}

describe('a fault of a sender', () => {
  test('pages the technical service once it is a habit, and says what to do', async () => {
    const { world, note } = senders();
    await note(clock);
    await world.pass(20 * SECOND);
    await note(clock);
    world.expectNoPage();
    await world.pass(20 * SECOND);
    await note(clock);
    world.expectPage('dan', 'sms', /^ERROR Its clock is behind: set it right, prom-1:9090, key/);
    expect(await world.incident()).toMatchObject({ service: 'it', severity: 'error' });
  });

  test('is no habit where what had waited is sent off within seconds', async () => {
    const { world, note } = senders();
    for (let i = 0; i < 50; i++) {
      await note(clock);
    }
    await world.pass(20 * SECOND);
    await note(clock);
    world.expectNoPage();
  });

  test('is one where three values that cannot be come at once', async () => {
    const { world, note } = senders();
    for (let i = 0; i < 3; i++) {
      await note(values);
    }
    world.expectPage('dan', 'sms', /^ERROR Its values cannot be/);
  });

  test('is a habit whichever instances of the function see it, and however many', async () => {
    const { world, instance } = senders();
    for (let i = 0; i < 3; i++) {
      await instance()(clock);
      await world.pass(20 * SECOND);
    }
    world.expectPage('dan', 'sms');
  });

  test('is told once while it goes on, and ends a quarter of an hour after it was seen last', async () => {
    const { world, note } = senders();
    for (let i = 0; i < 3; i++) {
      await note(clock);
      await world.pass(20 * SECOND);
    }
    world.expectPage('dan', 'sms');
    await world.act((await world.incident()).id, { kind: 'acknowledge', by: 'dan' });
    for (let minute = 0; minute < 8; minute++) {
      await note(clock);
      await world.pass(MINUTE);
    }
    await world.pass(13 * MINUTE);
    expect(await world.open()).toHaveLength(1);
    await world.pass(8 * MINUTE);
    expect(await world.open()).toEqual([]);
    world.expectNoPage();
  });

  test('lasts as long as its sender lets pass between two values', async () => {
    const { world, note } = senders();
    for (let i = 0; i < 3; i++) {
      await note(values);
      await world.pass(HOUR);
    }
    world.expectPage('dan', 'sms');
    const { id } = await world.incident();
    await world.act(id, { kind: 'snooze', by: 'dan', until: world.now() + 8 * HOUR });
    for (let i = 0; i < 3; i++) {
      await note(values);
      await world.pass(HOUR);
    }
    expect((await world.incident()).id).toBe(id);
    await world.pass(3 * HOUR);
    expect(await world.open()).toEqual([]);
    world.expectNoPage();
  });

  test('of two senders is two, and of one sender shares an incident', async () => {
    const { world, note } = senders();
    for (let i = 0; i < 3; i++) {
      await note(values, { ...values, sender: 'prom-2:9090' });
    }
    world.expectPage('dan', 'sms', /prom-1/);
    await world.pass(MINUTE);
    world.expectPage('dan', 'sms', /prom-2/);
    const isProven = { ...clock, isProven: true };
    await note(isProven);
    const open = await world.open();
    expect(open.map((i) => Object.keys(i.alerts).length).sort()).toEqual([1, 2]);
  });

  test('is forgotten after a day in which it was no habit', async () => {
    const { world, note } = senders();
    await note(values);
    await note(values);
    await world.pass(25 * HOUR);
    expect(await world.dueSubjects()).toEqual([]);
    await note(values);
    world.expectNoPage();
  });

  test('goes to the technical service though a route takes every alert', async () => {
    const config = hospital({
      config: { alertRoutes: [{ matchers: [], to: { service: 'icu' } }] },
    });
    const { world, note } = senders(config);
    for (let i = 0; i < 3; i++) {
      await note(values);
    }
    world.expectPage('dan', 'sms');
  });

  test('can be silenced by its rule, and pages once the silence is over', async () => {
    const { world, note } = senders();
    const matchers = [{ name: 'rule', op: '=', value: 'wardbell-sender-values' }] as const;
    const [startsAt, endsAt] = [world.now(), world.now() + 5 * MINUTE];
    const by = { createdBy: 'dan', createdAt: startsAt, comment: 'it is being mended' };
    const silence = { id: 's', kind: 'silence', matchers, startsAt, endsAt, ...by } as const;
    await world.ports.controls.putSilence(silence);
    for (let i = 0; i < 3; i++) {
      await note(values);
    }
    world.expectNoPage();
    await world.pass(6 * MINUTE);
    world.expectPage('dan', 'sms');
  });

  test('writes nothing and pages nobody where there is no technical service', async () => {
    const { technicalService: _, ...config } = hospital();
    const { world, note } = senders(config);
    for (let i = 0; i < 3; i++) {
      await note(values, { ...clock, isProven: true });
    }
    expect(await world.dueSubjects()).toEqual([]);
  });
});
