import { describe, expect } from '@jest/globals';
import { HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { hospital } from '../support/config.ts';
import { story } from '../support/story.ts';
import { START, sample } from '../support/world.ts';

const breach = sample('bed-1', 'spo2', 84, START);

describe('a breach', () => {
  story(
    'pages the first responder at once, and nobody twice for the same breach',
    hospital(),
    async (w) => {
      await w.post(breach);
      w.expectPage('anna', 'sms', /spo2 low.*bed-1|bed-1.*spo2 low/i);
      await w.post(breach);
      await w.pass(1 * MINUTE);
      await w.post(sample('bed-1', 'spo2', 83, w.now()));
      await w.pass(3 * MINUTE);
    },
  );

  story('escalates until somebody acknowledges, then pages nobody', hospital(), async (w) => {
    await w.post(breach);
    w.expectPage('anna', 'sms');
    await w.pass(5 * MINUTE);
    w.expectPage('bo', 'sms', /since 09:00 UTC \(5m\)\. Anna did not answer http/);
    const { id } = await w.incident();
    expect(await w.act(id, { kind: 'acknowledge', by: 'bo' })).toMatch(/^done: Acknowledged until/);
    await w.pass(20 * MINUTE);
    expect((await w.incident()).status).toBe('acknowledged');
  });

  story(
    'resolves when the patient recovers, and a later breach is a new incident',
    hospital(),
    async (w) => {
      await w.post(breach);
      w.expectPage('anna', 'sms');
      const first = await w.incident();
      await w.pass(1 * MINUTE);
      await w.post(sample('bed-1', 'spo2', 97, w.now()));
      expect(await w.open()).toEqual([]);
      await w.pass(10 * MINUTE);
      await w.post(sample('bed-1', 'spo2', 80, w.now()));
      w.expectPage('anna', 'sms');
      const second = await w.incident();
      expect([second.episode, second.groupKey]).toEqual([2, first.groupKey]);
    },
  );

  story(
    'goes to the fallback, and an exhausted escalation is a technical alert',
    hospital(),
    async (w) => {
      await w.post(breach);
      w.expectPage('anna', 'sms');
      await w.pass(5 * MINUTE);
      w.expectPage('bo', 'sms');
      await w.pass(5 * MINUTE);
      w.expectPage('cia', 'sms', /\(10m\)\. Anna, Bo did not answer http/);
      await w.pass(5 * MINUTE + 10 * SECOND);
      w.expectPage('dan', 'sms', /nobody answers/i);
      const open = await w.open();
      const clinical = open.find((i) => i.service === 'icu');
      expect(clinical?.escalation.phase).toBe('exhausted');
      for (const { id } of open) {
        await w.act(id, { kind: 'acknowledge', by: 'dan' });
      }
      expect((await w.open()).map((i) => i.service)).toEqual(['icu']);
    },
  );

  story(
    'begins the escalation again after an hour in which nobody answered',
    hospital(),
    async (w) => {
      await w.post(breach);
      await w.pass(15 * MINUTE);
      for (const responder of ['anna', 'bo', 'cia', 'dan']) {
        w.expectPage(responder, 'sms');
      }
      await w.act((await w.open()).find((i) => i.service === 'it')?.id ?? '', {
        kind: 'snooze',
        by: 'dan',
        until: w.now() + 5 * HOUR,
      });
      await w.pass(HOUR);
      w.expectPage('anna', 'sms', /^CRITICAL again: .*\(1h15m\)\. Bo, Cia did not answer http/);
    },
  );
});

describe('two at once', () => {
  story(
    'two patients give two incidents, and one acknowledgement does not hide the other',
    hospital(),
    async (w) => {
      await w.post(breach, sample('bed-2', 'spo2', 82, START));
      expect(await w.open()).toHaveLength(2);
      // Two groups of a queue have no order among each other.
      w.expectPage('anna', 'sms');
      await w.pass(20 * SECOND);
      w.expectPage('anna', 'sms');
      const beds = w.received().map(({ text }) => /bed-\d/.exec(text)?.[0]);
      expect(new Set(beds)).toEqual(new Set(['bed-1', 'bed-2']));
      const one = (await w.open()).find((i) => i.groupKey.includes('bed-1'));
      await w.act(one?.id ?? '', { kind: 'acknowledge', by: 'anna' });
      await w.pass(5 * MINUTE);
      w.expectPage('bo', 'sms', /bed-2/);
    },
  );

  story('another vital of an acknowledged patient pages again', hospital(), async (w) => {
    await w.post(breach);
    w.expectPage('anna', 'sms', /spo2/);
    const { id } = await w.incident();
    await w.act(id, { kind: 'acknowledge', by: 'anna' });
    await w.pass(2 * MINUTE);
    await w.post(sample('bed-1', 'pulse', 35, w.now()));
    w.expectPage('anna', 'sms', /pulse/);
    const incident = await w.incident();
    expect([incident.id, incident.status]).toEqual([id, 'triggered']);
    await w.act(id, { kind: 'acknowledge', by: 'anna' });
    await w.pass(10 * MINUTE);
  });
});
