import { readFileSync, writeFileSync } from 'node:fs';
import { findChromium, startBrowser } from '../test-pages/browser.ts';

/**
 * `npm run pictures`: makes console/shell/icon-192.png and icon-512.png of icon.svg there, for
 * systems that install the console and draw no SVG. Run it after a change of that.
 */
const SHELL = new URL('../../console/shell/', import.meta.url);
const SIZES = [192, 512] as const;

const program = findChromium();
if (program === undefined) {
  throw new Error(
    'There is no Chromium (on Debian: apt-get install chromium; or name it in CHROME_PATH).',
  );
}
const icon = readFileSync(new URL('icon.svg', SHELL)).toString('base64');
const browser = await startBrowser(program);
try {
  const { tab } = browser;
  await tab.send('Page.enable');
  for (const size of SIZES) {
    const metrics = { width: size, height: size, deviceScaleFactor: 1, mobile: false };
    await tab.send('Emulation.setDeviceMetricsOverride', metrics);
    const page = `<style>body{margin:0}</style><img width="${size}" src="data:image/svg+xml;base64,${icon}">`;
    const loaded = tab.next('Page.loadEventFired');
    const url = `data:text/html;base64,${Buffer.from(page).toString('base64')}`;
    await tab.send('Page.navigate', { url });
    await loaded;
    const { data } = await tab.send('Page.captureScreenshot', { format: 'png' });
    writeFileSync(new URL(`icon-${size}.png`, SHELL), Buffer.from(data, 'base64'));
  }
} finally {
  await browser.stop();
}
