import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MINUTE } from '#core/time/instant.ts';
import { anObjective, VALUES } from '../../core/objective/oracle.ts';
import { faultsOf, startConsole, type TestConsole } from '../../support/console.ts';
import { BAD, GOOD } from '../../support/objectives.ts';
import { TEST_CONFIG } from '../../support/platform.ts';

let it: TestConsole;

const objective = (name: string, title: string, more: Parameters<typeof anObjective>[0] = {}) =>
  anObjective({ name, title, indicator: { ...VALUES, metric: name }, service: 'icu', ...more });

const objectives = [
  objective('fast', 'The record answers'),
  objective('there', 'The portal is there', { isPerSubject: true, maintenance: 'excluded' }),
  objective('unseen', 'The archive is there'),
];

beforeAll(async () => {
  it = await startConsole({ config: { ...TEST_CONFIG, objectives } });
  const now = Date.now();
  const outage = Array.from({ length: 20 }, (_, n) => ({
    ...{ metric: 'fast', subject: 'ehr', value: BAD, time: now - (n + 1) * MINUTE },
  }));
  const up = { metric: 'there', subject: 'portal-1', value: GOOD, time: now - MINUTE };
  await it.world.call('POST', '/v1/samples', { json: { samples: [...outage, up] } });
  it.world.putForward(MINUTE);
  await it.world.platform.tick();
});
afterAll(() => it.stop());

const row = (name: RegExp) => it.page.getByRole('row', { name });

describe('the screen of objectives', () => {
  test('tells what is left of each budget, what burns first, and what nobody measures', async () => {
    await it.open('slos');
    await row(/The record answers/u).waitFor();
    const rows = await it.page.locator('tbody tr').allInnerTexts();
    expect(rows.map((one) => /The (record|portal|archive)/u.exec(one)?.[1])).toEqual([
      ...['record', 'archive', 'portal'],
    ]);
    expect(rows[0]).toMatch(
      /99\.9%\s+\d+\.\d+% \(2\d min .*\)\s+burns \d+ times as fast .*\(page\)/u,
    );
    expect(rows[1]).toContain('nothing is measured');
    expect(rows[2]).toMatch(/portal-1[\s\S]*100% \(43 min 12 sec\)\s+good/u);
    expect(await it.page.getByRole('meter').count()).toBe(3);
    // On a desk it is one table, with its headings above.
    const [head, first] = await Promise.all(
      ['thead', 'tbody'].map((part) => it.page.locator(part).boundingBox()),
    );
    expect(first?.y).toBeGreaterThanOrEqual((head?.y ?? 0) + (head?.height ?? 0));
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('leads to one of them by the keyboard, with charts, its alert and who spent it', async () => {
    await it.page.getByRole('link', { name: 'The record answers' }).focus();
    await it.page.keyboard.press('Enter');
    await it.page.getByRole('heading', { level: 1, name: 'The record answers' }).waitFor();
    await it.page.getByRole('img', { name: /What was left of the budget/u }).waitFor();
    await it.page.getByRole('img', { name: /Burn rates of the last day/u }).waitFor();
    expect(await it.page.locator('dl.facts').innerText()).toMatch(/Counted are\s+minutes/u);
    expect(await row(/budget burns/u).innerText()).toMatch(/20 min\s+46\.\d+%/u);
    expect(await faultsOf(it.page)).toEqual([]);
    await it.page
      .getByRole('link', { name: /budget burns/u })
      .first()
      .click();
    await it.page.waitForURL(/console\/incidents\//u);
  });

  test('draws the burn rates of another pair of windows', async () => {
    await it.open('slos/fast');
    await it.page.getByLabel('Windows').selectOption('3d');
    await it.page.getByText(/It alerts when both are above 1\./u).waitFor();
    expect(it.page.url()).toContain('window=3d');
  });

  test('shows one of those that subjects have alone, with what is excluded', async () => {
    await it.open('slos/there?subject=portal-1');
    expect(await it.page.locator('h1').innerText()).toBe('The portal is there, portal-1');
    expect(await it.page.locator('dl.facts').innerText()).toMatch(/Not counted: maintenance/u);
    await it.page.getByText('Nothing of the budget is spent.').waitFor();
  });
});
