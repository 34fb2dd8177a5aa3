import { describe, expect, test } from '@jest/globals';
import type { MemoryPorts } from '#adapters/memory/memory-ports.ts';
import type { InhibitRule } from '#core/alert/inhibit-rule.ts';
import type { Incident } from '#core/incident/incident.ts';
import type { ThresholdRule } from '#core/rule/threshold.ts';
import type { Sample } from '#core/sample/sample.ts';
import type { SupportHours } from '#core/team/support-hours.ts';
import { type Duration, MINUTE, SECOND } from '#core/time/instant.ts';
import type { Ports } from '#usecases/ports.ts';
import { retireSubject } from '#usecases/retire-subject.ts';
import { setSilence } from '#usecases/set-silence.ts';
import { below, hospital, service } from '../support/config.ts';
import { story } from '../support/story.ts';
import { createWorld, START, sample, type World } from '../support/world.ts';

function inhibit(source: string, target: string, more: Partial<InhibitRule> = {}): InhibitRule {
  const side = (rule: string) => [{ name: 'rule', op: '=', value: `${rule}-low` } as const];
  return { name: source, source: side(source), target: side(target), equal: [], ...more };
}

/** The link of a ward's network is down at 0: IT is paged, and nobody for its monitors. */
function network(
  more: {
    groupWait?: Duration;
    inhibitRules?: readonly InhibitRule[];
    rules?: readonly ThresholdRule[];
  } = {},
) {
  const { groupWait = 0, inhibitRules = [inhibit('link', 'spo2')] } = more;
  const rules = [below('link', 1, { service: 'it' }), below('spo2', 88), below('pulse', 40)];
  return hospital({
    rules: more.rules ?? rules,
    services: [service('icu', 'icu', { groupWait })],
    config: { inhibitRules },
  });
}

/** Four minutes after `START`. */
const UNTIL = new Date(START + 4 * MINUTE).toISOString().slice(11, 16);

/** A failing link and a loaded server keep monitors quiet: the server can wait for these hours. */
function putOff(hours: SupportHours['restrictions'][number]) {
  const source = [{ name: 'rule', op: '=~', value: 'link-low|load-low' } as const];
  return hospital({
    rules: [
      below('link', 1, { service: 'it' }),
      below('load', 1, { service: 'it', severity: 'warning' }),
      below('spo2', 88),
    ],
    services: [
      service('it', 'it', { hours: { below: 'error', timeZone: 'UTC', restrictions: [hours] } }),
    ],
    config: { inhibitRules: [inhibit('', 'spo2', { name: 'it', source })] },
  });
}

/** In a storm: 2,000 in the nightly run. */
const TARGETS = Number(process.env['INHIBITED_TARGETS'] ?? 200);

type Told = World<Ports>;

const link = (w: Told, value: number, switches = 'switch-1') =>
  w.post(sample(switches, 'link', value, w.now()));

const spo2 = (w: Told, value: number, bed = 'bed-1') => w.post(sample(bed, 'spo2', value, w.now()));

async function of(w: Told, subject: string): Promise<Incident> {
  const open = await w.open();
  const found = open.find(({ groupKey }) => groupKey.includes(`"${subject}"`));
  return found as Incident;
}

describe('what is inhibited', () => {
  story('is recorded under its source, and pages when that recovers', network(), async (w) => {
    await link(w, 0);
    w.expectPage('dan', 'sms', /link low/);
    await w.act((await w.incident()).id, { kind: 'acknowledge', by: 'dan' });
    await spo2(w, 84);
    await w.pass(25 * MINUTE);
    w.expectNoPage();
    const { inhibited, timeline } = await of(w, 'bed-1');
    expect(inhibited).toMatchObject({ rule: 'link', source: { title: 'link low' } });
    expect(timeline.map(({ code }) => code)).toContain('inhibition.began');
    await link(w, 1);
    w.expectPage('anna', 'sms', /spo2 low/);
    const { timeline: after, inhibited: none } = await of(w, 'bed-1');
    expect(none).toBeUndefined();
    expect(after.map(({ code }) => code)).toContain('inhibition.ended');
  });

  test('is any number of targets behind one source with one page', async () => {
    const w = createWorld(network());
    await link(w, 0);
    w.expectPage('dan', 'sms', /link low/);
    await w.act((await w.incident()).id, { kind: 'acknowledge', by: 'dan' });
    const beds = Array.from({ length: TARGETS }, (_, i) => `bed-${i}`);
    const all = (value: number) =>
      w.post(...beds.map((bed) => sample(bed, 'spo2', value, w.now())));
    await all(84);
    await w.pass(20 * SECOND);
    await all(97);
    await link(w, 1);
    w.expectNoPage();
    expect(await w.open()).toEqual([]);
  });

  test('pages when its source is silenced, and is quiet again when that is over', async () => {
    const w = createWorld(network());
    await link(w, 0);
    w.expectPage('dan', 'sms');
    await spo2(w, 84);
    w.expectNoPage();
    const matchers = [{ name: 'rule', op: '=', value: 'link-low' } as const];
    const made = { id: 's1', kind: 'silence', matchers, createdBy: 'dan', comment: '' } as const;
    const times = { startsAt: w.now(), endsAt: w.now() + MINUTE, createdAt: w.now() };
    await setSilence(w.ports)({ ...made, ...times }, w.now());
    await w.run();
    w.expectPage('anna', 'sms', /spo2 low/);
    await w.pass(70 * SECOND);
    w.expectPage('dan', 'sms', /link low/);
    await w.act((await of(w, 'switch-1')).id, { kind: 'acknowledge', by: 'dan' });
    await w.pass(10 * MINUTE);
    w.expectNoPage();
  });

  test('pages when somebody resolves its source by hand', async () => {
    const w = createWorld(network());
    await link(w, 0);
    w.expectPage('dan', 'sms');
    await spo2(w, 84);
    await w.act((await of(w, 'switch-1')).id, { kind: 'resolve', by: 'dan' });
    w.expectPage('anna', 'sms', /spo2 low/);
  });

  test('stays quiet while another of its sources fires', async () => {
    const w = createWorld(network());
    for (const one of ['switch-1', 'switch-2']) {
      await link(w, 0, one);
      w.expectPage('dan', 'sms');
      await w.act((await of(w, one)).id, { kind: 'acknowledge', by: 'dan' });
      await w.pass(MINUTE);
    }
    await spo2(w, 84);
    await link(w, 1, 'switch-1');
    await w.pass(6 * MINUTE);
    w.expectNoPage();
    await link(w, 1, 'switch-2');
    w.expectPage('anna', 'sms', /spo2 low/);
  });

  test('escalates no further once its source fires, and begins anew when that is over', async () => {
    const w = createWorld(network());
    await spo2(w, 84);
    w.expectPage('anna', 'sms');
    await link(w, 0);
    w.expectPage('dan', 'sms');
    await w.act((await of(w, 'switch-1')).id, { kind: 'acknowledge', by: 'dan' });
    await w.pass(20 * MINUTE);
    w.expectNoPage();
    await link(w, 1);
    w.expectPage('anna', 'sms', /spo2 low/);
  });

  test('pages nobody where its source fires within the wait of its group', async () => {
    const w = createWorld(network({ groupWait: 30 * SECOND }));
    await spo2(w, 84);
    await w.pass(10 * SECOND);
    await link(w, 0);
    w.expectPage('dan', 'sms');
    await w.pass(MINUTE);
    w.expectNoPage();
  });

  test('has the labels of its source that the rule names, missing ones as empty', async () => {
    const w = createWorld(
      network({ inhibitRules: [inhibit('link', 'spo2', { equal: ['ward'] })] }),
    );
    const at = (subject: string, metric: string, ward?: string): Sample => ({
      ...sample(subject, metric, 0, w.now()),
      labels: { ...(ward !== undefined && { ward }) },
    });
    await w.post(at('switch-1', 'link', 'a'));
    w.expectPage('dan', 'sms');
    await w.post(at('bed-1', 'spo2', 'a'));
    w.expectNoPage();
    await w.post(at('bed-2', 'spo2'));
    w.expectPage('anna', 'sms', /bed-2/);
    await w.pass(MINUTE);
    await w.post(at('switch-2', 'link'));
    w.expectPage('dan', 'sms');
    await w.post(at('bed-3', 'spo2'));
    w.expectNoPage();
  });

  test('is never all that fires: of a circle one is heard, and what that one inhibits is not', async () => {
    const circle = [inhibit('link', 'spo2'), inhibit('spo2', 'pulse'), inhibit('pulse', 'link')];
    const w = createWorld(network({ inhibitRules: circle }));
    await w.post(sample('bed-1', 'pulse', 30, START));
    w.expectPage('anna', 'sms', /pulse low/);
    await w.pass(20 * SECOND);
    await w.post(sample('switch-1', 'link', 0, w.now()));
    w.expectPage('dan', 'sms', /link low/);
    await spo2(w, 84, 'bed-2');
    await w.pass(MINUTE);
    w.expectNoPage();
  });

  test('counts again once its rule has left the config', async () => {
    const w = createWorld(network());
    await link(w, 0);
    w.expectPage('dan', 'sms');
    await spo2(w, 84);
    w.expectNoPage();
    await w.deploy(network({ inhibitRules: [] }));
    await w.pass(10 * SECOND);
    w.expectPage('anna', 'sms', /spo2 low/);
  });

  test('pages within 20 minutes where the end of its source was lost', async () => {
    const w = createWorld(network(), START, losingEnds);
    await link(w, 0);
    w.expectPage('dan', 'sms');
    await w.act((await w.incident()).id, { kind: 'acknowledge', by: 'dan' });
    await spo2(w, 84);
    await w.pass(10 * SECOND);
    await link(w, 1);
    await w.pass(19 * MINUTE);
    w.expectNoPage();
    await w.pass(MINUTE);
    w.expectPage('anna', 'sms', /spo2 low/);
  });

  test('pages where its source waits for the hours of a service, unless it can wait as well', async () => {
    const hours = {
      below: 'error',
      timeZone: 'UTC',
      restrictions: [{ days: ['mon'], from: '12:00', to: '17:00' }],
    } as const;
    const w = createWorld(
      hospital({
        rules: [
          below('link', 1, { service: 'it', severity: 'warning' }),
          below('spo2', 88),
          below('load', 1, { service: 'it', severity: 'warning' }),
        ],
        services: [service('it', 'it', { hours })],
        config: {
          inhibitRules: [inhibit('link', 'spo2'), inhibit('link', 'load', { name: 'load' })],
        },
      }),
    );
    await link(w, 0);
    await w.post(sample('server', 'load', 0, w.now()));
    w.expectNoPage();
    await spo2(w, 84);
    w.expectPage('anna', 'sms', /spo2 low/);
    await w.act((await of(w, 'bed-1')).id, { kind: 'acknowledge', by: 'anna' });
    await spo2(w, 97);
    await w.pass(10 * SECOND);
    await spo2(w, 97);
    await w.pass(3 * 60 * MINUTE);
    w.expectPage('dan', 'sms', /link low/);
    await spo2(w, 84, 'bed-2');
    await w.pass(MINUTE);
    w.expectNoPage();
  });

  test('pages at once where one of its sources ends, and the other waits for hours', async () => {
    const w = createWorld(putOff({ days: ['sun'], from: '00:00', to: '00:10' }));
    await w.post(sample('server', 'load', 0, w.now()));
    await link(w, 0);
    w.expectPage('dan', 'sms', /link low/);
    await spo2(w, 84);
    w.expectNoPage();
    await w.pass(10 * SECOND);
    await link(w, 1);
    w.expectPage('anna', 'sms', /spo2 low/);
  });

  test('pages at once where its source is put off because the hours have ended', async () => {
    const w = createWorld(putOff({ days: ['mon'], from: '00:00', to: UNTIL }));
    await w.post(sample('server', 'load', 0, w.now()));
    await w.pass(6 * MINUTE);
    expect((await w.incident()).escalation.deferred).toBe(true);
    await spo2(w, 84);
    expect(w.received().at(-1)).toMatchObject({ responder: 'anna' });
  });

  test('pages at once where it is no longer resolved, and its source is over', async () => {
    const w = createWorld(network());
    await link(w, 0);
    w.expectPage('dan', 'sms');
    await spo2(w, 84);
    const { id } = await of(w, 'bed-1');
    await w.act(id, { kind: 'resolve', by: 'anna' });
    await w.pass(10 * SECOND);
    await link(w, 1);
    w.expectNoPage();
    await w.act(id, { kind: 'undo', by: 'anna' });
    w.expectPage('anna', 'sms', /spo2 low/);
  });

  test('pages where the clock went back, until its source is asserted again', async () => {
    const w = createWorld(network());
    await link(w, 0);
    w.expectPage('dan', 'sms');
    await spo2(w, 84);
    w.setClock(-60 * MINUTE);
    await w.pass(10 * SECOND);
    w.expectPage('anna', 'sms', /spo2 low/);
  });
});

describe('what is inhibited, once its source is lost,', () => {
  const lost: readonly (readonly [string, (w: Told) => Promise<unknown>])[] = [
    [
      'with its subject',
      (w) => retireSubject(w.ports, network())('switch-1', { by: 'dan' }, w.now()),
    ],
    ['with its rule', (w) => w.deploy(network({ rules: [below('spo2', 88)] }))],
    ['as a document that cannot be read', async () => void unreadable.add('link')],
  ];
  const unreadable = new Set<string>();
  test.each(lost)('pages within 20 minutes: %s', async (_, lose) => {
    unreadable.clear();
    const w = createWorld(network(), START, (ports) => unreadableInhibitors(ports, unreadable));
    await link(w, 0);
    w.expectPage('dan', 'sms');
    await w.act((await w.incident()).id, { kind: 'acknowledge', by: 'dan' });
    await spo2(w, 84);
    await w.pass(MINUTE);
    w.expectNoPage();
    await lose(w);
    await w.pass(20 * MINUTE);
    w.expectPage('anna', 'sms', /spo2 low/);
  });
});

describe('what is inhibited, can wait and falls into a window', () => {
  test('pages when the last of them is over, and not before', async () => {
    const matchers = [{ name: 'rule', op: '=', value: 'load-low' } as const];
    const recurs = { cron: '0 11 * * *', timeZone: 'UTC', lasts: 120 * MINUTE };
    const noon = { days: ['mon'], from: '12:00', to: '17:00' } as const;
    const w = createWorld(
      hospital({
        rules: [
          below('link', 1, { service: 'it' }),
          below('load', 1, { service: 'it', severity: 'warning' }),
        ],
        services: [
          service('it', 'it', { hours: { below: 'error', timeZone: 'UTC', restrictions: [noon] } }),
        ],
        config: {
          inhibitRules: [inhibit('link', 'load')],
          maintenanceWindows: [{ id: 'update', matchers, recurs, comment: '' }],
        },
      }),
    );
    await link(w, 0);
    w.expectPage('dan', 'sms', /link low/);
    await w.post(sample('server', 'load', 0, w.now()));
    expect((await of(w, 'server')).inhibited).toBeDefined();
    await w.pass(MINUTE);
    await link(w, 1);
    expect((await of(w, 'server')).escalation.deferred).toBe(true);
    await w.pass(3 * 60 * MINUTE);
    expect((await of(w, 'server')).silenced).toMatchObject({ by: 'update.20260601T1100Z' });
    w.expectNoPage();
    await w.pass(59 * MINUTE);
    w.expectPage('dan', 'sms', /load low/);
  });
});

/** Ports that leave out all inhibitors, as stores that cannot read them do, once any is named. */
function unreadableInhibitors(ports: MemoryPorts, which: ReadonlySet<string>): MemoryPorts {
  const { controls } = ports;
  return {
    ...ports,
    controls: {
      ...controls,
      inhibitors: async (...asked) => (which.size > 0 ? [] : controls.inhibitors(...asked)),
    },
  };
}

/** Ports whose queue loses the end of every alert. */
function losingEnds(ports: MemoryPorts): MemoryPorts {
  const { incidentQueue } = ports;
  return {
    ...ports,
    incidentQueue: {
      ...incidentQueue,
      send: (messages) =>
        incidentQueue.send(
          messages.filter(
            ({ body }) => body.kind !== 'transition' || body.transition.kind === 'firing',
          ),
        ),
    },
  };
}
