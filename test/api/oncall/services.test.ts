import { beforeEach, describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import type { Layer } from '#core/oncall/schedule.ts';
import { HOUR, MINUTE } from '#core/time/instant.ts';
import type { Ports } from '#usecases/ports.ts';
import { asker } from '../../support/ask.ts';
import { hospital, person, policy, service, to } from '../../support/config.ts';
import { apiHandler } from '../../support/respond.ts';

const layer = (name: string, people: readonly string[], more: Partial<Layer> = {}): Layer => ({
  name,
  people,
  shift: { hours: 12 },
  start: '2026-10-01T07:00',
  restrictions: [],
  ...more,
});

const CRITICAL = [{ channel: 'sms', delay: 0, severities: ['critical'] }] as const;

/** Nurses by turns; by day a doctor; Cia is paged about what is critical alone. */
const CONFIG = hospital({
  config: {
    people: {
      anna: person('anna'),
      bo: person('bo'),
      cia: person('cia', ['sms'], CRITICAL),
      dan: person('dan'),
      mute: person('mute', []),
    },
    schedules: {
      nurses: { id: 'nurses', timeZone: 'UTC', layers: [layer('wards', ['anna', 'bo'])] },
      doctor: {
        id: 'doctor',
        timeZone: 'UTC',
        layers: [
          layer('days', ['dan'], { restrictions: [{ days: [], from: '07:00', to: '19:00' }] }),
        ],
      },
    },
    policies: {
      icu: policy(
        'icu',
        [[{ kind: 'schedule', id: 'nurses' }], [{ kind: 'schedule', id: 'doctor' }, ...to('cia')]],
        { repeat: 1, repeatFrom: 'first', fallback: to('mute') },
      ),
      it: policy('it', [to('dan')]),
    },
    services: {
      icu: service('icu', 'icu'),
      it: service('it', 'it', {
        policies: { critical: 'it', error: null, warning: null, info: null },
      }),
    },
  },
});

const NIGHT = Date.UTC(2026, 9, 24, 23);

let ports: Ports;
let ask: Awaited<ReturnType<typeof asker>>;

beforeEach(async () => {
  ports = memoryPorts();
  const handler = apiHandler({ ports, config: CONFIG, clock: () => NIGHT });
  ask = await asker(handler, ports.controls);
});

const override = (who: string) =>
  ports.controls.putOverride({
    id: 'one',
    schedule: 'nurses',
    person: who,
    from: NIGHT - HOUR,
    to: NIGHT + HOUR,
    createdAt: NIGHT - HOUR,
    createdBy: 'anna',
  });

const onCallOf = async (name: string, more = '') =>
  (await ask(`/v1/oncall/services?service=${name}${more}`)).json.services[0];

describe('whom a service pages', () => {
  test('is told by step, with until when, who follows, and how long each waits', async () => {
    const { name, escalations, unpaged } = await onCallOf('icu');
    expect([name, unpaged]).toEqual(['ICU', ['info']]);
    const [{ policy: id, severities, stages }] = escalations;
    expect([id, severities]).toEqual(['icu', ['critical']]);
    expect(stages.map((stage: object) => ({ ...stage, targets: undefined }))).toEqual([
      { step: 'step 1', number: 1, afterSeconds: 0 },
      { step: 'step 2', number: 2, afterSeconds: 300 },
      { step: 'the fallback', afterSeconds: 1_200 },
    ]);
    expect(stages[0].targets).toEqual([
      {
        schedule: 'nurses',
        person: 'bo',
        name: 'Bo',
        layer: 'wards',
        until: '2026-10-25T07:00:00Z',
        nextPerson: 'anna',
        nextName: 'Anna',
      },
    ]);
  });

  test('says who cannot be paged, and why', async () => {
    const [{ stages }] = (await onCallOf('icu')).escalations;
    expect(stages[1].targets).toEqual([
      {
        schedule: 'doctor',
        until: '2026-10-25T07:00:00Z',
        nextPerson: 'dan',
        nextName: 'Dan',
        unreachable: {
          code: 'nobody_on_call',
          reason: 'nobody is on call in schedule doctor until 2026-10-25 07:00 UTC',
        },
      },
      { person: 'cia', name: 'Cia' },
    ]);
    expect(stages[2].targets[0].unreachable.code).toBe('no_contact_method');
  });

  test('is told apart for severities that differ, and together for those that do not', async () => {
    const { escalations } = await onCallOf('icu');
    const told = escalations.map((one: { severities: string[]; stages: unknown[] }) => [
      one.severities,
      JSON.stringify(one.stages).includes('no_notification_rule'),
    ]);
    expect(told).toEqual([
      [['critical'], false],
      [['error', 'warning'], true],
    ]);
  });

  test('has overrides, but for the severities about which their people cannot be paged', async () => {
    await override('cia');
    const { escalations } = await onCallOf('icu');
    const first = escalations.map(
      ({ stages }: { stages: { targets: { person: string }[] }[] }) => stages[0]?.targets[0],
    );
    expect(first).toMatchObject([
      { person: 'cia', override: 'one', until: '2026-10-25T00:00:00Z', nextPerson: 'bo' },
      { person: 'bo', layer: 'wards' },
    ]);
  });

  test('is told of another time, and of all services page by page', async () => {
    const [{ stages }] = (await onCallOf('icu', '&at=2026-10-25T12:00Z')).escalations;
    expect(stages[1].targets[0]).toMatchObject({ person: 'dan', layer: 'days' });
    const { json } = await ask('/v1/oncall/services?limit=1');
    expect(json.services.map((one: { service: string }) => one.service)).toEqual(['icu']);
    const after = await ask(`/v1/oncall/services?limit=1&cursor=${json.next}`);
    expect(after.json.services).toMatchObject([
      { service: 'it', unpaged: ['error', 'warning', 'info'] },
    ]);
  });

  test('is the same answer as long as nothing changes, whatever the time', async () => {
    const { headers } = await ask('/v1/oncall/services');
    const at = NIGHT + 5 * MINUTE;
    const handler = apiHandler({ ports, config: CONFIG, clock: () => at });
    const later = await asker(handler, ports.controls);
    const etag = { 'if-none-match': String(headers?.['etag']) };
    expect((await later('/v1/oncall/services', { headers: etag })).status).toBe(304);
    await override('anna');
    expect((await later('/v1/oncall/services', { headers: etag })).status).toBe(200);
  });

  test('is refused where the service is unknown, with what may be meant', async () => {
    const answer = await ask('/v1/oncall/services?service=icuu');
    expect([answer.status, answer.json.detail]).toEqual([
      400,
      expect.stringContaining('Did you mean "icu"?'),
    ]);
  });
});
