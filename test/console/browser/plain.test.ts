import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { faultsOf, startConsole, type TestConsole } from '../../support/console.ts';

let it: TestConsole;
let page: Page;
let scripts: Switch;

beforeAll(async () => {
  it = await startConsole();
  await breach('bed-1', 'bed-2', '<b>bed</b> مريض 🛏️');
  page = await it.signedIn('anna', 'responder');
  scripts = await scriptsOf(page);
  await scripts(false);
});
afterAll(() => it.stop());

async function breach(...beds: readonly string[]): Promise<void> {
  const samples = beds.map((subject) => ({ subject, metric: 'spo2', value: 80 }));
  await it.world.call('POST', '/v1/samples', { json: { samples } });
  await it.world.nextPage();
}

type Switch = (areOn: boolean) => Promise<void>;

async function scriptsOf(of: Page): Promise<Switch> {
  const session = await of.context().newCDPSession(of);
  return async (areOn) => {
    await session.send('Emulation.setScriptExecutionDisabled', { value: !areOn });
  };
}

/** Nothing but axe, which is a script, may run while it looks. */
async function faultsHere(): Promise<readonly string[]> {
  await scripts(true);
  const faults = await faultsOf(page);
  await scripts(false);
  return faults;
}

const at = (path: string) => it.world.platform.url + path;
const press = (name: string | RegExp) => page.getByRole('button', { name }).click();
const told = () => page.getByRole('status').innerText();

async function incidentOf(bed: string) {
  const { json } = await it.world.call('GET', `/v1/incidents?status=all&subject=${bed}`);
  return json.incidents[0];
}

describe('the console without script', () => {
  test('is where the shell of every screen leads', async () => {
    await page.goto(at('/console/incidents/some-1'));
    await page.getByRole('link', { name: 'What is open, without script' }).click();
    await page.getByRole('heading', { name: 'Now: 3 open' }).waitFor();
    expect(await page.locator('main').innerText()).toMatch(
      /Mine \(3\).*CRITICAL spo2 low, .*ICU, since/su,
    );
    expect(await page.locator('main').innerText()).toContain('<b>bed</b> مريض 🛏️');
    expect(await faultsHere()).toEqual([]);
  });

  test('acknowledges with one button, and says what came of it', async () => {
    await press('Acknowledge spo2 low, bed-1');
    expect(await told()).toMatch(/acknowledged/iu);
    expect(await page.locator('.state').innerText()).toMatch(/^Acknowledged by Anna at/u);
    expect(await faultsHere()).toEqual([]);
    expect(await incidentOf('bed-1')).toMatchObject({ acknowledgedBy: 'anna' });
  });

  test('takes a note, which the history then has', async () => {
    await page.getByText('Write a note').first().click();
    await page.getByLabel(/What is noted/u).fill('<i>put on again</i>');
    expect(await faultsHere()).toEqual([]);
    await press('Write the note');
    await page.getByText(/Anna: .*<i>put on again<\/i>/u).waitFor();
  });

  test('asks before it resolves what still fires, and can leave it', async () => {
    await press('Resolve: it is over');
    await page.getByRole('button', { name: 'Resolve all the same' }).waitFor();
    expect(await told()).toMatch(/still fires/u);
    expect(await faultsHere()).toEqual([]);
    await press('Back: leave it as it is');
    expect((await incidentOf('bed-1')).status).toBe('acknowledged');
    await press('Resolve: it is over');
    await press('Resolve all the same');
    await press('Undo: it is not over');
    await page.getByRole('button', { name: 'Decline: page the next person now' }).waitFor();
    expect((await incidentOf('bed-1')).status).toBe('acknowledged');
  });

  test('takes over from whoever has it, and escalates', async () => {
    const { id } = await incidentOf('bed-2');
    await it.world.call('POST', `/v1/incidents/${id}/ack`, { json: { by: 'bo' } });
    await page.goto(at(`/console/plain/${id}`));
    await press('Take over from Bo: I have it now');
    expect((await incidentOf('bed-2')).acknowledgedBy).toBe('anna');
    await press('Escalate: page the next step now');
    expect((await incidentOf('bed-2')).status).toBe('triggered');
  });

  test('says on its page why something was not done', async () => {
    const { id } = await incidentOf('bed-2');
    await page.goto(at(`/console/plain/${id}`));
    await it.world.call('POST', `/v1/incidents/${id}/resolve`, {
      json: { by: 'bo', stillFiring: 'confirmed' },
    });
    await press('Escalate: page the next step now');
    expect(await told()).toMatch(/^Not done\. /u);
    expect(await faultsHere()).toEqual([]);
  });

  test('shows a viewer everything and no button', async () => {
    const viewer = await it.signedIn('cia', 'viewer');
    await (await scriptsOf(viewer))(false);
    await viewer.goto(at('/console/plain/now'));
    await viewer.getByRole('link', { name: 'spo2 low, bed-1' }).click();
    await viewer.getByRole('heading', { name: 'History' }).waitFor();
    // A page says only that it is too low: its link opens without a session.
    expect(await viewer.locator('main').innerText()).toMatch(
      /Value\s+80\s.*low, 80 \(below 88\)/su,
    );
    expect(await viewer.locator('form').count()).toBe(0);
    await viewer.close();
  });

  test('sends whoever is not signed in to sign in, and back', async () => {
    const { id } = await incidentOf('bed-1');
    await page.goto(at(`/console/plain/${id}`));
    await page.context().clearCookies();
    await press('Escalate: page the next step now');
    await page.getByRole('heading', { name: 'Not done: you are signed out' }).waitFor();
    expect(await faultsHere()).toEqual([]);
    await page.getByRole('link', { name: 'Sign in' }).click();
    const bo = page.getByRole('listitem').filter({ hasText: 'Bo, without a role' });
    await bo.getByText('In another role').click();
    await bo.getByRole('button', { name: 'Bo, responder' }).click();
    await page.waitForURL(at(`/console/plain/${id}`));
  });
});
