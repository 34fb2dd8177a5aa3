import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DAY } from '#core/time/instant.ts';
import { startTestPlatform, type TestPlatform } from '../../support/platform.ts';

let world: TestPlatform;

beforeAll(async () => {
  world = await startTestPlatform();
});

afterAll(() => world.platform.stop());

const BOTH = { by: 'anna', key: 'local administrator' };

async function breach(subject: string): Promise<string> {
  const samples = [{ subject, metric: 'spo2', value: 80 }];
  await world.call('POST', '/v1/samples', { json: { samples } });
  for (;;) {
    const { json } = await world.call('GET', '/v1/incidents');
    const found = json.incidents.find((i: { subjects: string[] }) => i.subjects.includes(subject));
    if (found !== undefined) {
      return found.id;
    }
    await world.nextPage();
  }
}

describe('what is done with a key in the name of a person keeps both', () => {
  test('in an incident: who has it, who resolved it, and its timeline', async () => {
    const id = await breach('bed-both');
    const act = (action: string, json: object) =>
      world.call('POST', `/v1/incidents/${id}/${action}`, { json: { by: 'anna', ...json } });
    expect((await act('ack', {})).json.incident).toMatchObject({
      acknowledgedBy: 'anna',
      acknowledgedByKey: BOTH.key,
    });
    await act('note', { text: 'probe off' });
    const resolved = await act('resolve', { stillFiring: 'confirmed' });
    expect(resolved.json.incident).toMatchObject({
      resolvedBy: 'anna',
      resolvedByKey: BOTH.key,
    });
    const { json } = await world.call('GET', `/v1/incidents/${id}`);
    const byAnna = json.timeline.filter((entry: { by?: string }) => entry.by === 'anna');
    expect(byAnna).toMatchObject([BOTH, BOTH, BOTH]);
  });

  test('and a key alone is itself', async () => {
    const id = await breach('bed-key');
    const path = `/v1/incidents/${id}/ack`;
    const { incident } = (await world.call('POST', path, { json: {} })).json;
    expect(incident.acknowledgedBy).toBe('key local administrator');
    expect(incident).not.toHaveProperty('acknowledgedByKey');
  });

  test.each([
    ['a silence', '/v1/silences', { matchers: ['subject="x"'], minutes: 5, comment: 'x' }],
    [
      'an override',
      '/v1/overrides',
      {
        schedule: 'wards',
        person: 'bo',
        from: new Date(Date.now() + DAY).toISOString(),
        to: new Date(Date.now() + 2 * DAY).toISOString(),
      },
    ],
    ['a key', '/v1/keys', { name: 'station', scopes: ['read'] }],
  ])('in %s', async (_, path, json) => {
    const made = await world.call('POST', path, { json: { ...json, by: 'anna' } });
    expect(made.json).toMatchObject({ createdBy: 'anna', createdByKey: BOTH.key });
    const ended = await world.call('DELETE', `${path}/${made.json.id}?by=bo`);
    expect(ended.status).toBe(200);
    const list = await world.call('GET', path);
    const kept = Object.values(list.json)[0] as readonly Record<string, string>[];
    const now = kept.find(({ id }) => id === made.json.id);
    if (now === undefined) {
      return;
    }
    expect([now['endedBy'] ?? now['revokedBy'], now['endedByKey'] ?? now['revokedByKey']]).toEqual([
      'bo',
      BOTH.key,
    ]);
  });

  test("in a silence of Alertmanager's clients, which they are shown as one text", async () => {
    const json = {
      matchers: [{ name: 'subject', value: 'x' }],
      endsAt: new Date(Date.now() + DAY).toISOString(),
      createdBy: 'anna',
      comment: 'moving',
    };
    const { silenceID: id } = (await world.call('POST', '/api/v2/silences', { json })).json;
    const shown = (await world.call('GET', `/api/v2/silence/${id}`)).json;
    expect(shown.createdBy).toBe('anna, by key local administrator');
    const [stored] = await world.platform.ports.controls.silences();
    const kept = { createdBy: 'anna', byPerson: true, createdByKey: BOTH.key };
    expect(stored).toMatchObject(kept);
    await world.call('POST', '/api/v2/silences', { json: { ...shown, comment: 'again' } });
    expect(await world.platform.ports.controls.silences()).toContainEqual(
      expect.objectContaining({ ...kept, id, comment: 'again' }),
    );
  });

  test('and a name that is nobody of the config is refused, the nearest named', async () => {
    const json = { matchers: ['subject="x"'], minutes: 5, comment: 'x', by: 'ana' };
    const posted = await world.call('POST', '/v1/silences', { json });
    const removed = await world.call('DELETE', '/v1/silences/x?by=ana');
    for (const { status, json: told } of [posted, removed]) {
      expect([status, told.detail]).toEqual([400, expect.stringContaining('"anna"?')]);
    }
  });
});

describe('what an earlier version stored', () => {
  test('is read: the author of a silence that names its key, and a line without a key', async () => {
    const { controls } = world.platform.ports;
    const old = {
      id: 'old',
      kind: 'silence',
      matchers: [{ name: 'subject', op: '=', value: 'y' }],
      startsAt: Date.now(),
      endsAt: Date.now() + DAY,
      createdBy: 'bo (key grafana)',
      createdAt: Date.now(),
      comment: 'before',
    } as const;
    await controls.putSilence(old);
    const shown = (await world.call('GET', '/api/v2/silence/old')).json;
    expect(shown.createdBy).toBe('bo (key grafana)');
    await world.call('POST', '/api/v2/silences', { json: { ...shown, comment: 'longer' } });
    const again = (await world.call('GET', '/api/v2/silence/old')).json;
    expect(again.createdBy).toBe('bo, by key local administrator');
  });
});
