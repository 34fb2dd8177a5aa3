import { fileURLToPath } from 'node:url';
import { readConfig } from '#cli/read-config.ts';
import { CONSOLE_ROOT } from '#console/addresses.ts';
import { startPlatform } from '#local/platform.ts';
import { STAND_IN } from '#local/stand-in/access.ts';
import { launchChromium } from '../../test/support/console.ts';
import { signIn } from '../../test/support/signed-in.ts';

/**
 * `npm run pictures`: makes docs/console-now.png and docs/console-now-phone.png of the console as
 * the nurse on call sees it at a quarter past two at night, with clocks that stand still.
 */
const NIGHT = Date.parse('2026-11-28T01:15:00Z');
const SECOND = 1_000;
const SIZES = { 'console-now': [1_440, 520], 'console-now-phone': [390, 780] } as const;
const WHO = 'chidi';

/** What breaches, of whom and how: each beyond its limit for longer than its rule waits. */
const BREACHES = [
  ['bed-7', 'spo2', 84, '%'],
  ['bed-2', 'heart_rate', 148, '/min'],
  ['bed-11', 'temperature', 39.6, 'Cel'],
] as const;

const config = readConfig('examples/hospital/wardbell.yaml');
const platform = await startPlatform({
  config,
  port: 0,
  clock: () => NIGHT,
  tickEvery: null,
  log: () => undefined,
});
const browser = await launchChromium();
try {
  const samples = BREACHES.flatMap(([subject, metric, value, unit]) =>
    [-60, -30, 0].map((seconds) => {
      const time = new Date(NIGHT + seconds * SECOND).toISOString();
      return { subject, metric, value, unit, time };
    }),
  );
  await fetch(`${platform.url}/v1/samples`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${platform.adminKey}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ samples }),
  });
  const { ports, url } = platform;
  const runtime = { ports, config, publicUrl: url, clock: () => NIGHT };
  const { cookie } = await signIn(runtime, { issuer: url + STAND_IN, account: WHO });
  const [name = '', value = ''] = cookie.split('=');
  for (const [file, [width, height]] of Object.entries(SIZES)) {
    const context = await browser.newContext({
      locale: 'en-GB',
      timezoneId: config.timeZone,
      viewport: { width, height },
    });
    await context.addCookies([{ name, value, url }]);
    const page = await context.newPage();
    await page.clock.setFixedTime(NIGHT);
    await page.goto(url + CONSOLE_ROOT);
    await page.locator('[data-row]').first().waitFor();
    const path = fileURLToPath(new URL(`../../docs/${file}.png`, import.meta.url));
    await page.screenshot({ path });
    console.log(`Written: ${path}`);
    await context.close();
  }
} finally {
  await browser.close();
  await platform.stop();
}
