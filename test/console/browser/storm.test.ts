import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { IncidentSummary } from '#api/client/index.ts';
import { faultsOf, startConsole, type TestConsole } from '../../support/console.ts';

let it: TestConsole;

beforeAll(async () => {
  it = await startConsole();
});
afterAll(() => it.stop());

const WARDS = ['east', 'west', 'north', 'south', 'children'] as const;

/** So many open incidents, as the API lists them, in pages of a thousand. */
async function storm(number: number): Promise<void> {
  const all = Array.from({ length: number }, (_, index) => incident(index));
  await it.page.route('**/v1/incidents?**', (route) => answer(route, all));
  await it.page.route('**/v1/incidents', (route) => answer(route, all));
}

type Route = Parameters<Parameters<TestConsole['page']['route']>[1]>[0];

function answer(route: Route, all: readonly IncidentSummary[]) {
  const from = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0);
  const to = from + 1_000;
  const etag = `W/"${all.length} ${from}"`;
  if (route.request().headers()['if-none-match'] === etag) {
    return route.fulfill({ status: 304, headers: { etag } });
  }
  const json = { incidents: all.slice(from, to), ...(to < all.length && { next: String(to) }) };
  return route.fulfill({ json, headers: { etag } });
}

function incident(index: number): IncidentSummary {
  const bed = `bed-${index}`;
  return {
    id: `${index.toString(16).padStart(16, '0')}-1`,
    ...{ status: 'triggered', severity: index % 7 === 0 ? 'critical' : 'error', service: 'icu' },
    ...{ title: 'SpO2 low', subjects: [bed], inPages: [bed], waitsFor: ['anna'] },
    ...{ openedAt: new Date(Date.now() - index * 100).toISOString(), escalation: 'steps' },
    ...{ nextPageAt: new Date(Date.now() + 60_000).toISOString(), nextPageTo: ['bo'] },
    labels: { ward: WARDS[index % WARDS.length] ?? '' },
    alerts: { firing: 1, all: 1 },
  };
}

describe('a storm', () => {
  test.each([500, 5_000])(
    'of %d is grouped by ward, and draws few rows at once',
    async (number) => {
      await storm(number);
      await it.open();
      await it.page.getByRole('heading', { name: `Now: ${number} open` }).waitFor();
      const groups = it.page.locator('.group');
      expect(await groups.count()).toBe(WARDS.length);
      await groups.first().locator('summary').click();
      await it.page.locator('[data-row]').nth(49).waitFor();
      expect(await it.page.locator('[data-row]').count()).toBe(50);
      await it.page.getByRole('button', { name: 'Show 50 more' }).click();
      await it.page.locator('[data-row]').nth(99).waitFor();
      expect(await it.page.locator('[data-row]').count()).toBe(100);
      expect(await it.page.locator('*').count()).toBeLessThan(4_000);
      await it.page.unrouteAll();
    },
  );

  test('is asked about before the fifty that are read out are acknowledged', async () => {
    await storm(5_000);
    await it.open();
    await it.page.locator('.group summary').first().click();
    await it.page.getByRole('button', { name: 'Acknowledge these 50: lists them first' }).click();
    await it.page.getByRole('dialog', { name: 'Acknowledge these 50?' }).waitFor();
    expect(await it.page.getByRole('dialog').getByRole('listitem').count()).toBe(50);
    await it.page.keyboard.press('Escape');
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('is moved through by keys within half a second each', async () => {
    const began = Date.now();
    for (let pressed = 0; pressed < 20; pressed++) {
      await it.page.keyboard.press('j');
    }
    expect((Date.now() - began) / 20).toBeLessThan(500);
  });
});
