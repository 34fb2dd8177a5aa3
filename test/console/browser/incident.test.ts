import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { faultsOf, startConsole, type TestConsole } from '../../support/console.ts';

let it: TestConsole;
let id: string;

beforeAll(async () => {
  it = await startConsole();
  const labels = { ward: 'east' };
  const samples = [{ subject: 'bed-1', metric: 'spo2', value: 80.5, unit: '%', labels }];
  await it.world.call('POST', '/v1/samples', { json: { samples } });
  await it.world.nextPage();
  const { json } = await it.world.call('GET', '/v1/incidents');
  id = json.incidents[0].id;
});
afterAll(() => it.stop());

const press = (name: string | RegExp) => it.page.getByRole('button', { name }).click();
/** What is asked for from now on that changes something. */
function posted(): readonly string[] {
  const addresses: string[] = [];
  it.page.on('request', (request) => {
    if (request.method() === 'POST') {
      addresses.push(request.url());
    }
  });
  return addresses;
}
const told = (text: string) => it.page.locator('.outcome').getByText(text).waitFor();

describe('an incident', () => {
  test('tells what, where, since when, value and limit, and who comes next', async () => {
    await it.open();
    await it.page.keyboard.press('j');
    await it.page.keyboard.press('Enter');
    await it.page.getByRole('heading', { name: 'Critical spo2 low' }).waitFor();
    const text = await it.page.locator('main').innerText();
    expect(text).toContain('spo2 80.5 %, below 88');
    expect(text).toMatch(/Step 1: paged Anna .*\n?.*Step 2: pages Bo .*in 4 min/su);
    expect(text).toMatch(/Fallback: pages Cia/u);
    expect(text).toContain('ward=east');
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('tells what was changed before it, with links to web addresses alone', async () => {
    const key = it.world.platform.adminKey;
    const links = ['https://example.org/c/1', 'javascript:alert(1)'].map((href) => ({ href }));
    const payload = { summary: 'Monitors: <b>firmware 3.2</b>', source: 'IT' };
    const change = { routing_key: key, payload, links };
    await it.world.call('POST', '/v2/change/enqueue', { key: null, json: change });
    await it.page.getByRole('heading', { name: 'Changes shortly before and since' }).waitFor();
    await it.page.getByText('Monitors: <b>firmware 3.2</b>').waitFor();
    const hrefs = await it.page.locator('main a[target]').evaluateAll((all) => all.map(String));
    expect(hrefs).toEqual(['https://example.org/c/1']);
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('tells why each page left, as a chain, and what became of it', async () => {
    await it.page.getByText('Why, and what became of it').first().click();
    const chain = await it.page.locator('.chain').first().innerText();
    expect(chain).toMatch(/Sample: bed-1, spo2 80.5 % below 88/u);
    expect(chain).toMatch(/Rule: spo2-low.*Service: ICU/su);
    expect(chain).toMatch(/Escalation: Step 1 of policy icu/u);
    expect(chain).toMatch(/Notification rule: Anna by (SMS|e-mail)/u);
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('is acknowledged and escalated by single keys', async () => {
    await it.page.keyboard.press('a');
    await told('You have it');
    const asked = posted();
    await it.page.keyboard.down('e');
    await told('The next step is paged');
    await it.page.getByText('Nobody has it').waitFor();
    // A key that is held down pages nobody else.
    await it.page.keyboard.down('e');
    await it.page.keyboard.up('e');
    expect(asked).toEqual([expect.stringMatching(/\/escalate$/u)]);
  });

  test('is reassigned to a person or a schedule', async () => {
    await press('Reassign');
    expect(await faultsOf(it.page)).toEqual([]);
    await it.page.getByLabel('To').selectOption('Bo');
    await press('Reassign: page them now');
    await told('Reassigned: they are paged');
  });

  test.each([
    ['Snooze', '30 min', 'Snoozed'],
    ['Silence this', '1 hr', 'Silenced'],
  ])('has a dialog to %s', async (name, choice, done) => {
    await press(new RegExp(`^${name}`, 'u'));
    await it.page.getByRole('dialog', { name }).waitFor();
    expect(await faultsOf(it.page)).toEqual([]);
    await press(choice);
    await told(done);
    await it.page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  test('says in its dialog why what was asked was refused', async () => {
    await press('Reassign');
    await it.page.getByLabel('To').selectOption('Bo');
    await press('Reassign: page them now');
    await it.page
      .getByRole('dialog')
      .getByRole('alert')
      .getByText(/silenced/u)
      .waitFor();
    expect(await faultsOf(it.page)).toEqual([]);
    await it.page.keyboard.press('Escape');
  });

  test('takes notes, whatever is in them', async () => {
    const note = '<b>put on again</b> שלום 👍';
    await press('Note');
    await it.page.getByLabel('What is noted').fill(note);
    await it.page.keyboard.press('Tab');
    await it.page.keyboard.press('Enter');
    await told('The note is written');
    // The timeline has it once the incident was asked for again.
    await it.page.locator('main').getByText(note).first().waitFor();
  });

  test('that somebody else has is taken over from them', async () => {
    await it.world.call('POST', `/v1/incidents/${id}/take-over`, { json: { by: 'bo' } });
    const takeOver = it.page.getByRole('button', { name: 'Take over from Bo: I have it now' });
    await takeOver.waitFor();
    const asked = posted();
    // Whoever meant to acknowledge it, and was too late, takes nothing from anybody.
    await it.page.keyboard.press('a');
    await takeOver.click();
    await told('You have taken it over');
    expect(asked).toHaveLength(1);
  });

  test('is resolved apart from all else, and asked about while alerts fire', async () => {
    await press('Resolve: it is over');
    await it.page.getByText('1 alert still fires.').waitFor();
    expect(await faultsOf(it.page)).toEqual([]);
    await it.page.keyboard.press('Escape');
    expect((await it.world.call('GET', `/v1/incidents/${id}`)).json.status).toBe('acknowledged');
    await press('Resolve: it is over');
    await press('Resolve all the same');
    await told('Resolved');
    await press('Undo: it is not over');
    await told('It is open again');
  });

  test('tells by name who has resolved it', async () => {
    const json = { by: 'bo', stillFiring: 'confirmed' };
    await it.world.call('POST', `/v1/incidents/${id}/resolve`, { json });
    await it.page.getByText(/Resolved by Bo/u).waitFor();
  });

  test('that is not there says so in words', async () => {
    await it.open('incidents/0123456789abcdef-1');
    await it.page.getByRole('heading', { name: 'This could not be shown' }).waitFor();
    expect(await it.page.locator('main').innerText()).toContain('0123456789abcdef-1');
  });
});
