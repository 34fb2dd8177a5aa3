import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { faultsOf, startConsole, type TestConsole } from '../../support/console.ts';

let it: TestConsole;

beforeAll(async () => {
  it = await startConsole();
  const samples = ['bed-1', 'bed-2'].map((subject) => ({ subject, metric: 'spo2', value: 80 }));
  await it.world.call('POST', '/v1/samples', { json: { samples } });
  await it.world.nextPage();
  const { json } = await it.world.call('GET', '/v1/incidents?subject=bed-2');
  const path = `/v1/incidents/${json.incidents[0].id}/ack`;
  await it.world.call('POST', path, { json: { by: 'bo' } });
});
afterAll(() => it.stop());

describe('whoever is signed in', () => {
  test('sees first what is theirs', async () => {
    const anna = await it.signedIn('anna', 'responder');
    await anna.getByRole('heading', { name: 'Mine (1)' }).waitFor();
    const bo = await it.signedIn('bo', 'responder');
    await bo.getByRole('heading', { name: 'Mine (1)' }).waitFor();
    await bo.getByText('You have it').waitFor();
    expect(await bo.locator('section').first().innerText()).toContain('bed-2');
    await bo.close();
    await anna.close();
  });

  test('acknowledges as themselves', async () => {
    const anna = await it.signedIn('anna', 'responder');
    await anna.getByRole('button', { name: 'Acknowledge spo2 low, bed-1' }).click();
    await anna.getByText('You have spo2 low, bed-1').waitFor();
    const { json } = await it.world.call('GET', '/v1/incidents?subject=bed-1');
    expect(json.incidents[0]).toMatchObject({ acknowledgedBy: 'anna', acknowledgedByPerson: true });
    await anna.close();
  });

  test('is offered nothing that a viewer may not do', async () => {
    const viewer = await it.signedIn('cia', 'viewer');
    await viewer.getByText('bed-1').waitFor();
    expect(await viewer.locator('main button, main input[type=checkbox]').count()).toBe(
      await viewer.locator('.filter button, .filter input[type=checkbox]').count(),
    );
    await viewer.getByRole('link', { name: 'spo2 low' }).first().click();
    await viewer.getByRole('heading', { name: 'Escalation' }).waitFor();
    expect(await viewer.locator('.actions, .apart').count()).toBe(0);
    await viewer.close();
  });

  test('is told when the session is over, and asked to sign in', async () => {
    const anna = await it.signedIn('anna', 'responder');
    await anna.getByText('bed-1').waitFor();
    const cookies = await anna.context().cookies();
    await anna.context().clearCookies();
    await anna.getByText('You are signed out.').waitFor();
    const link = anna.getByRole('link', { name: 'Sign in' });
    expect(await link.getAttribute('href')).toBe('/console/sign-in?to=%2Fconsole%2Fnow');
    await anna.context().addCookies(cookies);
    await anna.evaluate("dispatchEvent(new Event('online'))");
    await link.waitFor({ state: 'detached' });
    await anna.close();
  });

  test('is told what is refused from then on, and what they may do follows', async () => {
    const anna = await it.signedIn('anna', 'responder');
    await anna.goto(`${it.world.platform.url}/console/now?view=wall`);
    await anna.getByRole('table').waitFor();
    const refused = JSON.stringify({ type: 'urn:wardbell:problem:forbidden', title: 'No' });
    await anna.route('**/v1/incidents*', (route) => route.fulfill({ status: 403, body: refused }));
    const asked = anna.waitForRequest('**/v1/me');
    await anna.getByText('What you see is not kept up any more: This is not allowed').waitFor();
    await asked;
    await anna.unroute('**/v1/incidents*');
    await anna.getByText('What you see').waitFor({ state: 'hidden' });
    await anna.close();
  });

  test('is told after a reload that nothing is heard before the page is touched', async () => {
    const anna = await it.signedIn('anna', 'responder');
    await anna.evaluate("localStorage.setItem('wardbell', JSON.stringify({ sound: true }))");
    await anna.reload();
    await anna.getByText(/plays no sound until this page is touched/u).waitFor();
    expect(await faultsOf(anna)).toEqual([]);
    await anna.getByRole('button', { name: 'Turn the sound on' }).click();
    await anna.getByText(/plays no sound/u).waitFor({ state: 'detached' });
    await anna.close();
  });

  test('and answers silences an incident for an hour at most', async () => {
    const anna = await it.signedIn('anna', 'responder');
    await anna.getByRole('link', { name: 'spo2 low' }).first().click();
    await anna.getByRole('button', { name: 'Silence this' }).click();
    const spans = anna.getByRole('dialog').getByRole('button', { name: /min|hr/u });
    expect(await spans.allInnerTexts()).toEqual(['15 min', '30 min', '1 hr']);
    await spans.last().click();
    await anna.locator('.outcome').getByText('Silenced').waitFor();
    await anna.getByText(/You have it.*Silenced until/su).waitFor();
    await anna.close();
  });
});
