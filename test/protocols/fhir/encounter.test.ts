import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HOUR, MINUTE } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { below } from '../../support/config.ts';
import { startTestPlatform, TEST_CONFIG, type TestPlatform } from '../../support/platform.ts';
import { news2, observed, WELL } from '../../support/scores.ts';

let world: TestPlatform;

/** The only subject with a score. */
const SCORED = 'Location/12';

beforeAll(async () => {
  const rules = [
    below('spo2', 90, { bounds: { low: 80, high: 95 } }),
    news2({ matchers: [{ name: 'subject', op: '=', value: SCORED }] }),
  ];
  world = await startTestPlatform({ config: { ...TEST_CONFIG, rules } });
});
afterAll(() => world.platform.stop());

const PATIENT = 'Patient/1';
const BED = 'Location/7';

/** Sets a limit for each, and returns when they were set. */
async function setLimits(...subjects: readonly string[]): Promise<number> {
  let at = 0;
  for (const subject of subjects) {
    const json = { subject, rule: 'spo2-low', below: 85, minutes: 60, reason: 'COPD', by: 'anna' };
    const made = await world.call('POST', '/v1/limits', { json });
    expect(made.status).toBe(201);
    at = Date.parse(made.json.createdAt);
  }
  return at;
}

const limited = async () => {
  const { json } = await world.call('GET', '/v1/limits');
  return json.limits.map(({ subject }: { subject: string }) => subject);
};

const encounter = (more: object = {}) => ({
  resourceType: 'Encounter',
  status: 'finished',
  class: { code: 'IMP' },
  subject: { reference: PATIENT },
  ...more,
});
const send = (more: object, id = 'e1') =>
  world.call('PUT', `/fhir/Encounter/${id}`, { json: encounter({ id, ...more }) });
const bundled = (type: string, ...resources: readonly (readonly [string, object])[]) =>
  world.call('POST', '/fhir', {
    json: {
      resourceType: 'Bundle',
      type,
      entry: resources.map(([url, resource]) => ({ request: { method: 'PUT', url }, resource })),
    },
  });
const time = (at: number) => isoTime(at);

/** Ends all limits, whatever a test has left. */
async function clear(): Promise<void> {
  for (const subject of await limited()) {
    const json = { subject, rule: 'spo2-low', by: 'anna' };
    await world.call('POST', '/v1/limits/end', { json });
  }
}

describe('an Encounter', () => {
  test('that is finished ends the limits of its patient, of itself and of its places', async () => {
    const at = await setLimits(PATIENT, 'Encounter/e1', BED, 'Patient/2');
    const { status, json } = await send({
      period: { start: time(at - HOUR), end: time(at + 1) },
      location: [{ location: { reference: BED }, status: 'active' }],
    });
    expect(status).toBe(200);
    expect(json.issue[0].diagnostics).toMatch(/limits of single subjects .* have ended/u);
    expect(await limited()).toEqual(['Patient/2']);
    await clear();
  });

  test('that comes late or again ends nothing that was set for whoever came after', async () => {
    const at = await setLimits(PATIENT, BED);
    const said = {
      period: { end: time(at - MINUTE) },
      location: [{ location: { reference: BED } }],
    };
    await send(said);
    await send(said);
    expect(await limited()).toEqual([BED, PATIENT]);
    await clear();
  });

  test('that moves a patient ends the limits of the bed that is left, and of the one that is taken', async () => {
    const at = await setLimits(PATIENT, BED, 'Location/8', 'Location/9');
    await send({
      status: 'in-progress',
      location: [
        { location: { reference: BED }, status: 'completed', period: { end: time(at + 1) } },
        { location: { reference: 'Location/8' }, period: { start: time(at + 1) } },
        {
          location: { reference: 'Location/9' },
          status: 'planned',
          period: { start: time(at + 1) },
        },
      ],
    });
    expect(await limited()).toEqual(['Location/9', PATIENT]);
    await clear();
  });

  test('that is in a bed since before its limit was set leaves it, however often it comes', async () => {
    const at = await setLimits(BED);
    const there = [{ location: { reference: BED }, period: { start: time(at - 1) } }];
    await send({ status: 'in-progress', location: there });
    await send({ status: 'in-progress', location: there });
    expect(await limited()).toEqual([BED]);
    await clear();
  });

  test.each<readonly [string, object]>([
    ['is part of a stay', { partOf: { reference: 'Encounter/e0' } }],
    ['is a visit', { class: { code: 'AMB' } }],
    ['was entered in error', { status: 'entered-in-error' }],
    ['goes on', { status: 'in-progress' }],
    ['has no moment at which it ended', { period: { end: '2026-05-04' } }],
    ['ends tomorrow', { period: { end: '2099-01-01T00:00:00Z' } }],
    ['names nobody', { subject: undefined }],
  ])('that %s leaves the limits of the patient', async (_, more) => {
    const at = await setLimits(PATIENT);
    const { status } = await send({ period: { end: time(at + 1) }, ...more });
    expect(status).toBe(200);
    expect(await limited()).toEqual([PATIENT]);
    await clear();
  });

  test('that tells no moment is answered with what is missing', async () => {
    const { json } = await send({});
    expect(json.issue[0].diagnostics).toMatch(/in period\.end/u);
  });

  test('in a Bundle may refer to its patient by fullUrl', async () => {
    const at = await setLimits('Patient/p9');
    const entry = [
      {
        fullUrl: 'urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0',
        request: { method: 'PUT', url: 'Patient/p9' },
        resource: { resourceType: 'Patient', id: 'p9' },
      },
      {
        request: { method: 'POST', url: 'Encounter' },
        resource: encounter({
          subject: { reference: 'urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0' },
          period: { end: time(at + 1) },
        }),
      },
    ];
    const json = { resourceType: 'Bundle', type: 'batch', entry };
    const { json: told } = await world.call('POST', '/fhir', { json });
    expect(told.entry[1].response.status).toBe('200 OK');
    expect(await limited()).toEqual([]);
  });

  test('ends a score of the values of whoever has left a bed, also where nobody has set a limit', async () => {
    const values = { ...WELL, consciousness: 1 };
    const samples = observed(SCORED, values, 0).map(({ at: _, ...one }) => one);
    await world.call('POST', '/v1/samples', { json: { samples } });
    const path = `/v1/subjects/${encodeURIComponent(SCORED)}`;
    expect((await world.call('GET', path)).json.scores).toMatchObject([{ low: 3 }]);
    const location = [
      {
        location: { reference: SCORED },
        status: 'completed',
        period: { end: time(Date.now() + 1) },
      },
    ];
    const leaves = { status: 'in-progress', location };
    await send(leaves);
    await send(leaves);
    expect((await world.call('GET', path)).json).toMatchObject({ state: 'healthy', scores: [] });
    const audited = await world.call('GET', '/v1/audit?action=subject.occupancy');
    const ofBed = audited.json.entries.filter(({ subjects }: { subjects: readonly string[] }) =>
      subjects.includes(SCORED),
    );
    expect(ofBed).toMatchObject([{ after: { limitsEnded: 0 } }]);
  });

  test('in a transaction that is refused ends nothing', async () => {
    const at = await setLimits(PATIENT);
    const ends = encounter({ id: 'e1', period: { end: time(at + 1) } });
    const wrong = { resourceType: 'Medication', id: 'm1' };
    const resources = [
      ['Encounter/e1', ends],
      ['Medication/m1', wrong],
    ] as const;
    expect((await bundled('transaction', ...resources)).status).toBe(422);
    expect(await limited()).toEqual([PATIENT]);
    expect((await bundled('batch', ...resources)).status).toBe(200);
    expect(await limited()).toEqual([]);
  });

  test('ends a limit so that only what it has spared since then pages', async () => {
    const at = await setLimits(PATIENT, BED);
    const samples = [PATIENT, BED].map((subject) => ({ subject, metric: 'spo2', value: 88 }));
    await world.call('POST', '/v1/samples', { json: { samples } });
    const place = { location: { reference: BED }, period: { end: time(Date.now() + 5_000) } };
    const path = `/v1/subjects/${encodeURIComponent(PATIENT)}`;
    expect((await world.call('GET', path)).json.state).toBe('healthy');
    await send({ period: { end: time(at + 1) }, location: [place] });
    expect((await world.call('GET', path)).json.state).toBe('firing');
    const bed = await world.call('GET', `/v1/subjects/${encodeURIComponent(BED)}`);
    expect(bed.json).toMatchObject({ state: 'healthy', limits: [] });
  });

  test('is in the audit trail where it has ended a limit, with the key that sent it', async () => {
    const { json } = await world.call('GET', '/v1/audit?action=subject.occupancy');
    expect(json.entries).toContainEqual(
      expect.objectContaining({
        ...{ outcome: 'done', subjects: [PATIENT], who: expect.objectContaining({ kind: 'key' }) },
        after: expect.objectContaining({ occupied: false, limitsEnded: 1 }),
      }),
    );
    const before = json.entries.length;
    await send({ period: { end: time(Date.now() - MINUTE) } });
    const again = await world.call('GET', '/v1/audit?action=subject.occupancy');
    expect(again.json.entries).toHaveLength(before);
  });

  test('has the id of its path', async () => {
    const { status } = await send({ id: 'other' });
    expect(status).toBe(400);
  });

  test('is not taken from a key that may not post samples', async () => {
    const key = await world.key('read');
    const json = encounter();
    expect((await world.call('POST', '/fhir/Encounter', { json, key })).status).toBe(403);
  });
});
