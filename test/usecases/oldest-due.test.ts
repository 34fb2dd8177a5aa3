import { beforeEach, describe, expect, test } from '@jest/globals';
import { waiting } from '#core/notification/page-record.ts';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import { ingest } from '#usecases/ingest.ts';
import { oldestDue } from '#usecases/oldest-due.ts';
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
    await ingest(ports, HOSPITAL)([sample('bed-1', 'spo2', 80, NIGHT)], NIGHT);
    const [{ due = 0 } = {}] = (await ports.subjects.load(['bed-1'])).values();
    expect(await oldestDue(ports)(due + MINUTE)).toBe(MINUTE);
  });

  test('is told of an incident', async () => {
    await ports.incidents.save(incident([alert('bed-1')], { due: NIGHT - MINUTE }), 0);
    await ports.incidents.save(incident([alert('bed-2')], { due: NIGHT - SECOND }), 0);
    expect(await waited()).toBe(MINUTE);
  });

  test('is told of a page', async () => {
    const { order } = paging(incident([alert('bed-1')]), 'anna');
    const record = waiting(order, NIGHT - MINUTE)(undefined);
    if (record !== undefined) await ports.pages.save(record, 0);
    expect(await waited()).toBe(MINUTE);
  });
});
