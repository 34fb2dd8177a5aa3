import { beforeEach, describe, expect, test } from '@jest/globals';
import { type MemoryPorts, memoryPorts } from '#adapters/memory/memory-ports.ts';
import { DAY } from '#core/time/instant.ts';
import { createApiKey } from '#http/api-key.ts';
import type { HttpHandler } from '#http/http-handler.ts';
import { gatewayEvent } from '#local/gateway-event.ts';
import { ingestSamples } from '#usecases/ingest-samples.ts';
import { hospital } from '../../support/config.ts';
import { alert, incident, NIGHT } from '../../support/incident.ts';
import { apiHandler } from '../../support/respond.ts';

const config = hospital({ config: { aliases: { 'bed-7': 'ICU Bed 7' } } });
const PATIENT = 'Patient/4711';

let ports: MemoryPorts;
let handler: HttpHandler;
let token: string;

beforeEach(async () => {
  ports = memoryPorts(() => NIGHT);
  const made = createApiKey('a test', ['read', 'respond'], NIGHT);
  token = made.token;
  await ports.controls.putKey(made.key);
  handler = apiHandler({ ports, config });
});

async function call(method: string, url: string) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = Buffer.from(method === 'GET' ? '' : '{}');
  const made = { method, url, headers, body, sourceIp: '::1', id: 'r', at: NIGHT };
  const answer = await handler(gatewayEvent(made).event, {} as never);
  return { statusCode: answer.statusCode, json: JSON.parse(answer.body ?? '') };
}

const code = async (subject: string) => (await ports.links.subjectCodes())(subject);

const listed = async (query: string) => {
  const { json } = await call('GET', `/v1/incidents${query}`);
  return (json.incidents as { subjects: readonly string[] }[]).flatMap(({ subjects }) => subjects);
};

describe('whoever is signed in', () => {
  test('sees what pages call a subject beside its id, in a list and of one', async () => {
    await ports.incidents.save(incident([alert(PATIENT)]), 0);
    const { json } = await call('GET', '/v1/incidents');
    const [{ id, subjects, inPages }] = json.incidents;
    expect([subjects, inPages]).toEqual([[PATIENT], [await code(PATIENT)]]);
    const shown = await call('GET', `/v1/incidents/${id}`);
    expect(shown.json.alerts[0]).toMatchObject({ subject: PATIENT, inPages: await code(PATIENT) });
    const done = await call('POST', `/v1/incidents/${id}/ack`);
    expect(done.json.incident.inPages).toEqual([await code(PATIENT)]);
  });

  test('finds the incidents of a subject by its id, its alias, and its code as it is typed', async () => {
    for (const subject of [PATIENT, 'bed-7', 'bed-8']) {
      await ports.incidents.save(incident([alert(subject)]), 0);
    }
    const of = await code(PATIENT);
    for (const said of [PATIENT, of, of.toLowerCase(), of.replace('-', '')]) {
      expect(await listed(`?subject=${encodeURIComponent(said)}`)).toEqual([PATIENT]);
    }
    for (const said of ['bed-7', 'ICU Bed 7', 'icu bed 7', await code('bed-7')]) {
      expect(await listed(`?subject=${encodeURIComponent(said)}`)).toEqual(['bed-7']);
    }
    expect(await listed('?subject=bed')).toEqual([]);
    expect(await listed('')).toHaveLength(3);
  });

  test('finds what is over with all others of its time', async () => {
    const over = { status: 'resolved', openedAt: NIGHT - DAY, resolvedAt: NIGHT } as const;
    await ports.incidents.save(incident([alert(PATIENT)], over), 0);
    const of = await code(PATIENT);
    expect(await listed(`?subject=${of}`)).toEqual([]);
    expect(await listed(`?status=all&days=2&subject=${of}`)).toEqual([PATIENT]);
  });
});

describe('a subject is retired', () => {
  const breach = (subject: string) =>
    ingestSamples(ports, config)(
      [{ subject, metric: 'spo2', value: 80, at: NIGHT, labels: {} }],
      NIGHT,
    );

  test.each([
    ['its own id', PATIENT, async () => PATIENT],
    ['its code', PATIENT, () => code(PATIENT)],
    ['its alias', 'bed-7', async () => 'ICU Bed 7'],
  ])('by %s', async (_, subject, said) => {
    await breach(subject);
    await ports.incidents.save(incident([alert(subject)]), 0);
    const path = `/v1/subjects/${encodeURIComponent(await said())}/retire`;
    expect(await call('POST', path)).toEqual({ statusCode: 200, json: { subject, alerts: 1 } });
  });

  test('by no code that stands for none, or for two', async () => {
    const none = await call('POST', `/v1/subjects/${await code(PATIENT)}/retire`);
    expect(none.statusCode).toBe(404);
    expect(none.json.detail).toMatch(/code of a page .* no subject of the last 31 days/);
    const twins = { ...config, aliases: { 'bed-7': 'Bed', 'bed-8': 'Bed' } };
    handler = apiHandler({ ports, config: twins });
    const two = await call('POST', '/v1/subjects/Bed/retire');
    expect([two.statusCode, two.json.detail]).toEqual([
      409,
      'Bed stands for "bed-7" and "bed-8": say which.',
    ]);
  });
});
