import { describe, expect, test } from '@jest/globals';
import type { Config } from '#core/team/config.ts';
import { DAY, type Duration, HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { setSilence } from '#usecases/set-silence.ts';
import { absence, below, hospital } from '../support/config.ts';
import { THROTTLED } from '../support/publish-outcomes.ts';
import { createWorld, START, sample, type World } from '../support/world.ts';

const SPO2 = below('spo2', 88, { title: 'SpO2 low' });
const CONFIG = hospital({ rules: [SPO2] });

const BACK: readonly (readonly [string, Duration])[] = [
  ['an hour', HOUR],
  ['three days', 3 * DAY],
  ['two minutes', 2 * MINUTE],
];

async function breach(w: World, subject: string): Promise<void> {
  await w.post(sample(subject, 'spo2', 80, w.now()));
}

async function recover(w: World, subject: string): Promise<void> {
  await w.post(sample(subject, 'spo2', 97, w.now()));
}

/** Creates a world in which anna has just been paged about bed 1 and the clock is then set back. */
async function setBack(by: Duration, config: Config = CONFIG): Promise<World> {
  const w = createWorld(config);
  await w.pass(20 * SECOND);
  await breach(w, 'bed-1');
  w.expectPage('anna', 'sms', /bed-1/);
  await w.pass(20 * SECOND);
  w.setClock(-by);
  return w;
}

describe.each(BACK)('a clock that goes back by %s', (_, by) => {
  test('keeps no page of a new patient waiting', async () => {
    const w = await setBack(by);
    await breach(w, 'bed-2');
    w.expectPage('anna', 'sms', /bed-2/);
  });

  test('lets the escalation go on as if it had not', async () => {
    const w = await setBack(by);
    await w.pass(4 * MINUTE + 30 * SECOND);
    w.expectNoPage();
    await w.pass(20 * SECOND);
    w.expectPage('bo', 'sms', /bed-1/);
    await w.pass(5 * MINUTE);
    w.expectPage('cia', 'sms', /bed-1/);
    await w.pass(5 * MINUTE);
    w.expectPage('dan', 'sms', /nobody answers/);
  });

  test('lets it go on also where the process has begun anew', async () => {
    const w = await setBack(by);
    w.restart();
    await w.pass(4 * MINUTE + 50 * SECOND);
    w.expectPage('bo', 'sms', /bed-1/);
  });

  test('is told on the timeline once', async () => {
    const w = await setBack(by);
    await w.pass(MINUTE);
    const { timeline } = await w.incident();
    expect(timeline.filter(({ code }) => code === 'clock.went_back')).toHaveLength(1);
    expect(timeline.every(({ at }) => at <= w.now())).toBe(true);
  });

  test('lets an alert end with the next healthy sample', async () => {
    const w = await setBack(by);
    await recover(w, 'bed-1');
    expect(await w.open()).toEqual([]);
  });

  test('lets what has recovered breach again', async () => {
    const w = await setBack(-by);
    await recover(w, 'bed-1');
    w.setClock(-2 * by);
    await breach(w, 'bed-1');
    w.expectPage('anna', 'sms', /bed-1/);
  });

  test('lets a subject breach that has been forgotten since', async () => {
    const w = await setBack(-by);
    await recover(w, 'bed-1');
    await w.pass(2 * HOUR);
    expect((await w.ports.subjects.load(['bed-1'])).size).toBe(0);
    w.setClock(-by - 3 * HOUR);
    await breach(w, 'bed-1');
    w.expectPage('anna', 'sms', /bed-1/);
  });

  test('ends an acknowledgement after its own time', async () => {
    const w = await setBack(0);
    await w.act((await w.incident()).id, { kind: 'acknowledge', by: 'anna' });
    w.setClock(-by);
    await w.pass(29 * MINUTE);
    w.expectNoPage();
    await w.pass(MINUTE + 10 * SECOND);
    w.expectPage('anna', 'sms', /bed-1/);
  });

  test('ends a silence after its own time', async () => {
    const w = await setBack(0);
    const now = w.now();
    await setSilence(w.ports)(
      {
        id: 's',
        kind: 'silence',
        matchers: [{ name: 'subject', op: '=', value: 'bed-2' }],
        startsAt: now,
        endsAt: now + 10 * MINUTE,
        createdBy: 'anna',
        createdAt: now,
        comment: '',
      },
      now,
    );
    await w.act((await w.incident()).id, { kind: 'resolve', by: 'anna' });
    w.setClock(-by);
    await w.pass(10 * SECOND);
    await breach(w, 'bed-2');
    await w.pass(9 * MINUTE + 30 * SECOND);
    expect(w.received().filter(({ text }) => text.includes('bed-2'))).toEqual([]);
    await w.pass(MINUTE);
    expect(w.received().filter(({ text }) => text.includes('bed-2'))).toHaveLength(1);
  });

  test('sends a page that waits for its mailbox in time', async () => {
    const w = await setBack(0);
    await breach(w, 'bed-2');
    w.expectNoPage();
    w.setClock(-by);
    await w.pass(20 * SECOND);
    w.expectPage('anna', 'sms', /bed-2/);
  });

  test('tries a page again in time that SNS did not take', async () => {
    const w = createWorld(CONFIG);
    await w.pass(10 * SECOND);
    w.ports.publisher.decide(() => THROTTLED);
    await breach(w, 'bed-1');
    w.ports.publisher.decide(() => undefined);
    w.setClock(-by);
    await w.pass(20 * SECOND);
    w.expectPage('anna', 'sms', /bed-1/);
  });

  test('misses who sends nothing in time, and nobody who sends', async () => {
    const absent = absence('spo2', 5 * MINUTE, { name: 'gone' });
    const w = createWorld(hospital({ rules: [{ ...absent, title: 'No signal' }] }));
    await recover(w, 'bed-1');
    await recover(w, 'bed-2');
    await w.pass(MINUTE);
    w.setClock(-by);
    for (let minute = 0; minute < 4; minute++) {
      await recover(w, 'bed-2');
      await w.pass(MINUTE);
    }
    w.expectNoPage();
    await recover(w, 'bed-2');
    await w.pass(MINUTE + 10 * SECOND);
    w.expectPage('anna', 'sms', /No signal, bed-1/);
  });

  test('misses a heartbeat in time', async () => {
    const backup = {
      id: 'backup',
      title: 'Backup failed',
      service: 'it',
      severity: 'error',
      expected: { kind: 'every', period: 10 * MINUTE },
      grace: MINUTE,
    } as const;
    const w = createWorld(hospital({ config: { heartbeats: { backup } } }));
    await w.ping('backup');
    await w.pass(MINUTE);
    w.setClock(-by);
    await w.pass(9 * MINUTE + 50 * SECOND);
    w.expectNoPage();
    await w.pass(20 * SECOND);
    w.expectPage('dan', 'sms', /Backup failed/);
  });

  test('lets whatever flaps end after its own quiet', async () => {
    const w = createWorld(CONFIG);
    for (let swing = 0; swing < 20; swing++) {
      await (swing % 2 === 0 ? breach(w, 'bed-1') : recover(w, 'bed-1'));
      await w.pass(SECOND);
    }
    w.setClock(-by);
    await w.pass(5 * MINUTE + 10 * SECOND);
    expect(await w.open()).toEqual([]);
  });
});

describe('a clock that goes forward by an hour', () => {
  test('takes one step of the escalation at a time', async () => {
    const w = await setBack(-HOUR);
    await w.pass(10 * SECOND);
    w.expectPage('bo', 'sms', /bed-1/);
    await w.pass(4 * MINUTE);
    w.expectNoPage();
    await w.pass(MINUTE);
    w.expectPage('cia', 'sms', /bed-1/);
  });

  test('and back again lets the escalation go on', async () => {
    const w = await setBack(-HOUR);
    await w.pass(10 * SECOND);
    w.expectPage('bo', 'sms', /bed-1/);
    w.setClock(-HOUR);
    await w.pass(5 * MINUTE + 10 * SECOND);
    w.expectPage('cia', 'sms', /bed-1/);
    expect(w.now()).toBeLessThan(START + HOUR);
  });
});
