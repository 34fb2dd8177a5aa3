import { describe, expect } from '@jest/globals';
import { heartbeatItemId } from '#core/evaluation/heartbeat/item.ts';
import { HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { ingestPing } from '#usecases/ingest-ping.ts';
import { hospital } from '../support/config.ts';
import { heartbeat, WITH_HEARTBEATS } from '../support/heartbeats.ts';
import { type Story, story } from '../support/story.ts';
import { START } from '../support/world.ts';

const RUN = 'aaaaaaaa-0000-4000-8000-000000000000';

/** Heartbeats that share the item of one called `constructor`. */
const NEIGHBOURS = Array.from({ length: 500 }, (_, i) => `job-${i}`)
  .filter((id) => heartbeatItemId(id) === heartbeatItemId('constructor'))
  .slice(0, 2);

const answered = async (w: Story) => {
  const { id } = await w.incident();
  await w.act(id, { kind: 'acknowledge', by: 'dan' });
};

describe('a heartbeat each hour, ten minutes late at most', () => {
  story('that was never heard pages nobody', WITH_HEARTBEATS, async (w) => {
    await w.pass(30 * HOUR);
  });

  story(
    'pages once when it is not heard in time, and is over when it is heard again',
    WITH_HEARTBEATS,
    async (w) => {
      for (let hour = 0; hour < 3; hour++) {
        await w.ping('backup');
        await w.pass(HOUR + 9 * MINUTE);
      }
      w.expectNoPage();
      await w.pass(1 * MINUTE);
      w.expectPage('dan', 'sms', /^CRITICAL backup failed, backup/);
      await answered(w);
      await w.pass(20 * MINUTE);
      await w.ping('backup', { kind: 'start' });
      expect(await w.open()).toHaveLength(1);
      await w.ping('backup');
      expect(await w.open()).toEqual([]);
      await w.pass(HOUR);
    },
  );

  story(
    'pages at once for a failure, with the exit status on record',
    WITH_HEARTBEATS,
    async (w) => {
      await w.ping('backup', { kind: 'fail', exitStatus: 137 });
      w.expectPage('dan', 'sms', /backup failed/);
      const [held] = Object.values((await w.incident()).alerts);
      expect(held?.alert.limit).toBe('exit status 137');
      await w.ping('backup', { kind: 'fail', exitStatus: 1 });
      await answered(w);
      await w.ping('backup');
      expect(await w.open()).toEqual([]);
    },
  );

  story(
    'is dealt with where a person resolves it, and watched on: the next success is expected as ever',
    WITH_HEARTBEATS,
    async (w) => {
      await w.ping('backup');
      await w.ping('backup', { kind: 'fail' });
      w.expectPage('dan', 'sms', /backup failed/);
      await w.pass(MINUTE);
      await w.act((await w.incident()).id, { kind: 'resolve', by: 'dan' });
      await w.pass(HOUR);
      w.expectNoPage();
      await w.pass(10 * MINUTE + 10 * SECOND);
      w.expectPage('dan', 'sms', /backup failed/);
      await w.act((await w.incident()).id, { kind: 'resolve', by: 'dan' });
      await w.pass(2 * MINUTE);
      await w.ping('backup', { kind: 'fail' });
      w.expectPage('dan', 'sms', /backup failed/);
      await answered(w);
    },
  );

  story('may be called anything that a name may be', WITH_HEARTBEATS, async (w) => {
    for (const id of ['constructor', ...NEIGHBOURS]) {
      await w.ping(id, { kind: 'success' }, true);
    }
    await w.pass(21 * MINUTE);
    const paged = (await w.open()).map(({ groupKey }) => groupKey);
    for (const id of ['constructor', ...NEIGHBOURS]) {
      expect(paged).toContain(JSON.stringify(['it', ['subject', id]]));
    }
    w.expectPage('dan', 'sms', /has not succeeded/);
    w.expectPage('dan', 'sms', /2 incidents/);
  });

  story('pages when a run begins and does not end', WITH_HEARTBEATS, async (w) => {
    await w.ping('backup');
    await w.pass(5 * MINUTE);
    await w.ping('backup', { kind: 'start', run: RUN });
    await w.pass(9 * MINUTE);
    await w.ping('backup');
    w.expectNoPage();
    await w.pass(1 * MINUTE + 10 * SECOND);
    w.expectPage('dan', 'sms', /backup failed/);
    await w.ping('backup', { kind: 'success', run: RUN });
    expect(await w.open()).toEqual([]);
  });

  story('counts both of two pings at the same moment', WITH_HEARTBEATS, async (w) => {
    const ping = ingestPing(w.ports, WITH_HEARTBEATS);
    const failed = { heartbeat: 'backup', ping: { kind: 'fail' } } as const;
    const twins = Array.from({ length: 8 }, () => ping(failed, w.now()));
    const outcomes = await Promise.all(twins);
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['taken']));
    await w.run();
    w.expectPage('dan', 'sms', /backup failed/);
    const item = heartbeatItemId('backup');
    const stored = (await w.ports.subjects.load([item])).get(item);
    expect(Object.keys(stored?.series ?? {})).toEqual(['backup']);
  });

  story('is put off by a deploy that gives it more time', WITH_HEARTBEATS, async (w) => {
    await w.ping('backup');
    await w.pass(HOUR);
    const expected = { kind: 'every', period: 2 * HOUR } as const;
    await w.deploy(
      hospital({ config: { heartbeats: { backup: heartbeat('backup', { expected }) } } }),
    );
    await w.pass(HOUR);
    expect(await w.ports.subjects.dueBefore(w.now(), 10)).toEqual([]);
    await w.pass(10 * MINUTE);
    w.expectPage('dan', 'sms', /backup failed/);
  });

  story('ends its incident when a deploy takes it out', WITH_HEARTBEATS, async (w) => {
    await w.ping('backup', { kind: 'fail' });
    w.expectPage('dan', 'sms');
    await w.deploy(hospital());
    await w.pass(16 * MINUTE);
    expect(await w.open()).toEqual([]);
  });
});

describe('a heartbeat at 03:30 in Stockholm', () => {
  story(
    'pages ten minutes after the night in which it is not heard, over the change of the clocks',
    WITH_HEARTBEATS,
    async (w) => {
      await w.ping('report');
      await w.pass(23 * HOUR);
      await w.ping('report');
      await w.pass(24 * HOUR + 9 * MINUTE);
      w.expectNoPage();
      await w.pass(1 * MINUTE);
      w.expectPage('dan', 'sms', /report failed/);
    },
    // In the night after, the clocks are put forward: 03:30 comes after 23 hours.
    Date.parse('2027-03-27T02:30:05Z'),
  );
});

describe('a heartbeat that a ping creates', () => {
  story('is watched like any other', WITH_HEARTBEATS, async (w) => {
    expect(await w.ping('etl')).toBe('unknown');
    expect(await w.ping('etl', { kind: 'success' }, true)).toBe('created');
    await w.pass(15 * MINUTE);
    expect(await w.ping('etl', { kind: 'success' }, true)).toBe('taken');
    await w.pass(20 * MINUTE);
    w.expectPage('dan', 'sms', /^ERROR Heartbeat has not succeeded, etl/);
    await w.deploy({ ...WITH_HEARTBEATS, heartbeats: { etl: heartbeat('etl') } });
    await w.ping('etl');
    expect(await w.open()).toEqual([]);
    expect(w.now()).toBe(START + 35 * MINUTE);
  });
});
