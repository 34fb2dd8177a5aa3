import { describe, expect, test } from '@jest/globals';
import { incidentView, summaryView } from '#api/incidents/incident-view.ts';
import { firingAlerts } from '#core/incident/alerts.ts';
import type { Incident } from '#core/incident/incident.ts';
import { kindOf } from '#core/incident/timeline.ts';
import { incidentCard } from '#core/messages/incident-card.ts';
import { messageText } from '#core/messages/text.ts';
import { DAY, MINUTE, SECOND } from '#core/time/instant.ts';
import { alertView } from '#protocols/alertmanager/alert-view.ts';
import { retireSubject } from '#usecases/retire-subject.ts';
import { below, hospital, service } from '../support/config.ts';
import { endedEvent, externalAlert, firingEvent } from '../support/external-alert.ts';
import { allIncidents } from '../support/invariants.ts';
import { wordsOf } from '../support/timeline.ts';
import { pageOf, wording } from '../support/wording.ts';
import { createWorld, START, sample, type World } from '../support/world.ts';

const PRESSURE = below('systolic_bp', 90, { title: 'Pressure low' });
const CONFIG = hospital({ rules: [PRESSURE, below('spo2', 88, { title: 'SpO2 low' })] });

/** A pressure that is too low in every other sample, one a second, for a minute. */
async function alternate(w: World, seconds = 60, subject = 'bed-1'): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    await w.post(sample(subject, 'systolic_bp', second % 2 === 0 ? 80 : 120, w.now()));
    if (second % 10 === 9) {
      await w.pass(SECOND);
    } else {
      w.moment(SECOND);
    }
  }
}

async function every(w: World, subject = 'bed-1'): Promise<readonly Incident[]> {
  return allIncidents(w.ports, [JSON.stringify(['icu', ['subject', subject]])]);
}

/** Checks every view, for people and programs. */
function expectCalledFlapping(incident: Incident, now: number): void {
  const { next, alerts } = incidentCard(incident, 'anna', wording(CONFIG, now));
  expect(next).toMatch(/It comes and goes, and is not over before it has been quiet for 5m/);
  expect(alerts[0]).toMatch(/since 09:00 UTC, flapping: came back 29 times/);
  const { subject } = messageText('email', pageOf(incident, 'l'), wording(CONFIG, now));
  expect(subject).toBe('[CRITICAL] Pressure low (flapping), bed-1, ICU');
  const flapping = {
    since: '2026-06-01T09:00:02Z',
    returns: 29,
    quietSince: '2026-06-01T09:00:59Z',
  };
  const view = incidentView(incident, wording(CONFIG, now), { records: new Map(), changes: [] });
  expect(view).toMatchObject({ flapping, alerts: [{ flapping }] });
  const [known] = firingAlerts(incident);
  expect(known && alertView(known, incident, [], now).annotations).toMatchObject({
    flapping: 'came back 29 times',
  });
}

function texts(w: World): readonly string[] {
  return w.received().map(({ responder, text }) => `${responder}: ${text}`);
}

describe('a pressure that alternates each second for a minute', () => {
  test('is one incident that stays open, escalates, says that it flaps, and ends after quiet', async () => {
    const w = createWorld(CONFIG);
    await alternate(w);
    const [incident, ...others] = await every(w);
    expect(others).toEqual([]);
    expect(incident).toMatchObject({ status: 'triggered', episode: 1 });
    expect(texts(w)[1]).toMatch(
      /anna: CRITICAL again: Pressure low, bed-1, ICU flapping since 09:00 UTC/,
    );
    expect(w.received()).toHaveLength(2);
    await w.pass(4 * MINUTE + 10 * SECOND);
    expectCalledFlapping(await w.incident(), w.now());
    expect(texts(w)[2]).toMatch(/bo: CRITICAL Pressure low, bed-1, ICU flapping/);
    expect(await w.incident()).toMatchObject({ id: incident?.id, status: 'triggered' });
    await w.pass(MINUTE);
    expect(await w.open()).toEqual([]);
    const [over] = await every(w);
    expect(over && wordsOf(over)).toContain(
      'quiet for 5m1s, after it came back 29 times: Pressure low, critical',
    );
  });

  test('takes two messages, and an item that does not grow with the swings', async () => {
    const w = createWorld(CONFIG);
    await alternate(w, 10);
    const after10 = (await w.incident()).timeline.length;
    await alternate(w, 600);
    const { timeline, pages, alerts } = await w.incident();
    const added = timeline.slice(after10).filter((entry) => kindOf(entry) === 'alert');
    expect(added).toEqual([]);
    expect(pages.length).toBeLessThan(10);
    expect(JSON.stringify(alerts).length).toBeLessThan(1_000);
  });

  test('pages nobody again once it is acknowledged, until the acknowledgement expires', async () => {
    const w = createWorld(CONFIG);
    await alternate(w, 20);
    const paged = w.received().length;
    const { id } = await w.incident();
    await w.act(id, { kind: 'acknowledge', by: 'anna' });
    for (let minute = 0; minute < 29; minute++) {
      await w.post(sample('bed-1', 'systolic_bp', minute % 2 === 0 ? 80 : 120, w.now()));
      await w.pass(MINUTE);
      expect(await w.incident()).toMatchObject({ id, status: 'acknowledged' });
    }
    expect(w.received()).toHaveLength(paged);
    await w.post(sample('bed-1', 'systolic_bp', 80, w.now()));
    await w.pass(2 * MINUTE);
    expect(w.received().length).toBeGreaterThan(paged);
  });

  test('pages what begins besides it after the acknowledgement', async () => {
    const w = createWorld(CONFIG);
    await alternate(w, 20);
    await w.act((await w.incident()).id, { kind: 'acknowledge', by: 'anna' });
    await w.pass(MINUTE);
    const paged = w.received().length;
    await w.post(sample('bed-1', 'spo2', 80, w.now()));
    expect(texts(w)[paged]).toMatch(/SpO2 low/);
  });

  test('is silent under a silence, and pages when that ends while it goes on', async () => {
    const w = createWorld(CONFIG);
    await w.ports.controls.putSilence({
      id: 's',
      kind: 'silence',
      matchers: [{ name: 'subject', op: '=', value: 'bed-1' }],
      startsAt: START,
      endsAt: START + 40 * SECOND,
      createdBy: 'anna',
      createdAt: START,
      comment: '',
    });
    await alternate(w, 39);
    expect(w.received()).toEqual([]);
    await alternate(w, 12);
    expect(texts(w)).toEqual([expect.stringMatching(/anna: CRITICAL Pressure low.* flapping/)]);
  });

  test('that a person resolves opens an incident of its own at the next swing, which is held too', async () => {
    const w = createWorld(CONFIG);
    await alternate(w, 20);
    const { id } = await w.incident();
    await w.act(id, { kind: 'resolve', by: 'anna' });
    await w.pass(70 * SECOND);
    await alternate(w, 20);
    const { id: next, episode } = await w.incident();
    expect([next === id, episode]).toEqual([false, 2]);
    expect(await every(w)).toHaveLength(2);
  });

  test('ends at once when its patient is discharged while it breaches', async () => {
    const w = createWorld(CONFIG);
    await alternate(w, 21);
    await retireSubject(w.ports, CONFIG)('bed-1', { by: 'anna' }, w.now());
    await w.run();
    expect(await w.open()).toEqual([]);
  });

  test('is thirty incidents where the service holds nothing', async () => {
    const services = [service('icu', 'icu', { flapping: null })];
    const w = createWorld(hospital({ rules: [PRESSURE], services }));
    await alternate(w);
    expect(await every(w)).toHaveLength(30);
  });

  test('waits for its group once, and then pages', async () => {
    const services = [service('icu', 'icu', { groupWait: 30 * SECOND })];
    const w = createWorld(hospital({ rules: [PRESSURE], services }));
    await alternate(w);
    expect(texts(w)).toEqual([expect.stringMatching(/^anna: .*flapping/)]);
  });

  test('is held until a person resolves it where the service does not resolve by itself', async () => {
    const services = [service('icu', 'icu', { autoResolve: false })];
    const w = createWorld(hospital({ rules: [PRESSURE], services }));
    await alternate(w);
    await w.pass(10 * MINUTE);
    expect(await w.incident()).toMatchObject({ status: 'triggered', episode: 1 });
  });
});

describe('an alert that comes back', () => {
  test('within the time of quiet opens its incident again, and pages as a new one would', async () => {
    const w = createWorld(CONFIG);
    await w.post(sample('bed-1', 'spo2', 80, w.now()));
    w.expectPage('anna', 'sms');
    await w.act((await w.incident()).id, { kind: 'acknowledge', by: 'anna' });
    await w.pass(MINUTE);
    await w.post(sample('bed-1', 'spo2', 97, w.now()));
    expect(await w.open()).toEqual([]);
    await w.pass(4 * MINUTE);
    await w.post(sample('bed-1', 'spo2', 80, w.now()));
    w.expectPage('anna', 'sms', /CRITICAL again: SpO2 low, bed-1, ICU since 09:05 UTC/);
    expect(await w.incident()).toMatchObject({ episode: 1, status: 'triggered' });
    await w.pass(5 * MINUTE);
    w.expectPage('bo', 'sms');
  });

  test('later is a new incident', async () => {
    const w = createWorld(CONFIG);
    await w.post(sample('bed-1', 'spo2', 80, w.now()));
    await w.pass(MINUTE);
    await w.post(sample('bed-1', 'spo2', 97, w.now()));
    await w.pass(5 * MINUTE);
    await w.post(sample('bed-1', 'spo2', 80, w.now()));
    expect((await w.incident()).episode).toBe(2);
  });

  test('after a person resolved its incident is a new incident', async () => {
    const w = createWorld(CONFIG);
    await w.post(sample('bed-1', 'spo2', 80, w.now()));
    await w.act((await w.incident()).id, { kind: 'resolve', by: 'anna' });
    w.moment(SECOND);
    await w.post(sample('bed-1', 'spo2', 97, w.now()));
    await w.pass(70 * SECOND);
    await w.post(sample('bed-1', 'spo2', 80, w.now()));
    expect((await w.incident()).episode).toBe(2);
  });
});

describe('an incident with a lasting lesser alert and one that alternates', () => {
  test('escalates, and is acknowledged once', async () => {
    const steady = below('pulse', 40, { severity: 'warning' });
    const w = createWorld(hospital({ rules: [PRESSURE, steady] }));
    await w.post(sample('bed-1', 'pulse', 30, w.now()));
    for (let swing = 0; swing < 24; swing++) {
      await w.post(sample('bed-1', 'systolic_bp', swing % 2 === 0 ? 80 : 120, w.now()));
      await w.pass(20 * SECOND);
    }
    expect(w.received().map(({ responder }) => responder)).toContain('bo');
    const { id } = await w.incident();
    await w.act(id, { kind: 'acknowledge', by: 'anna' });
    const paged = w.received().length;
    for (let swing = 0; swing < 24; swing++) {
      await w.post(sample('bed-1', 'systolic_bp', swing % 2 === 0 ? 80 : 120, w.now()));
      await w.pass(20 * SECOND);
    }
    expect(w.received()).toHaveLength(paged);
  });
});

describe('alerts of one group that take turns, each another', () => {
  test('are held as one incident, which escalates; each is new, and pages after an acknowledgement', async () => {
    const services = [service('icu', 'icu', { groupBy: ['rule'] })];
    const w = createWorld(hospital({ rules: [PRESSURE], services }));
    for (let pod = 0; pod < 20; pod++) {
      await w.post(sample(`pod-${pod}`, 'systolic_bp', 80, w.now()));
      await w.pass(10 * SECOND);
      await w.post(sample(`pod-${pod}`, 'systolic_bp', 120, w.now()));
      await w.pass(10 * SECOND);
    }
    const incident = await w.incident();
    expect(incident.episode).toBe(4);
    expect(summaryView(incident, wording(CONFIG, 0))).toMatchObject({ flapping: { returns: 3 } });
    await w.pass(2 * MINUTE);
    expect(w.received().map(({ responder }) => responder)).toContain('bo');
    await w.act(incident.id, { kind: 'acknowledge', by: 'anna' });
    const paged = w.received().length;
    await w.post(sample('pod-30', 'systolic_bp', 80, w.now()));
    await w.pass(20 * SECOND);
    expect(w.received().length).toBeGreaterThan(paged);
    await w.post(sample('pod-30', 'systolic_bp', 120, w.now()));
    await w.pass(5 * MINUTE + 10 * SECOND);
    expect(await w.open()).toEqual([]);
  });
});

describe('two senders of one external alert that disagree', () => {
  test('make one incident that flaps', async () => {
    const routed = { alertRoutes: [{ matchers: [], to: { service: 'icu' } }] };
    const w = createWorld(hospital({ config: routed }));
    const disk = externalAlert('DiskFull', START, { subject: 'db-1' });
    for (let minute = 0; minute < 8; minute++) {
      await w.send(firingEvent({ ...disk, endsAt: w.now() + 4 * MINUTE }));
      await w.pass(30 * SECOND);
      await w.send(endedEvent(disk));
      await w.pass(30 * SECOND);
    }
    const [incident, ...others] = await every(w, 'db-1');
    expect([incident?.status, others]).toEqual(['triggered', []]);
    expect(w.received().map(({ responder }) => responder)).toContain('bo');
  });
});

describe("an alert by PagerDuty's protocol that is triggered and resolved by turns", () => {
  test('is a new incident each time, until it flaps and one is held', async () => {
    const routed = { alertRoutes: [{ matchers: [], to: { service: 'icu' } }] };
    const w = createWorld(hospital({ config: routed }));
    const source = { source: 'pagerduty', key: 'monitor', annotations: {} } as const;
    const disk = externalAlert('DiskFull', START, { subject: 'db-1', sent: source });
    for (let swing = 0; swing < 10; swing++) {
      await w.send(firingEvent({ ...disk, startsAt: w.now() }));
      await w.pass(10 * SECOND);
      await w.send(endedEvent(disk));
      await w.pass(10 * SECOND);
    }
    expect(await w.incident()).toMatchObject({ status: 'triggered', episode: 4 });
  });
});

describe('an alert whose sender swings between two severities', () => {
  test('escalates as one that stays as bad', async () => {
    const routed = { alertRoutes: [{ matchers: [], to: { service: 'icu' } }] };
    const w = createWorld(hospital({ config: routed }));
    for (let minute = 0; minute < 8; minute++) {
      const severity = minute % 2 === 0 ? 'critical' : 'warning';
      await w.send(firingEvent(externalAlert('DiskFull', START, { subject: 'db-1', severity })));
      await w.pass(MINUTE);
    }
    expect(w.received().map(({ responder }) => responder)).toEqual(['anna', 'bo']);
  });
});

describe('a heartbeat that fails and succeeds by turns', () => {
  test('makes one incident that flaps', async () => {
    const backup = {
      id: 'backup',
      title: 'Backup failed',
      service: 'it',
      severity: 'error',
      expected: { kind: 'every', period: DAY },
      grace: MINUTE,
    } as const;
    const w = createWorld(hospital({ config: { heartbeats: { backup } } }));
    for (let run = 0; run < 8; run++) {
      await w.ping('backup', { kind: run % 2 === 0 ? 'fail' : 'success' });
      await w.pass(MINUTE);
    }
    expect(await w.incident()).toMatchObject({ episode: 1, status: 'triggered' });
  });
});
