import { beforeEach, describe, expect, test } from '@jest/globals';
import { waiting } from '#core/paging/page-record.ts';
import { HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { forgetHeartbeat } from '#usecases/forget-heartbeat.ts';
import { ingestPing } from '#usecases/ingest-ping.ts';
import { ingestSamples } from '#usecases/ingest-samples.ts';
import { oldestDue } from '#usecases/oldest-due.ts';
import { retireSubject } from '#usecases/retire-subject.ts';
import { below } from '../support/config.ts';
import { WITH_HEARTBEATS } from '../support/heartbeats.ts';
import { alert, incident, NIGHT, paging } from '../support/incident.ts';
import { sample } from '../support/world.ts';
import { HOSPITAL, watchedPorts } from './given-incident.ts';

let ports: ReturnType<typeof watchedPorts>['ports'];

beforeEach(() => {
  ({ ports } = watchedPorts());
});

const waited = () => oldestDue(ports)(NIGHT);

describe('how long the oldest due item has waited', () => {
  test('is 0 where nothing is due', async () => {
    await ports.incidents.save(incident([alert('bed-1')]), 0);
    expect(await waited()).toBe(0);
  });

  test('is told of a subject', async () => {
    await ingestSamples(ports, HOSPITAL)([sample('bed-1', 'spo2', 80, NIGHT)], NIGHT);
    const [{ due = 0 } = {}] = (await ports.subjects.load(['bed-1'])).values();
    expect(await oldestDue(ports)(due + MINUTE)).toBe(MINUTE);
  });

  test('counts from the moment in which a subject was retired that had told nothing', async () => {
    const config = { ...HOSPITAL, rules: [below('spo2', 92, { for: MINUTE })] };
    await ingestSamples(ports, config)([sample('bed-1', 'spo2', 80, NIGHT)], NIGHT);
    const at = NIGHT + SECOND;
    const retired = await retireSubject(ports, config)('bed-1', { by: 'anna' }, at);
    expect(retired).toEqual({ kind: 'retired', alerts: 0 });
    expect(await oldestDue(ports)(at + 5 * SECOND)).toBe(5 * SECOND);
  });

  test('counts from the moment in which a subject was retired that told something long ago', async () => {
    const take = ingestSamples(ports, HOSPITAL);
    for (const [value, at] of [
      [80, NIGHT],
      [80, NIGHT + MINUTE],
      [98, NIGHT + 2 * MINUTE],
    ] as const) {
      await take([sample('bed-1', 'spo2', value, at)], at);
    }
    const at = NIGHT + HOUR;
    await retireSubject(ports, HOSPITAL)('bed-1', { by: 'anna' }, at);
    expect(await oldestDue(ports)(at + 5 * SECOND)).toBe(5 * SECOND);
  });

  test('counts from the moment in which the watch of a heartbeat was ended', async () => {
    const ping = { heartbeat: 'backup', ping: { kind: 'success' } } as const;
    await ingestPing(ports, WITH_HEARTBEATS)(ping, NIGHT);
    const at = NIGHT + MINUTE;
    expect(await forgetHeartbeat(ports, WITH_HEARTBEATS)('backup', { by: 'anna' }, at)).toBe(
      'forgotten',
    );
    expect(await oldestDue(ports)(at + 5 * SECOND)).toBe(5 * SECOND);
  });

  test('is told of an incident', async () => {
    await ports.incidents.save(incident([alert('bed-1')], { due: NIGHT - MINUTE }), 0);
    await ports.incidents.save(incident([alert('bed-2')], { due: NIGHT - SECOND }), 0);
    expect(await waited()).toBe(MINUTE);
  });

  test('is told of a page', async () => {
    const { order } = paging(incident([alert('bed-1')]), 'anna');
    const record = waiting(order, NIGHT - MINUTE)(undefined);
    if (record !== undefined) {
      await ports.pages.save(record, 0);
    }
    expect(await waited()).toBe(MINUTE);
  });
});
