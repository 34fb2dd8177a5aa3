import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { faultsOf, startConsole, type TestConsole } from '../../support/console.ts';
import { ONCALL_CONFIG } from '../../support/oncall.ts';

let it: TestConsole;

beforeAll(async () => {
  it = await startConsole({ config: ONCALL_CONFIG });
});
afterAll(() => it.stop());

describe('the address of a calendar', () => {
  test('is made by a responder, shown once, copied, and revoked, on a phone too', async () => {
    const page = await it.signedIn('dan', 'responder');
    await page.goto(`${it.world.platform.url}/console/oncall?person=dan`);
    await page.getByRole('button', { name: 'Make an address' }).click();
    const dialog = page.getByRole('dialog', { name: 'The address is made' });
    const address = await dialog.getByLabel('Address').inputValue();
    await page.keyboard.press('Escape');
    expect(await dialog.isVisible()).toBe(true);
    expect(await faultsOf(page)).toEqual([]);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await dialog.getByRole('button', { name: 'Copy' }).click();
    await dialog.getByText('Copied').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(address);
    await dialog.getByRole('button', { name: 'I have kept it' }).click();
    const made = page.locator('li', { hasText: /^made on .* by Dan, not fetched yet/u });
    await made.waitFor();
    expect(await page.content()).not.toContain(address.split('token=')[1]);
    expect(await faultsOf(page)).toEqual([]);
    const fetched = await fetch(address);
    expect([fetched.status, await fetched.text()]).toEqual([
      200,
      expect.stringContaining('X-WR-CALNAME:On call: Dan'),
    ]);
    await made.getByRole('button', { name: /^Revoke/u }).click();
    await page.getByRole('button', { name: 'Yes, revoke it' }).click();
    await made.waitFor({ state: 'detached' });
    expect((await fetch(address)).status).toBe(404);
    await page.close();
  });

  test('of a schedule is offered to a lead alone', async () => {
    for (const [person, role, count] of [
      ['dan', 'responder', 0],
      ['anna', 'lead', 1],
    ] as const) {
      const page = await it.signedIn(person, role);
      await page.goto(`${it.world.platform.url}/console/oncall/nurses`);
      await page.locator('.strip').waitFor();
      expect(await page.getByRole('button', { name: 'Make an address' }).count()).toBe(count);
      await page.close();
    }
  });
});
