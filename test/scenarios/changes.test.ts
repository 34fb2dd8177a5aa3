import { describe, expect } from '@jest/globals';
import { omit } from '#core/collections/omit.ts';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import { retireSubject } from '#usecases/retire-subject.ts';
import { absence, below, hospital, policy, service, to } from '../support/config.ts';
import { story } from '../support/story.ts';
import { wordsOf } from '../support/timeline.ts';
import { START, sample } from '../support/world.ts';

const breach = sample('bed-1', 'spo2', 84, START);

describe('after a config changed while alerts were open', () => {
  story('a rule that is gone ends its alerts with that reason', hospital(), async (w) => {
    await w.post(breach);
    w.expectPage('anna', 'sms');
    const { id } = await w.incident();
    await w.deploy(hospital({ rules: [] }));
    await w.act(id, { kind: 'acknowledge', by: 'anna' });
    await w.pass(16 * MINUTE);
    expect(await w.open()).toEqual([]);
    const ended = (await w.ports.incidents.load([id])).get(id);
    expect(Object.values(ended?.alerts ?? {})[0]?.resolveReason).toBe('rule_removed');
  });

  story('a rule that moves to another service takes its alert along', hospital(), async (w) => {
    await w.post(breach);
    w.expectPage('anna', 'sms');
    await w.deploy(hospital({ rules: [below('spo2', 88, { service: 'it' })] }));
    await w.post(sample('bed-1', 'spo2', 83, w.now() + 1));
    w.expectPage('dan', 'sms');
    expect((await w.incident()).service).toBe('it');
  });

  story(
    'a service that is gone is escalated by the technical service until its alerts end',
    hospital(),
    async (w) => {
      await w.post(breach);
      w.expectPage('anna', 'sms');
      const config = hospital();
      await w.deploy({ ...config, services: omit(config.services, 'icu'), rules: [] });
      await w.pass(10 * SECOND);
      w.expectPage('dan', 'sms', /spo2 low/);
      await w.pass(5 * MINUTE);
      w.expectPage('dan', 'sms', /nobody answers/);
      await w.pass(11 * MINUTE);
      expect(await w.open()).toEqual([]);
    },
  );

  const waiting = (silent: 'wait' | 'fire') =>
    hospital({ rules: [below('spo2', 88, { for: 30 * SECOND, silent })] });

  story(
    'a breach that waited for samples alone, as in earlier versions, fires without data',
    waiting('wait'),
    async (w) => {
      await w.post(breach);
      await w.pass(10 * MINUTE);
      w.expectNoPage();
      await w.deploy(waiting('fire'));
      await w.pass(20 * SECOND);
      w.expectPage('anna', 'sms', /nothing newer said otherwise/);
      w.expectNoPage();
    },
  );

  story('a person who is gone is skipped', hospital(), async (w) => {
    const config = hospital();
    await w.post(breach);
    w.expectPage('anna', 'sms');
    await w.deploy({ ...config, people: omit(config.people, 'bo') });
    await w.pass(5 * MINUTE);
    w.expectPage('cia', 'sms');
  });
});

describe('a severity', () => {
  const rules = [
    below('spo2', 92, { name: 'spo2-warning', severity: 'warning' }),
    below('spo2', 88, { name: 'spo2-critical', severity: 'critical' }),
  ];
  const services = [
    service('icu', 'icu', {
      policies: { critical: 'icu', error: 'icu', warning: 'quiet', info: null },
    }),
  ];
  const config = hospital({ rules, services, policies: [policy('quiet', [to('cia')])] });

  story('raised while open pages by the policy of the worse severity', config, async (w) => {
    await w.post(sample('bed-1', 'spo2', 90, START));
    w.expectPage('cia', 'sms');
    await w.pass(1 * MINUTE);
    await w.post(sample('bed-1', 'spo2', 84, w.now()));
    w.expectPage('anna', 'sms');
  });

  story('raised after an acknowledgement pages again', config, async (w) => {
    await w.post(sample('bed-1', 'spo2', 90, START));
    w.expectPage('cia', 'sms');
    await w.act((await w.incident()).id, { kind: 'acknowledge', by: 'cia' });
    await w.pass(1 * MINUTE);
    await w.post(sample('bed-1', 'spo2', 84, w.now()));
    w.expectPage('anna', 'sms');
  });

  story('lowered while open is noted and pages nobody', config, async (w) => {
    await w.post(sample('bed-1', 'spo2', 84, START));
    w.expectPage('anna', 'sms');
    await w.pass(1 * MINUTE);
    await w.post(sample('bed-1', 'spo2', 90, w.now()));
    const incident = await w.incident();
    expect(incident.severity).toBe('warning');
    expect(wordsOf(incident).at(-1)).toBe('severity lowered from critical to warning');
  });
});

describe('a severity that pages nobody', () => {
  const rules = [
    below('spo2', 92, { name: 'spo2-info', severity: 'info' }),
    below('spo2', 88, { name: 'spo2-critical' }),
  ];

  story('is recorded, and pages at once when it rises', hospital({ rules }), async (w) => {
    await w.post(sample('bed-1', 'spo2', 90, START));
    await w.pass(30 * MINUTE);
    const recorded = await w.incident();
    expect([recorded.severity, recorded.escalation.phase]).toEqual(['info', 'unpaged']);
    await w.post(sample('bed-1', 'spo2', 84, w.now()));
    w.expectPage('anna', 'sms');
    expect(await w.incident()).toMatchObject({ id: recorded.id, severity: 'critical' });
  });
});

describe('among subjects', () => {
  const absent = absence('spo2', 5 * MINUTE, { name: 'spo2-absent', title: 'no spo2' });

  story(
    'a known subject that goes quiet is an alert, and ends when it reports again',
    hospital({ rules: [absent] }),
    async (w) => {
      await w.post(sample('bed-1', 'spo2', 97, START));
      await w.pass(4 * MINUTE + 50_000);
      w.expectNoPage();
      await w.pass(1 * MINUTE + 10_000);
      w.expectPage('anna', 'sms', /no spo2/);
      await w.post(sample('bed-1', 'spo2', 97, w.now()));
      expect(await w.open()).toEqual([]);
    },
  );

  story(
    'a retired subject ends its alerts and is not missed',
    hospital({ rules: [absent, below('spo2', 88)] }),
    async (w) => {
      await w.post(breach);
      w.expectPage('anna', 'sms');
      const { id } = await w.incident();
      const outcome = await retireSubject(
        w.ports,
        hospital({ rules: [absent, below('spo2', 88)] }),
      )('bed-1', { by: 'anna', key: 'ward' }, w.now());
      expect(outcome).toEqual({ kind: 'retired', alerts: 1 });
      await w.run();
      expect(await w.open()).toEqual([]);
      const { timeline = [] } = (await w.ports.incidents.load([id])).get(id) ?? {};
      expect(wordsOf({ timeline })).toContain('subject retired: spo2 low, critical');
      const told = { code: 'alert.ended', by: 'anna', key: 'ward' };
      expect(timeline).toContainEqual(expect.objectContaining(told));
      await w.pass(30 * MINUTE);
    },
  );
});

describe('among groups', () => {
  const services = [service('icu', 'icu', { groupBy: [], groupWait: 30_000 })];
  story(
    'one incident for a whole service waits for more alerts, then pages once',
    hospital({ services }),
    async (w) => {
      await w.post(breach, sample('bed-2', 'spo2', 80, START));
      w.expectNoPage();
      await w.post(sample('bed-3', 'spo2', 70, START));
      await w.pass(30_000);
      w.expectPage('anna', 'sms', /\+2 more/);
      expect(Object.keys((await w.incident()).alerts)).toHaveLength(3);
    },
  );
});
