import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { faultsOf, startConsole, type TestConsole } from '../../support/console.ts';

let it: TestConsole;

beforeAll(async () => {
  it = await startConsole();
  for (const bed of ['bed-1', 'bed-2']) {
    for (const value of [80, 97]) {
      const samples = [{ subject: bed, metric: 'spo2', value }];
      await it.world.call('POST', '/v1/samples', { json: { samples } });
    }
  }
  await it.world.platform.tick();
});
afterAll(() => it.stop());

const row = (name: RegExp) => it.page.getByRole('row', { name });

describe('the screen of the burden of alarms', () => {
  test('shows figures, a chart, what makes most, and targets', async () => {
    await it.open('burden');
    await it.page.getByRole('heading', { name: 'Was it noise?' }).waitFor();
    await it.page.getByRole('img', { name: 'Alarms and pages of each day' }).waitFor();
    expect(await row(/^bed-1/u).innerText()).toMatch(/bed-1\s+1\s+50%/u);
    expect(await row(/Pages to one person on one day/u).innerText()).toMatch(/150\s+300\s+good/u);
    expect(await it.page.locator('dl.facts').innerText()).toMatch(
      /Ended before anybody had answered\s+100%/u,
    );
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('marks what was noise, many at once', async () => {
    await it.page.getByRole('button', { name: 'Select all, or none' }).click();
    await it.page.getByRole('button', { name: 'Mark as noise: 2' }).click();
    await it.page.getByText('Everything of the last 7 days is judged').waitFor();
    expect(await it.page.locator('dl.facts').innerText()).toMatch(/Marked as noise\s+100%/u);
    const { json } = await it.world.call('GET', '/v1/incidents?status=all');
    expect(json.incidents.map((one: { noise?: object }) => one.noise)).toEqual([
      expect.objectContaining({ at: expect.any(String) }),
      expect.objectContaining({ at: expect.any(String) }),
    ]);
  });
});
