import { describe, expect, test } from '@jest/globals';
import { HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { retireSubject } from '#usecases/retire-subject.ts';
import { silenceIncident } from '#usecases/silence-incident.ts';
import { hospital, service } from '../support/config.ts';
import { endedEvent, externalAlert, firingEvent } from '../support/external-alert.ts';
import { createWorld, START, sample, type World } from '../support/world.ts';

const CONFIG = hospital({ config: { alertRoutes: [{ matchers: [], to: { service: 'icu' } }] } });
const resolve = { kind: 'resolve', by: 'anna' } as const;
const AUTHOR = { createdBy: 'anna', byPerson: true } as const;
const disk = externalAlert('DiskFull', START);

async function breached(config = CONFIG): Promise<{ w: World; id: string }> {
  const w = createWorld(config);
  await w.post(sample('bed-1', 'spo2', 84, START));
  w.expectPage('anna', 'sms');
  return { w, id: (await w.incident()).id };
}

async function alerted(): Promise<{ w: World; id: string }> {
  const w = createWorld(CONFIG);
  await w.send(firingEvent(disk));
  w.expectPage('anna', 'sms');
  return { w, id: (await w.incident()).id };
}

describe('resolved by hand while it breaches', () => {
  test('it is quiet for a minute, and pages again at the next tick', async () => {
    const { w, id } = await breached();
    await w.act(id, resolve);
    await w.pass(50 * SECOND);
    w.expectNoPage();
    await w.pass(10 * SECOND);
    w.expectPage('anna', 'sms', /spo2 low/);
    expect((await w.incident()).id).toBe(id);
    await w.pass(4 * MINUTE);
    w.expectNoPage();
  });

  test('it is over where the patient recovers within the minute', async () => {
    const { w, id } = await breached();
    await w.act(id, resolve);
    await w.pass(20 * SECOND);
    await w.post(sample('bed-1', 'spo2', 97, w.now()));
    await w.pass(20 * MINUTE);
    expect(await w.open()).toEqual([]);
    w.expectNoPage();
  });

  test('undone, it is as it was, and pages nobody twice', async () => {
    const { w, id } = await breached();
    await w.pass(MINUTE);
    await w.act(id, resolve);
    await w.pass(30 * SECOND);
    expect(await w.act(id, { kind: 'undo', by: 'bo' })).toMatch(/^done/);
    await w.pass(3 * MINUTE);
    w.expectNoPage();
    await w.pass(30 * SECOND);
    w.expectPage('bo', 'sms');
  });

  test('a technical alert about it is told once, and ends once it is over', async () => {
    const { w, id } = await breached();
    await w.pass(5 * MINUTE);
    w.expectPage('bo', 'sms');
    await w.pass(5 * MINUTE);
    w.expectPage('cia', 'sms');
    await w.pass(5 * MINUTE);
    w.expectPage('dan', 'sms', /nobody answers/);
    await w.act(id, resolve);
    await w.act(id, { kind: 'undo', by: 'anna' });
    await w.pass(MINUTE);
    w.expectNoPage();
    await w.post(sample('bed-1', 'spo2', 97, w.now()));
    expect(await w.open()).toEqual([]);
  });

  test('silenced instead it stays open, quiet, and pages again when the silence ends', async () => {
    const { w, id } = await breached();
    const asked = { author: AUTHOR, lasts: HOUR, newId: () => 's-1' };
    const silence = silenceIncident(w.ports, CONFIG);
    expect((await silence(id, asked, w.now())).text).toMatch(/^Silenced until .*10:00/);
    await w.run();
    expect(await w.incident()).toMatchObject({ status: 'triggered', silenced: { by: 's-1' } });
    expect(await silence(id, asked, w.now())).toMatchObject({ kind: 'already' });
    await w.pass(2 * MINUTE);
    await w.post(sample('bed-1', 'pulse', 30, w.now()));
    w.expectPage('anna', 'sms');
    await w.act(id, { kind: 'acknowledge', by: 'anna' });
    expect(await w.ports.controls.silences()).toMatchObject([
      { createdBy: 'anna', byPerson: true },
    ]);
  });

  test('a subject that is retired ends it at once, and pages at its next breach', async () => {
    const { w } = await breached();
    await retireSubject(w.ports, CONFIG)('bed-1', { by: 'anna' }, w.now());
    await w.run();
    expect(await w.open()).toEqual([]);
    await w.pass(MINUTE);
    await w.post(sample('bed-1', 'spo2', 84, w.now()));
    w.expectPage('anna', 'sms');
  });

  test('where incidents are held it is final a minute after all has recovered', async () => {
    const { w, id } = await breached(
      hospital({ services: [service('icu', 'icu', { autoResolve: false })] }),
    );
    await w.post(sample('bed-1', 'spo2', 97, w.now() + 1));
    expect(await w.act(id, { ...resolve, unlessFiring: true })).toBe('done: Resolved.');
    expect(await w.act(id, { kind: 'undo', by: 'anna' })).toMatch(/^done/);
    expect((await w.incident()).status).toBe('triggered');
    await w.act(id, resolve);
    await w.pass(2 * MINUTE);
    expect(await w.act(id, { kind: 'undo', by: 'anna' })).toMatch(/^refused/);
    w.expectNoPage();
  });
});

describe('an external alert that its sender does not repeat', () => {
  test('ends a minute after a person has resolved it, and pages nobody', async () => {
    const { w, id } = await alerted();
    await w.act(id, resolve);
    await w.pass(HOUR);
    w.expectNoPage();
    expect(await w.open()).toEqual([]);
  });

  test('is as it was where that is undone: its sender can still end it', async () => {
    const { w, id } = await alerted();
    await w.act(id, resolve);
    await w.pass(30 * SECOND);
    await w.act(id, { kind: 'undo', by: 'anna' });
    await w.pass(2 * MINUTE);
    expect((await w.incident()).status).toBe('triggered');
    await w.send(endedEvent(disk));
    expect(await w.open()).toEqual([]);
    w.expectNoPage();
  });

  test('that is sent once more within the minute is not over, and pages when it has passed', async () => {
    const { w, id } = await alerted();
    await w.act(id, resolve);
    await w.pass(30 * SECOND);
    await w.send(firingEvent(disk));
    w.expectNoPage();
    await w.pass(30 * SECOND);
    w.expectPage('anna', 'sms', /DiskFull/);
  });
});
