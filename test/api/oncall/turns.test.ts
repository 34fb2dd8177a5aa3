import { beforeEach, describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import type { Layer } from '#core/oncall/schedule.ts';
import { HOUR } from '#core/time/instant.ts';
import type { Ports } from '#usecases/ports.ts';
import { asker } from '../../support/ask.ts';
import { hospital, person } from '../../support/config.ts';
import { apiHandler } from '../../support/respond.ts';

const layer = (name: string, people: readonly string[], more: Partial<Layer> = {}): Layer => ({
  name,
  people,
  shift: { hours: 12 },
  start: '2026-10-01T07:00',
  restrictions: [],
  ...more,
});

const DAYS = [{ days: [], from: '07:00', to: '19:00' }];
const NIGHTS = [{ days: [], from: '19:00', to: '07:00' }];

/** Nurses day and night, in Stockholm; a doctor at night only, in UTC. */
const CONFIG = hospital({
  config: {
    people: {
      anna: person('anna'),
      bo: person('bo'),
      cia: person('cia'),
      mute: person('mute', []),
    },
    schedules: {
      nurses: {
        id: 'nurses',
        timeZone: 'Europe/Stockholm',
        layers: [layer('wards', ['anna', 'bo'])],
      },
      doctor: {
        id: 'doctor',
        timeZone: 'UTC',
        layers: [layer('nights', ['bo'], { restrictions: NIGHTS })],
      },
      ward: {
        id: 'ward',
        timeZone: 'UTC',
        layers: [layer('all', ['anna', 'cia']), layer('all', ['cia'], { restrictions: DAYS })],
      },
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

const override = (id: string, who: string, from: number, to: number) =>
  ports.controls.putOverride({
    id,
    schedule: 'nurses',
    person: who,
    from,
    to,
    createdAt: NOON,
    createdBy: 'anna',
  });

const shown = (turns: readonly Record<string, string>[]) =>
  turns.map(({ from, to, person: who = '-', layer: of, override: by = of ?? '' }) =>
    [from?.slice(5, 16), to?.slice(5, 16), who, by].join(' '),
  );

describe('a calendar of turns', () => {
  test('has the turns of a schedule, the night in which the clocks go back an hour longer', async () => {
    const { json } = await ask(
      '/v1/turns?schedule=nurses&from=2026-10-24T17:00Z&to=2026-10-25T18:00Z',
    );
    expect(shown(json.turns)).toEqual([
      '10-24T17:00 10-25T06:00 bo wards',
      '10-25T06:00 10-25T18:00 anna wards',
    ]);
  });

  test('has overrides above the layers, and leaves out those of people who cannot be paged', async () => {
    await override('one', 'anna', NOON + 7 * HOUR, NOON + 9 * HOUR);
    await override('two', 'mute', NOON + 8 * HOUR, NOON + 12 * HOUR);
    const { json } = await ask(
      '/v1/turns?schedule=nurses&from=2026-10-24T17:00Z&to=2026-10-25T06:00Z',
    );
    expect(shown(json.turns)).toEqual([
      '10-24T17:00 10-24T19:00 bo wards',
      '10-24T19:00 10-24T21:00 anna one',
      '10-24T21:00 10-25T06:00 bo wards',
    ]);
    expect(json.turns[1]).toMatchObject({ by: 'override', name: 'Anna' });
  });

  test('has the gaps', async () => {
    const { json } = await ask('/v1/turns?schedule=doctor&from=2026-10-24&to=2026-10-25');
    expect(shown(json.turns)).toEqual([
      '10-24T00:00 10-24T07:00 bo nights',
      '10-24T07:00 10-24T19:00 - ',
      '10-24T19:00 10-25T00:00 bo nights',
    ]);
    expect(json.turns[1].by).toBe('nobody');
  });

  test('has one person in all schedules, page by page', async () => {
    const url = '/v1/turns?person=bo&from=2026-10-24T07:00Z&to=2026-10-26T07:00Z&limit=2';
    const seen: string[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const { json } = await ask(`${url}&cursor=${cursor}`);
      seen.push(...shown(json.turns));
      cursor = json.next;
    }
    expect(seen).toEqual([
      '10-24T17:00 10-25T06:00 bo wards',
      '10-24T19:00 10-25T07:00 bo nights',
      '10-25T18:00 10-26T06:00 bo wards',
      '10-25T19:00 10-26T07:00 bo nights',
    ]);
  });

  test('has each layer by itself where that is asked for, whatever lies over it', async () => {
    await override('one', 'anna', NOON + 7 * HOUR, NOON + 9 * HOUR);
    const { json } = await ask(
      '/v1/turns?schedule=ward&from=2026-10-24T12:00Z&to=2026-10-25T08:00Z&layers=each',
    );
    expect(json.turns.map((turn: { rank: number }) => turn.rank)).toEqual([1, 2, 1, 1, 2]);
    expect(shown(json.turns)).toEqual([
      '10-24T12:00 10-24T19:00 anna all',
      '10-24T12:00 10-24T19:00 cia all',
      '10-24T19:00 10-25T07:00 cia all',
      '10-25T07:00 10-25T08:00 anna all',
      '10-25T07:00 10-25T08:00 cia all',
    ]);
  });

  test('has two layers that begin a turn together, page by page', async () => {
    const url = '/v1/turns?schedule=ward&from=2026-10-24T12:00Z&to=2026-10-24T13:00Z&layers=each';
    const { json } = await ask(`${url}&limit=1`);
    const after = await ask(`${url}&limit=1&cursor=${json.next}`);
    expect([json, after.json].map(({ turns }) => turns[0].rank)).toEqual([1, 2]);
    expect(after.json.next).toBeUndefined();
  });

  test('begins now and has four weeks unless told otherwise', async () => {
    const { json } = await ask('/v1/turns');
    expect([json.from, json.to]).toEqual(['2026-10-24T12:00:00Z', '2026-11-21T12:00:00Z']);
  });

  test.each([
    ['to=2026-10-24', 400, '"to" is "2026-10-24", which is not after "from"; it must be later.'],
    ['layers=all', 400, '"layers" is "all"; it must be one of "each".'],
    ['from=noon', 400, '"from" is "noon"; it must be a time such as'],
    ['to=2028-10-24', 400, 'From "from" to "to" are 731 days; at most 400 are told at once.'],
    ['schedule=nurse', 404, 'Did you mean "nurses"?'],
    ['person=ana', 400, 'Did you mean "anna"?'],
  ])('says what is wrong with %s', async (query, status, text) => {
    const answer = await ask(`/v1/turns?${query}`);
    expect(answer.status).toBe(status);
    expect(answer.json.detail).toContain(text);
  });
});

describe('whoever is on call', () => {
  test('is shown with the next person, overrides included', async () => {
    const at = encodeURIComponent('2026-10-24T18:00:00Z');
    const before = await ask(`/v1/oncall?schedule=nurses&at=${at}`);
    expect(before.json.schedules[0]).toMatchObject({
      person: 'bo',
      until: '2026-10-25T06:00:00Z',
      nextPerson: 'anna',
      nextName: 'Anna',
    });
    await override('one', 'anna', NOON + 7 * HOUR, NOON + 9 * HOUR);
    const after = await ask(`/v1/oncall?schedule=nurses&at=${at}`);
    expect(after.json.schedules[0]).toMatchObject({
      until: '2026-10-24T19:00:00Z',
      nextPerson: 'anna',
    });
  });

  test('is shown without a next person if nobody follows', async () => {
    const { json } = await ask('/v1/oncall?schedule=doctor&at=2026-10-24T20:00Z');
    expect(json.schedules[0]).toMatchObject({ person: 'bo', until: '2026-10-25T07:00:00Z' });
    expect(json.schedules[0].nextPerson).toBeUndefined();
  });
});
