import { beforeEach, describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import type { Override } from '#core/oncall/schedule.ts';
import { DAY, HOUR } from '#core/time/instant.ts';
import type { Ports } from '#usecases/ports.ts';
import { asker } from '../../support/ask.ts';
import { hospital, person } from '../../support/config.ts';
import { apiHandler } from '../../support/respond.ts';

const RULE = { channel: 'sms', delay: 0, severities: ['critical', 'error'] } as const;

const turns = (people: readonly string[]) => ({
  name: 'days',
  people,
  shift: { hours: 12 },
  start: '2026-10-01T07:00',
  restrictions: [{ days: [], from: '07:00', to: '19:00' }],
});

/** By day anna; the doctors' days are bo's. At night nobody. */
const CONFIG = hospital({
  config: {
    people: {
      anna: person('anna'),
      bo: person('bo', ['sms'], [RULE]),
      mute: person('mute', []),
    },
    schedules: {
      nurses: { id: 'nurses', timeZone: 'UTC', layers: [turns(['anna'])] },
      doctors: { id: 'doctors', timeZone: 'UTC', layers: [turns(['bo'])] },
    },
  },
});

const NOON = Date.UTC(2026, 9, 24, 12);

let ports: Ports;
let ask: Awaited<ReturnType<typeof asker>>;

beforeEach(async () => {
  ports = memoryPorts();
  const handler = apiHandler({ ports, config: CONFIG, clock: () => NOON });
  ask = await asker(handler, ports.controls);
});

const set = (id: string, more: Partial<Override>) =>
  ports.controls.putOverride({
    id,
    schedule: 'nurses',
    person: 'bo',
    from: NOON,
    to: NOON + 24 * HOUR,
    createdAt: NOON,
    createdBy: 'anna',
    ...more,
  });

const shown = (spans: readonly Record<string, string>[]) =>
  spans.map(({ from, to, before = '-', after = '-' }) =>
    [from?.slice(8, 16), to?.slice(8, 16), before, after].join(' '),
  );

const preview = (query: string) => ask(`/v1/overrides/preview?${query}`);

const NEW = 'schedule=nurses&person=bo&from=2026-10-24T17:00Z&to=2026-10-25T09:00Z';

describe('the preview of an override', () => {
  test('has the turns that change, from whom to whom, and is not set by it', async () => {
    const { status, json } = await preview(NEW);
    expect(status).toBe(200);
    expect(shown(json.changes)).toEqual([
      '24T17:00 24T19:00 anna bo',
      '24T19:00 25T07:00 - bo',
      '25T07:00 25T09:00 anna bo',
    ]);
    expect(json.gaps).toEqual([]);
    expect(await ports.controls.overrides()).toEqual([]);
  });

  test('says when its person is on call elsewhere too, and about what they cannot be paged', async () => {
    const { json } = await preview(NEW);
    expect(json.alsoOnCall).toEqual([
      { schedule: 'doctors', from: '2026-10-24T17:00:00Z', to: '2026-10-24T19:00:00Z' },
      { schedule: 'doctors', from: '2026-10-25T07:00:00Z', to: '2026-10-25T09:00:00Z' },
    ]);
    expect(json.passedOverFor).toEqual(['warning', 'info']);
  });

  test('wins over overrides that there are, and changes nothing where its person is on call', async () => {
    await set('one', { from: NOON + 6 * HOUR, to: NOON + 10 * HOUR });
    await set('two', { person: 'anna', from: NOON + 8 * HOUR, to: NOON + 9 * HOUR });
    const { json } = await preview(NEW);
    expect(shown(json.changes)).toEqual([
      '24T17:00 24T18:00 anna bo',
      '24T20:00 24T21:00 anna bo',
      '24T22:00 25T07:00 - bo',
      '25T07:00 25T09:00 anna bo',
    ]);
  });

  test('begins now where the override has begun', async () => {
    const begun = NEW.replace('2026-10-24T17', '2026-10-24T08');
    expect(shown((await preview(begun)).json.changes)[0]).toBe('24T12:00 24T19:00 anna bo');
  });

  test('of its removal has what is uncovered then', async () => {
    await set('one', {});
    const { json } = await preview('without=one');
    expect(shown(json.changes)).toEqual([
      '24T12:00 24T19:00 bo anna',
      '24T19:00 25T07:00 bo -',
      '25T07:00 25T12:00 bo anna',
    ]);
    expect(json.gaps).toEqual([{ from: '2026-10-24T19:00:00Z', to: '2026-10-25T07:00:00Z' }]);
    expect(await ports.controls.overrides()).toHaveLength(1);
  });

  test('looks 400 days ahead, however long the override is', async () => {
    await set('long', { to: NOON + 4_000 * DAY });
    const { json } = await preview('without=long');
    expect(json.to).toBe('2027-11-28T12:00:00Z');
  });

  test('of the removal of one that has ended, or has lost its schedule, is empty', async () => {
    await set('past', { from: NOON - 2 * HOUR, to: NOON - HOUR });
    await set('lost', { schedule: 'gone' });
    for (const id of ['past', 'lost']) {
      expect((await preview(`without=${id}`)).json.changes).toEqual([]);
    }
  });

  test.each([
    ['schedule=nurses', 400, 'It needs "schedule", "person", "from" and "to"'],
    ['schedule=nurses&person=bo', 400, '"to" is missing; it must be a time after "from".'],
    [NEW.replace('2026-10-25', '2026-10-23'), 400, 'An override must end after it begins.'],
    [NEW.replace('bo', 'mute'), 400, 'Mute has no contact method and cannot be paged.'],
    [NEW.replace('nurses', 'nurse'), 400, 'Did you mean "nurses"?'],
    ['without=two', 400, 'There is no override "two".'],
  ])('says what is wrong with %s', async (query, status, text) => {
    const answer = await preview(query);
    expect([answer.status, answer.json.detail]).toEqual([status, expect.stringContaining(text)]);
  });
});

test('the preview of an override tells the first hundred spans of each kind, and counts the others', async () => {
  const { json } = await preview('schedule=nurses&person=bo&from=2026-10-24T12:00Z&to=2027-10-01');
  expect(json.changes).toHaveLength(100);
  expect(json.alsoOnCall).toHaveLength(100);
  expect(json.moreChanges).toBeGreaterThan(500);
  expect(json.moreAlsoOnCall).toBeGreaterThan(200);
  await set('cover', { to: NOON + 300 * DAY });
  const { json: removed } = await preview('without=cover');
  expect(removed.gaps).toHaveLength(100);
  expect(removed.moreGaps).toBe(200);
});
