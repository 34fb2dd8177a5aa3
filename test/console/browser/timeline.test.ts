import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { faultsOf, startConsole, type TestConsole } from '../../support/console.ts';

let it: TestConsole;
let id: string;

beforeAll(async () => {
  it = await startConsole();
  const samples = [{ subject: 'bed-1', metric: 'spo2', value: 80.5, unit: '%', labels: {} }];
  await it.world.call('POST', '/v1/samples', { json: { samples } });
  await it.world.nextPage();
  const { json } = await it.world.call('GET', '/v1/incidents');
  id = json.incidents[0].id;
  await it.world.call('POST', `/v1/incidents/${id}/ack`, { json: { by: 'bo' } });
});
afterAll(() => it.stop());

/** The window of somebody who has chosen a language. */
async function inLanguage(language: string) {
  const page = await it.another();
  await page.addInitScript(`localStorage.setItem('wardbell', '{"language":"${language}"}')`);
  return page;
}

describe('a timeline in Swedish', () => {
  test('tells what happened, and nothing of it in English', async () => {
    const page = await inLanguage('sv');
    await page.goto(`${it.world.platform.url}/console/incidents/${id}`);
    await page.getByText(/^Kvitterades av Bo för 1 larm$/u).waitFor();
    const text = await page.locator('main').innerText();
    expect(text).toMatch(/Öppnades: spo2 low, Kritisk/u);
    expect(text).toMatch(/Larmar Anna \(Deras tur i eskaleringen\)/u);
    expect(text).toMatch(/Meddelande till Anna via (SMS|e-post): skickat/u);
    await page.getByText('Varför, och vad det blev av det').first().click();
    expect(await page.locator('.chain').first().innerText()).toContain('spo2 80,5 % under 88');
    expect(text).not.toMatch(/\b(acknowledged|opened|paging|sent|by|to)\b/u);
    expect(await faultsOf(page)).toEqual([]);
  });

  test('tells what became of each page', async () => {
    const page = await inLanguage('sv');
    await page.goto(`${it.world.platform.url}/console/pages`);
    await page.getByText('Varför, och vad det blev av det').first().click();
    await page
      .getByText(/SNS-meddelande \S+/u)
      .first()
      .waitFor();
  });
});

test('a timeline is told in the words of a language that is chosen meanwhile', async () => {
  await it.open(`incidents/${id}`);
  await it.page.getByText(/^acknowledged by Bo for 1 alert$/u).waitFor();
  await it.page.keyboard.press('?');
  await it.page.getByLabel('Language').selectOption('Deutsch');
  await it.page.keyboard.press('Escape');
  await it.page.getByText(/^Von Bo quittiert für 1 Alarm$/u).waitFor();
});
