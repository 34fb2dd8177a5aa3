import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { readConfig } from '#cli/read-config.ts';
import { CONSOLE_ROOT } from '#console/addresses.ts';
import { type Platform, startPlatform } from '#local/platform.ts';
import { STAND_IN } from '#local/stand-in/access.ts';
import { faultsOf, launchChromium } from '../../support/console.ts';
import { signIn } from '../../support/signed-in.ts';

/*
 * The pictures of the README: the console as the nurse on call sees it at a quarter past two at
 * night, with clocks that stand still. `npm run pictures` keeps them in docs/.
 */
const NIGHT = Date.parse('2026-11-28T01:15:00Z');
const SECOND = 1_000;
const SIZES = [
  ['console-now', 1_440, 520],
  ['console-now-phone', 390, 780],
] as const;
const WHO = 'chidi';

/** What breaches, of whom and how: each beyond its limit for longer than its rule waits. */
const BREACHES = [
  ['bed-7', 'spo2', 84, '%'],
  ['bed-2', 'heart_rate', 148, '/min'],
] as const;

const config = readConfig('examples/hospital/wardbell.yaml');
const folder =
  process.env['PICTURES'] === 'keep'
    ? fileURLToPath(new URL('../../../docs', import.meta.url))
    : mkdtempSync(join(tmpdir(), 'pictures-'));

let platform: Platform;
let browser: Browser;

beforeAll(async () => {
  const options = { config, port: 0, clock: () => NIGHT, tickEvery: null, log: () => undefined };
  platform = await startPlatform(options);
  browser = await launchChromium();
  const samples = BREACHES.flatMap(([subject, metric, value, unit]) =>
    [-60, -30, 0].map((seconds) => {
      const time = new Date(NIGHT + seconds * SECOND).toISOString();
      return { subject, metric, value, unit, time };
    }),
  );
  await fetch(`${platform.url}/v1/samples`, {
    method: 'POST',
    headers: { authorization: `Bearer ${platform.adminKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ samples }),
  });
});
afterAll(async () => {
  await browser.close();
  await platform.stop();
});

describe('the pictures of the README', () => {
  test.each(SIZES)('show what is open now: %s', async (file, width, height) => {
    const { ports, url } = platform;
    const runtime = { ports, config, publicUrl: url, clock: () => NIGHT };
    const { cookie } = await signIn(runtime, { issuer: url + STAND_IN, account: WHO });
    const [name = '', value = ''] = cookie.split('=');
    const context = await browser.newContext({
      locale: 'en-GB',
      timezoneId: config.timeZone,
      viewport: { width, height },
    });
    await context.addCookies([{ name, value, url }]);
    const page = await context.newPage();
    await page.clock.setFixedTime(NIGHT);
    await page.goto(url + CONSOLE_ROOT);
    await page.getByRole('heading', { name: `Mine (${BREACHES.length})` }).waitFor();
    await page.screenshot({ path: join(folder, `${file}.png`) });
    expect(await faultsOf(page)).toEqual([]);
    await context.close();
  });
});
