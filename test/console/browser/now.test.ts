import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { faultsOf, startConsole, type TestConsole } from '../../support/console.ts';

let it: TestConsole;

beforeAll(async () => {
  it = await startConsole();
});
afterAll(() => it.stop());

async function breach(...beds: readonly string[]): Promise<void> {
  const samples = beds.map((subject) => ({ subject, metric: 'spo2', value: 80 }));
  await it.world.call('POST', '/v1/samples', { json: { samples } });
}

const row = (bed: string) => it.page.locator('[data-row]', { hasText: bed });

describe('what is open now', () => {
  test('is nothing where nothing is', async () => {
    await it.open();
    await it.page.getByText('Nothing is open').waitFor();
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('tells what, where, since when, who has it, and who is paged next in how long', async () => {
    await breach('bed-1');
    const text = await row('bed-1').innerText();
    expect(text).toMatch(/Critical\s+spo2 low\s+bed-1\s+ICU, since \d\d:\d\d CET \(\d+ sec\)/u);
    expect(text).toMatch(/Nobody has it, waits for Anna\. Bo is paged in 4 min \d+ sec/u);
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('is read out where it is new', async () => {
    await breach('bed-2');
    const said = it.page.locator('[aria-live=polite]', { hasText: 'bed-2' });
    await said.waitFor({ state: 'attached' });
    expect(await said.innerText()).toBe('1 new: Critical: spo2 low, bed-2');
    expect(await it.page.title()).toBe('(2) Now - Wardbell');
  });

  test('is chosen by boxes that look like boxes', async () => {
    const drawn = "getComputedStyle(document.querySelector('.row .pick')).borderTopStyle";
    expect(await it.page.evaluate(drawn)).toBe('none');
  });

  test('is acknowledged with one tap', async () => {
    await row('bed-1').getByRole('button', { name: 'Acknowledge spo2 low, bed-1' }).click();
    await it.page.getByText('You have spo2 low, bed-1').waitFor();
    await row('bed-1').getByText('has it').waitFor();
    const { json } = await it.world.call('GET', '/v1/incidents?subject=bed-1');
    expect(json.incidents[0].status).toBe('acknowledged');
  });

  test('tells the second of two who acknowledge at once who was first', async () => {
    const other = await it.another();
    await other.goto(it.page.url());
    const take = { name: 'Acknowledge spo2 low, bed-2' };
    await other.getByRole('button', take).waitFor();
    await it.world.call('POST', `/v1/incidents/${await idOf('bed-2')}/ack`, { json: { by: 'bo' } });
    await other.getByRole('button', take).click();
    await other
      .getByRole('alert')
      .getByText(/acknowledged at .* by Bo/u)
      .waitFor();
    await other.close();
  });

  test('is reached, selected and answered by the keyboard alone', async () => {
    await breach('bed-3', 'bed-4');
    await it.open();
    await row('bed-4').waitFor();
    await it.page.keyboard.press('j');
    await it.page.keyboard.press('x');
    await it.page.keyboard.press('j');
    await it.page.keyboard.press('x');
    await it.page.getByText('2 selected').waitFor();
    await it.page.keyboard.press('k');
    await it.page.keyboard.press('x');
    await it.page.getByText('1 selected').waitFor();
    await it.page.keyboard.press('x');
    const ask = it.page.getByRole('button', { name: 'Acknowledge these 2: lists them first' });
    await ask.focus();
    await it.page.keyboard.press('Enter');
    const dialog = it.page.getByRole('dialog', { name: 'Acknowledge these 2?' });
    const listed = await dialog.getByRole('listitem').allInnerTexts();
    expect(listed.sort()).toEqual([
      expect.stringMatching(/bed-3, spo2 low/u),
      expect.stringMatching(/bed-4, spo2 low/u),
    ]);
    expect(await faultsOf(it.page)).toEqual([]);
    // The first button behind the list takes them; nothing is done before it is pressed.
    await it.page.keyboard.press('Tab');
    expect(await it.page.evaluate('document.activeElement.innerText')).toMatch(
      /^Yes, acknowledge/u,
    );
    expect(
      (await it.world.call('GET', '/v1/incidents?subject=bed-3')).json.incidents[0].status,
    ).toBe('triggered');
    await it.page.keyboard.press('Enter');
    await it.page.getByText('Acknowledged: 2.').waitFor();
    await it.page.keyboard.press('?');
    await it.page.getByRole('dialog', { name: 'Settings' }).waitFor();
    expect(await faultsOf(it.page)).toEqual([]);
    await it.page.keyboard.press('Escape');
  });

  test('is filtered by what stands in the address, which a bookmark keeps', async () => {
    await it.open('?words=bed-3');
    await row('bed-3').waitFor();
    expect(await it.page.locator('[data-row]').count()).toBe(1);
    await it.page.keyboard.press('/');
    await it.page.keyboard.type('9');
    await it.page.getByText('Nothing that is open matches the filter').waitFor();
    await it.page.waitForURL(/\?words=bed-39$/u);
    expect(await faultsOf(it.page)).toEqual([]);
    await it.page.getByRole('button', { name: 'Clear the filter' }).first().click();
    await row('bed-1').waitFor();
    // What only the filter kept away is not new.
    await it.page.evaluate('new Promise((done) => setTimeout(done, 100))');
    expect(await it.page.locator('p[aria-live=polite]').textContent()).toBe('');
  });

  test('is filtered by one who takes the last letter out again, and goes on typing', async () => {
    await it.open('?words=b');
    await it.page.keyboard.press('/');
    await it.page.keyboard.press('End');
    await it.page.keyboard.press('Backspace');
    await it.page.keyboard.type('bed-3');
    await it.page.waitForURL(/\?words=bed-3$/u);
  });

  test('has a link that skips what stands before it', async () => {
    await it.open();
    await it.page.keyboard.press('Tab');
    expect(await it.page.evaluate('document.activeElement.className')).toBe('skip');
    await it.page.keyboard.press('Enter');
    await it.page.keyboard.press('Tab');
    expect(await it.page.evaluate("document.activeElement.closest('main') !== null")).toBe(true);
  });

  test('is a table on the wall', async () => {
    await it.open('?view=wall');
    await it.page.getByRole('rowheader', { name: 'bed-1' }).waitFor();
    // Who has it is no matter of colour.
    await it.page.locator('.cell.taken').getByText('has it').first().waitFor();
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('shows titles, names and labels of others as text, whatever is in them', async () => {
    const subject = '<img src=x onerror=alert(1)>&amp; مريض 🛏️';
    await breach(subject);
    await it.open();
    await row('onerror').waitFor();
    expect(await row('onerror').innerText()).toContain(subject);
    expect(await it.page.locator('main img').count()).toBe(0);
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('says since when it is old where nobody answers, and goes on by itself', async () => {
    await it.page.route('**/v1/**', (route) => route.abort());
    await it.page.getByText(/No answer from Wardbell since \d\d:\d\d/u).waitFor();
    expect(await faultsOf(it.page)).toEqual([]);
    await it.page.unroute('**/v1/**');
    await it.page.getByText(/No answer/u).waitFor({ state: 'hidden' });
  }, 90_000);

  test('counts down by the clock of the platform, however wrong that of the browser is', async () => {
    await row('onerror')
      .getByText(/Bo is paged in [34] min/u)
      .waitFor();
    it.world.putForward(150_000);
    await row('onerror')
      .getByText(/Bo is paged in (1 min|\d+ sec)/u)
      .waitFor();
  });

  test('speaks Swedish and German', async () => {
    await it.page.getByRole('button', { name: 'Settings' }).click();
    await it.page.getByLabel('Language').selectOption('de');
    await it.page.getByRole('heading', { name: 'Einstellungen' }).waitFor();
    await it.page.getByLabel('Sprache').selectOption('sv');
    await it.page.getByRole('button', { name: 'Stäng' }).click();
    await it.page.getByRole('heading', { name: /^Nu: \d öppna$/u }).waitFor();
    expect(await it.page.getAttribute('html', 'lang')).toBe('sv');
  });

  test('speaks the language that was chosen last, however late another comes', async () => {
    await it.page.evaluate('localStorage.clear()');
    await it.open();
    const held = Promise.withResolvers<void>();
    await it.page.route(/\/files\/de-/u, async (route) => {
      await held.promise;
      await route.continue();
    });
    await it.page.getByRole('button', { name: 'Settings' }).click();
    const asked = it.page.waitForRequest(/\/files\/de-/u);
    await it.page.getByLabel('Language').selectOption('de');
    await asked;
    await it.page.getByLabel('Language').selectOption('sv');
    await it.page.getByRole('heading', { name: 'Inställningar' }).waitFor();
    const answered = it.page.waitForResponse(/\/files\/de-/u);
    held.resolve();
    await (await answered).finished();
    await it.page.evaluate('new Promise((done) => setTimeout(done, 100))');
    expect(await it.page.getAttribute('html', 'lang')).toBe('sv');
  });

  test('is told from an address that names nothing', async () => {
    await it.page.goto(`${it.world.platform.url}/console/`);
    await it.page.evaluate("history.replaceState(null, '', '/console/incidents/%E0%A4')");
    await it.page.evaluate("dispatchEvent(new PopStateEvent('popstate'))");
    await it.page.getByRole('link', { name: 'Gå till det som är öppet nu' }).waitFor();
  });
});

async function idOf(bed: string): Promise<string> {
  const { json } = await it.world.call('GET', `/v1/incidents?subject=${bed}`);
  return json.incidents[0].id;
}
