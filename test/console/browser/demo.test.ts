import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { EXAMPLE_CONFIG } from '#cli/default-config.ts';
import { readConfig } from '#cli/read-config.ts';
import { playDemo } from '#local/demo.ts';
import { inBrowser } from '#local/demo-answers.ts';
import { launchChromium } from '../../support/console.ts';

const said: string[] = [];
const ended = Promise.withResolvers<void>();
let story: Promise<void>;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  const say = (line = '') => said.push(line);
  story = playDemo(readConfig(EXAMPLE_CONFIG), say, inBrowser(ended.promise));
  browser = await launchChromium();
  const options = { locale: 'en-GB', timezoneId: 'Europe/Stockholm' };
  page = await (await browser.newContext(options)).newPage();
});

afterAll(async () => {
  ended.resolve();
  await story;
  await browser.close();
});

/** Waits until the demo has said such a line so many times, and returns what is in its group. */
async function heard(line: RegExp, times = 1): Promise<string> {
  for (;;) {
    const found = said.flatMap((one) => line.exec(one)?.[1] ?? []);
    if (found.length >= times) {
      return found.at(-1) ?? '';
    }
    await setTimeout(50);
  }
}

const NOW_YOU = /Now you: open the newest link on the phone of (.*), and acknowledge/u;

const go = (screen: string) => page.getByRole('link', { name: screen, exact: true }).click();
const row = (title: string) => page.locator('[data-row]', { hasText: title });

/** Opens the newest link on somebody's phone, and acknowledges. */
async function answerOnPhoneOf(name: string): Promise<void> {
  await go('Phones');
  await page.getByRole('link', { name: `${name}, phone` }).click();
  const newest = page.locator('.bubble').last();
  const [link] = await Promise.all([
    page.context().waitForEvent('page'),
    newest.getByRole('link').click(),
  ]);
  await link.getByRole('button', { name: 'Acknowledge: I take it' }).click();
  await link.getByText(/^You acknowledged at/u).waitFor();
  await link.close();
}

describe('the demo, played in a browser', () => {
  test('says where the console is, and one click signs in as whoever is on call', async () => {
    await page.goto(await heard(/^The console: (\S+)$/u));
    await page.getByRole('link', { name: 'Sign in' }).click();
    const name = await heard(/sign in as (.*), who is on call/u);
    await page.getByRole('button', { name: `${name}, responder`, exact: true }).click();
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByText(`Signed in as ${name}`).waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
  });

  test('waits with the outage until somebody has answered the page of it', async () => {
    const name = await heard(NOW_YOU);
    await go('Now');
    await row('Health record answers slowly').getByText('Nobody has it').waitFor();
    await answerOnPhoneOf(name);
    await go('Now');
    await row('Health record answers slowly').getByText(`${name} has it`).waitFor();
  });

  test('shows how what nobody answers goes to the next person, who takes it', async () => {
    const name = await heard(NOW_YOU, 2);
    await go('Now');
    await row('Oxygen saturation low').getByRole('link').click();
    await page.getByText(/Step 2: paged/u).waitFor();
    await answerOnPhoneOf(name);
    await page.goBack();
    await page.goBack();
    await page.getByText(`${name} has it`).first().waitFor();
  });

  test('ends with nothing open, and stays until it is ended', async () => {
    await heard(/^(The platform stays) at/u);
    await go('Now');
    await page.getByText('Nothing is open').waitFor();
    expect(said.some((line) => /: 0 open incidents$/u.test(line))).toBe(true);
  });
});
