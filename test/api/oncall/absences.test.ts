import { beforeEach, describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { DAY, HOUR } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import type { Ports } from '#usecases/ports.ts';
import { asker } from '../../support/ask.ts';
import { hospital, person, policy, service } from '../../support/config.ts';
import { layer } from '../../support/layer.ts';
import { apiHandler } from '../../support/respond.ts';

const called = (id: string) => [{ kind: 'schedule' as const, id }];

/**
 * Nurses pass over whoever is away; the doctor's turns stay open: their service reaches nobody. Of
 * a crew both must answer.
 */
const CONFIG = hospital({
  policies: [
    policy('round', [called('doctors')]),
    { ...policy('two', []), steps: [{ targets: called('crew'), delay: HOUR, answers: 2 }] },
  ],
  services: [service('round', 'round'), service('theatre', 'two')],
  config: {
    people: Object.fromEntries(['anna', 'bo', 'cia', 'dag', 'eva'].map((id) => [id, person(id)])),
    schedules: {
      nurses: {
        id: 'nurses',
        timeZone: 'UTC',
        layers: [layer(['anna', 'bo'], { passesOver: true })],
      },
      doctors: { id: 'doctors', timeZone: 'UTC', layers: [layer(['cia'])] },
      crew: { id: 'crew', timeZone: 'UTC', layers: [{ ...layer([]), people: [['dag', 'eva']] }] },
    },
  },
});

const NOW = Date.UTC(2026, 9, 24, 7);
const iso = isoTime;
const span = (from: number, to: number) => ({ from: iso(NOW + from), to: iso(NOW + to) });

let ports: Ports;
let ask: Awaited<ReturnType<typeof asker>>;

beforeEach(async () => {
  ports = memoryPorts();
  const handler = apiHandler({ ports, config: CONFIG, clock: () => NOW });
  ask = await asker(handler, ports.controls, ['read', 'respond']);
});

const post = (path: string, json: object) => ask(path, { method: 'POST', json });

const onCall = async (schedule: string, at: number) =>
  (await ask(`/v1/oncall?schedule=${schedule}&at=${iso(NOW + at)}`)).json.schedules[0].person;

describe('an absence', () => {
  test('is noted where colleagues have the turns, and says which change', async () => {
    const turn = await onCall('nurses', DAY + HOUR);
    const other = turn === 'anna' ? 'bo' : 'anna';
    const made = await post('/v1/absences', { person: turn, ...span(DAY, 2 * DAY) });
    expect(made).toMatchObject({
      status: 201,
      json: {
        person: turn,
        uncoveredTurns: [],
        gaps: [],
        changes: [
          { schedule: 'nurses', before: turn, after: other },
          { schedule: 'nurses', before: other, after: turn },
        ],
      },
    });
    expect(await onCall('nurses', DAY + HOUR)).toBe(other);
    expect(await onCall('nurses', 2 * DAY + HOUR)).toBe(turn);
    expect((await ask('/v1/absences')).json.absences).toMatchObject([{ person: turn }]);
  });

  test('is refused with every turn that nobody would have, unless a reason is given', async () => {
    const away = { person: 'cia', ...span(DAY, 2 * DAY) };
    const { status, json } = await post('/v1/absences', away);
    expect(status).toBe(409);
    expect(json).toMatchObject({
      detail: expect.stringMatching(
        /nobody has doctors from 2026-10-25.*service round reaches nobody/,
      ),
      uncoveredTurns: [{ schedule: 'doctors', ...span(DAY, 2 * DAY) }],
      gaps: [{ service: 'round', ...span(DAY, 2 * DAY) }],
    });
    expect(await onCall('doctors', DAY)).toBe('cia');
    const forced = await post('/v1/absences', { ...away, uncovered: 'no rounds that day' });
    expect(forced).toMatchObject({ status: 201, json: { uncovered: 'no rounds that day' } });
    expect(await onCall('doctors', DAY)).toBeUndefined();
    expect(await onCall('doctors', 2 * DAY)).toBe('cia');
  });

  test('is refused where fewer are left than must answer', async () => {
    const { status, json } = await post('/v1/absences', { person: 'eva', ...span(DAY, 2 * DAY) });
    expect({ status, json }).toMatchObject({
      status: 409,
      json: {
        detail: expect.stringMatching(
          /since then service theatre reaches fewer people than the 2 who must answer from/,
        ),
        uncoveredTurns: [],
        gaps: [{ service: 'theatre', wanted: 2, ...span(DAY, 2 * DAY) }],
      },
    });
    const both = { person: 'dag', ...span(DAY, 2 * DAY), uncovered: 'it is closed' };
    expect((await post('/v1/absences', both)).json.gaps).toMatchObject([{ wanted: 2 }]);
  });

  test('is noted without one once a colleague stands in', async () => {
    const cover = { schedule: 'doctors', person: 'bo', instead: 'cia', ...span(DAY, 2 * DAY) };
    expect((await post('/v1/overrides', cover)).status).toBe(201);
    const away = await post('/v1/absences', { person: 'cia', ...span(DAY, 2 * DAY) });
    expect(away).toMatchObject({ status: 201, json: { uncoveredTurns: [], gaps: [] } });
    expect(await onCall('doctors', DAY)).toBe('bo');
  });

  test('counts from the moment at which it is told', async () => {
    const made = await post('/v1/absences', { person: 'bo', ...span(-2 * DAY, 2 * DAY) });
    expect(made).toMatchObject({ status: 201, json: { ...span(0, 2 * DAY) } });
  });

  test('is refused where another, told at the same time, leaves nobody with it', async () => {
    const both = await Promise.all(
      ['anna', 'bo'].map((person) => post('/v1/absences', { person, ...span(DAY, 2 * DAY) })),
    );
    expect(both.map(({ status }) => status)).toContain(409);
    expect(await onCall('nurses', DAY + HOUR)).toMatch(/anna|bo/);
  });

  test('is ended, and their turns are theirs again', async () => {
    const away = { person: 'cia', ...span(DAY, 2 * DAY), uncovered: 'tried' };
    const { id } = (await post('/v1/absences', away)).json;
    const ended = await post('/v1/absences/end', { id });
    expect(ended).toMatchObject({ status: 200, json: { endedAt: iso(NOW) } });
    expect(await onCall('doctors', DAY)).toBe('cia');
    expect((await post('/v1/absences/end', { id })).status).toBe(404);
  });

  test.each([
    ['somebody unknown', { person: 'dora', ...span(DAY, 2 * DAY) }, /no person "dora"/],
    ['an end before the beginning', { person: 'bo', ...span(DAY, HOUR) }, /end after it begins/],
    ['what is over', { person: 'bo', ...span(-DAY, -HOUR) }, /end in the future/],
    ['more than 400 days', { person: 'bo', ...span(0, 401 * DAY) }, /at most 400 days/],
  ])('is refused for %s', async (_, body, detail) => {
    const { status, json } = await post('/v1/absences', body);
    expect([status, json.detail]).toEqual([400, expect.stringMatching(detail)]);
  });
});
