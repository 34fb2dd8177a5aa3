import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { faultsOf, startConsole, type TestConsole } from '../../support/console.ts';

let it: TestConsole;

beforeAll(async () => {
  it = await startConsole();
});
afterAll(() => it.stop());

/** Breaches, and waits for the SMS and the e-mail. What comes within seconds is bundled. */
async function breach(subject: string): Promise<void> {
  it.world.putForward(60_000);
  const samples = [{ subject, metric: 'spo2', value: 80 }];
  await it.world.call('POST', '/v1/samples', { json: { samples } });
  await it.world.nextPage();
  await it.world.nextPage();
}

const entry = (name: string) => it.page.locator('.which li', { hasText: name });
const bubbles = () => it.page.locator('.bubble');

describe('the phones of one machine', () => {
  test('have received nothing before anybody is paged', async () => {
    await it.open();
    await it.page.setViewportSize({ width: 320, height: 800 });
    expect(await it.page.getByRole('link', { name: 'Phones' }).isVisible()).toBe(false);
    await it.page.getByRole('button', { name: 'Menu' }).click();
    expect(await faultsOf(it.page)).toEqual([]);
    // However low the window is, as where everything is enlarged, no screen lies beyond its edge.
    await it.page.setViewportSize({ width: 320, height: 120 });
    const first = await it.page.getByRole('link', { name: 'Now' }).boundingBox();
    expect(first?.y).toBeGreaterThanOrEqual(0);
    await it.page.setViewportSize({ width: 320, height: 800 });
    await it.page.getByRole('link', { name: 'Phones' }).click();
    await it.page.getByText('Nothing was received yet').waitFor();
    expect(await it.page.locator('.which').innerText()).toMatch(/Nothing received: Anna, phone/u);
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('say of each how many messages are new, and read out where one has come', async () => {
    await breach('bed-1');
    await entry('Anna, phone').getByText('1 new').waitFor();
    await entry('Anna, mailbox').getByText('1 new').waitFor();
    expect(await it.page.title()).toBe('(2) Phones - Wardbell');
    const said = it.page.locator('[aria-live=polite]', { hasText: 'New message: Anna, ' });
    await said.waitFor({ state: 'attached' });
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('show an SMS as it came, and a link in it that answers as whoever was paged', async () => {
    await entry('Anna, phone').getByRole('link').focus();
    await it.page.keyboard.press('Enter');
    await bubbles().first().waitFor();
    expect(await it.page.evaluate('document.activeElement.innerText')).toBe('Anna, phone');
    const laidOver = "getComputedStyle(document.querySelector('.phones')).position";
    expect(await it.page.evaluate(laidOver)).toBe('static');
    expect(await bubbles().innerText()).toMatch(/CRITICAL spo2 low, bed-1, ICU since .* http:/u);
    expect(await faultsOf(it.page)).toEqual([]);
    const [link] = await Promise.all([
      it.page.context().waitForEvent('page'),
      bubbles().getByRole('link').click(),
    ]);
    await link.getByRole('button', { name: 'Acknowledge: I take it' }).click();
    await link.getByText(/^You acknowledged at/u).waitFor();
    await link.close();
    const { json } = await it.world.call('GET', '/v1/incidents?subject=bed-1');
    expect(json.incidents[0].acknowledgedBy).toBe('anna');
  });

  test('count as read what was looked at, also when the page is loaded again', async () => {
    expect(await entry('Anna, phone').getByText('new').count()).toBe(0);
    await it.page.reload();
    await entry('Anna, mailbox').getByText('1 new').waitFor();
    expect(await entry('Anna, phone').getByText('new').count()).toBe(0);
  });

  test('show the newest message last, as soon as it came', async () => {
    await breach('<img src=x onerror=alert(1)> مريض 🛏️');
    await bubbles().nth(1).waitFor();
    expect(await bubbles().nth(1).innerText()).toContain('<img src=x onerror=');
    expect(await it.page.locator('main img').count()).toBe(0);
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('show an e-mail with its subject and its text', async () => {
    await it.page.setViewportSize({ width: 320, height: 800 });
    await it.page.getByRole('link', { name: 'All phones and mailboxes' }).click();
    await entry('Anna, mailbox').getByRole('link').click();
    await bubbles().first().waitFor();
    expect(await it.page.locator('.which').isVisible()).toBe(false);
    const mail = bubbles().first();
    expect(await mail.locator('strong').innerText()).toMatch(/CRITICAL.*spo2 low/u);
    expect(await mail.locator('.text').innerText()).toContain('\n');
    expect(await mail.getByRole('link').first().getAttribute('href')).toMatch(/\/a\//u);
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('are hidden from a viewer, whom their links would let answer', async () => {
    const viewer = await it.signedIn('cia', 'viewer');
    await viewer.goto(`${it.world.platform.url}/console/phones`);
    await viewer.getByText(/This needs the role "responder"/u).waitFor();
    expect(await viewer.getByRole('link', { name: 'Phones' }).count()).toBe(0);
    await viewer.close();
  });
});

test('a platform that has no phones has no page of them', async () => {
  const page = await it.another();
  await page.route('**/v1/config', async (route) => {
    const { phones: _, ...config } = await (await route.fetch()).json();
    await route.fulfill({ json: config });
  });
  await page.goto(`${it.world.platform.url}/console/phones`);
  await page.getByRole('heading', { name: 'There is no such screen' }).waitFor();
  expect(await page.getByRole('link', { name: 'Phones' }).count()).toBe(0);
  await page.close();
});
