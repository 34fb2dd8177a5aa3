import { describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { HOUR } from '#core/time/instant.ts';
import { asker } from '../../support/ask.ts';
import { below, hospital, person, policy, service } from '../../support/config.ts';
import { apiHandler } from '../../support/respond.ts';

const NOON = Date.UTC(2026, 9, 24, 12);

const CONFIG = hospital({
  config: {
    hash: 'a'.repeat(64),
    people: {
      anna: { ...person('anna'), contacts: { sms: '+46700000001' } },
      bo: person('bo'),
    },
    schedules: {
      nights: {
        id: 'nights',
        timeZone: 'UTC',
        layers: [
          {
            name: 'nights',
            people: ['bo'],
            shift: { days: 1 },
            start: '2026-01-01T00:00',
            restrictions: [{ days: [], from: '19:00', to: '07:00' }],
          },
        ],
      },
    },
    policies: { icu: policy('icu', [[{ kind: 'schedule', id: 'nights' }]]) },
    services: { icu: service('icu', 'icu') },
    rules: [below('spo2', 88, { matchers: [{ name: 'unit', op: '=', value: '%' }] })],
    plausible: [
      {
        metric: 'lactate',
        matchers: [{ name: 'unit', op: '=', value: 'mmol/L' }],
        range: { from: 0, to: 40 },
      },
    ],
    trends: { keep: 168 * HOUR },
    aliases: { 'Patient/jane-doe': 'bed 7' },
  },
});

async function served() {
  const ports = memoryPorts();
  let now = NOON;
  const handler = apiHandler({ ports, config: CONFIG, clock: () => now });
  const ask = await asker(handler, ports.controls);
  const get = (query = '') => ask(`/v1/config${query}`);
  return { get, pass: (hours: number) => (now += hours * HOUR) };
}

describe('the config that is served', () => {
  test('is shown as the team wrote it, in words and lists', async () => {
    const { json } = await (await served()).get();
    expect(json).toMatchObject({
      hash: 'a'.repeat(64),
      people: [{ id: 'anna', notify: [{ channel: 'sms', delaySeconds: 0 }] }, { id: 'bo' }],
      schedules: [{ id: 'nights', layers: [{ people: [['bo']], shiftHours: 24 }] }],
      policies: [{ id: 'icu', steps: [{ delaySeconds: 300 }], fallback: [] }],
      services: [{ id: 'icu', policies: { critical: 'icu', info: null }, ackTimeoutSeconds: 1800 }],
      rules: [{ name: 'spo2-low', condition: 'below 88', matchers: ['unit="%"'] }],
      plausible: [{ metric: 'lactate', matchers: ['unit="mmol/L"'], from: 0, to: 40 }],
      trendsSeconds: 604_800,
    });
    expect(json.proof).toBeUndefined();
    expect(JSON.stringify(json)).not.toContain('canary');
  });

  test('holds no address of anybody, and no subject', async () => {
    const { body } = await (await served()).get('?proof=year');
    expect(body).not.toMatch(/\+4670|jane-doe/);
  });

  test('is proven on request: when a service reaches nobody, and which step does not', async () => {
    const { get, pass } = await served();
    const { json } = await get('?proof=year');
    expect(json.proof).toMatchObject({ from: '2026-10-24T00:00:00Z', to: '2027-10-25T00:00:00Z' });
    expect(json.proof.gaps).toHaveLength(366);
    expect(json.proof.gaps[0]).toMatchObject({
      service: 'icu',
      from: '2026-10-24T07:00:00Z',
      to: '2026-10-24T19:00:00Z',
      severities: ['critical', 'error', 'warning'],
      reason: expect.stringContaining('nights'),
    });
    expect(json.proof.weakSpots).toMatchObject([
      { policy: 'icu', step: 'step 1', count: 366, seconds: 366 * 12 * 3600 },
    ]);
    pass(24);
    expect((await get('?proof=year')).json.proof.from).toBe('2026-10-25T00:00:00Z');
  });

  test('is proven in no other way', async () => {
    const { status, json } = await (await served()).get('?proof=week');
    expect([status, json.detail]).toEqual([400, expect.stringContaining('"year"')]);
  });
});
