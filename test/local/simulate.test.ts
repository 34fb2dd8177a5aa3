import { describe, expect, test } from '@jest/globals';
import type { Sample } from '#core/sample/sample.ts';
import { HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { simulate } from '#local/simulate.ts';
import { absence, below, hospital, service } from '../support/config.ts';

const START = Date.UTC(2026, 5, 1, 9);

function spo2(...points: readonly (readonly [seconds: number, value: number])[]): Sample[] {
  return points.map(([seconds, value]) => ({
    subject: 'bed-1',
    metric: 'spo2',
    value,
    at: START + seconds * SECOND,
    labels: {},
  }));
}

const brief = (pages: Awaited<ReturnType<typeof simulate>>['pages']) =>
  pages.map(({ at, responder, why }) => [(at - START) / MINUTE, responder, why.join()]);

describe('simulate', () => {
  test('walks the whole escalation when nobody answers, told the technical service, and then ends', async () => {
    const { pages, incidents, samples, endedAt } = await simulate(hospital(), spo2([0, 80]));
    expect(brief(pages).slice(0, 3)).toEqual([
      [0, 'anna', 'escalation_step'],
      [5, 'bo', 'escalation_step'],
      [10, 'cia', expect.any(String)],
    ]);
    expect(pages[3]).toMatchObject({
      responder: 'dan',
      what: expect.stringContaining('nobody answers'),
    });
    expect(pages[0]?.what).toMatch(/^CRITICAL spo2 low, bed-1, ICU since 09:00 UTC$/);
    expect([incidents, samples]).toMatchObject([2, { accepted: 1, rejected: 0 }]);
    expect(endedAt - START).toBeLessThan(2 * HOUR);
  });

  test('goes on with the escalation while samples come more often than the clock', async () => {
    const breaching = Array.from({ length: 130 }, (_, i) => [i * 5, 80] as const);
    const { pages } = await simulate(hospital(), spo2(...breaching));
    expect(brief(pages).slice(0, 2)).toEqual([
      [0, 'anna', 'escalation_step'],
      [5, 'bo', 'escalation_step'],
    ]);
  });

  test('goes on until what can wait is paged, over a weekend too', async () => {
    const restrictions = [{ days: ['wed'] as const, from: '08:00', to: '17:00' }];
    const hours = { below: 'error', timeZone: 'UTC', restrictions } as const;
    const config = hospital({
      services: [service('icu', 'icu', { hours })],
      rules: [below('spo2', 90, { severity: 'warning' })],
    });
    const { pages, deferred } = await simulate(config, spo2([0, 80]));
    expect([deferred, brief(pages)[0]]).toEqual([1, [47 * 60, 'anna', 'escalation_step']]);
  });

  test('pages nobody where samples are healthy', async () => {
    expect((await simulate(hospital(), spo2([0, 97], [5, 96]))).pages).toEqual([]);
  });

  test('ends the escalation when the value recovers in time', async () => {
    const { pages } = await simulate(hospital(), spo2([0, 80], [60, 95]));
    expect(brief(pages)).toEqual([[0, 'anna', 'escalation_step']]);
  });

  test('holds what comes and goes as one incident, and says so', async () => {
    const swings = Array.from({ length: 60 }, (_, i) => [i, i % 2 === 0 ? 80 : 97] as const);
    const { pages, incidents, flapping } = await simulate(hospital(), spo2(...swings));
    expect([incidents, flapping]).toEqual([1, 1]);
    expect(pages.map(({ responder }) => responder)).toContain('bo');
    expect(pages.at(-1)?.what).toMatch(/flapping since 09:00/);
  });

  test('ends when it is told to', async () => {
    const { pages, endedAt } = await simulate(hospital(), spo2([0, 80]), START + 6 * MINUTE);
    expect([pages.length, endedAt]).toEqual([2, START + 6 * MINUTE]);
  });

  test('goes on to a moment beyond the end of the escalation, after which it begins again', async () => {
    const quiet = await simulate(hospital(), spo2([0, 80]));
    const { pages, endedAt } = await simulate(hospital(), spo2([0, 80]), START + 3 * HOUR);
    expect(endedAt).toBe(START + 3 * HOUR);
    expect(pages.length).toBeGreaterThan(quiet.pages.length);
    expect(pages.slice(0, quiet.pages.length)).toEqual(quiet.pages);
  });

  test('waits for what is missed after the last sample', async () => {
    const absent = absence('spo2', 20 * MINUTE);
    const { pages } = await simulate(hospital({ rules: [absent] }), spo2([0, 97]));
    expect(brief(pages)[0]?.[1]).toBe('anna');
    expect(brief(pages)[0]?.[0]).toBeGreaterThanOrEqual(20);
    expect(brief(pages)[0]?.[0]).toBeLessThanOrEqual(25);
  });

  test('shows what silence makes of a breach that has to last, and that nothing confirmed it', async () => {
    const lasting = (silent: 'fire' | 'wait') =>
      simulate(
        hospital({ rules: [below('spo2', 88, { for: 2 * MINUTE, silent })] }),
        spo2([0, 80]),
      );
    const { pages } = await lasting('fire');
    expect(brief(pages)[0]?.[0]).toBeGreaterThanOrEqual(2);
    expect(brief(pages)[0]?.[0]).toBeLessThanOrEqual(3);
    expect(pages[0]?.what).toContain('nothing newer said otherwise');
    expect((await lasting('wait')).pages).toEqual([]);
  });

  test('gives the same answer whatever the order of the samples', async () => {
    const samples = spo2([0, 80], [60, 95], [120, 70], [200, 99]);
    const there = await simulate(hospital(), samples);
    expect(await simulate(hospital(), samples.toReversed())).toEqual(there);
  });
});
