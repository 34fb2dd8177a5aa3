import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startConsole, type TestConsole } from '../../support/console.ts';

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
});
