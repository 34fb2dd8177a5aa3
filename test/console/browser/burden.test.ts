import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DAY } from '#core/time/instant.ts';
import { faultsOf, startConsole, type TestConsole } from '../../support/console.ts';
import { TEST_CONFIG } from '../../support/platform.ts';

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

/** What a chart writes is in no element: it is kept as it is drawn. */
const RECORDS_TEXT = `window.drawn = [];
  const { fillText } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
    window.drawn.push(text);
    return fillText.call(this, text, ...rest);
  };`;

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

  test('draws each day of the span under its date, and bars from nothing', async () => {
    const page = await it.another();
    await page.addInitScript(RECORDS_TEXT);
    await page.goto(`${it.world.platform.url}/console/burden`);
    await page.getByRole('button', { name: 'The last 7 days' }).click();
    await page.locator('[aria-pressed="true"]').getByText('The last 7 days').waitFor();
    const today = Date.now();
    const dates = Array.from({ length: 8 }, (_, ago) =>
      new Date(today - ago * DAY).toLocaleDateString('en-GB', {
        ...{ day: 'numeric', month: 'short', timeZone: TEST_CONFIG.timeZone },
      }),
    );
    const isDrawn = `${JSON.stringify([...dates, '0'])}.every((text) => drawn.includes(text))`;
    await page.waitForFunction(isDrawn);
    await page.close();
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

describe('the screen of reports', () => {
  test('shows how soon incidents were paged and resolved, by week, and of one service', async () => {
    await it.open('reports');
    await it.page.getByRole('img', { name: 'Time to resolve (MTTR) of each week' }).waitFor();
    expect(await it.page.locator('dl.facts').innerText()).toMatch(/Incidents\s+2/u);
    expect(await row(/^spo2-low/u).innerText()).toMatch(/spo2-low\s+2\s/u);
    expect(await faultsOf(it.page)).toEqual([]);
    await it.page.getByLabel('Service').selectOption('it');
    await it.page.getByText('No incident was opened in this time.').waitFor();
    expect(new URL(it.page.url()).search).toBe('?service=it');
  });

  test('shows whom pages went to, by an address that can be kept', async () => {
    await it.open('reports?report=oncall&days=7');
    await it.page.getByRole('heading', { name: 'Pages by person' }).waitFor();
    expect(await row(/^anna/iu).first().innerText()).toMatch(/anna\s+\d/iu);
    const chosen = it.page.locator('[aria-pressed="true"]');
    expect(await chosen.allInnerTexts()).toEqual(['On call', 'The last 7 days']);
    expect(await faultsOf(it.page)).toEqual([]);
    await it.page.getByRole('button', { name: 'Response' }).press('Enter');
    await it.page.getByRole('heading', { name: 'By week' }).waitFor();
  });
});
