import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readConfig } from '#cli/read-config.ts';
import type { Channel } from '#core/responder/channel.ts';
import type { ReceivedPage } from '#local/phones.ts';
import { startPlatform } from '#local/platform.ts';
import { findChromium, startBrowser, type Tab } from '../test-pages/browser.ts';

/**
 * `npm run pictures`: makes docs/page-on-a-phone.png of what the platform really sends. It breaches
 * a rule of examples/hospital at a quarter past two at night, and shows the SMS and the page behind
 * its link. Run it after a change of either.
 */
const OUT = fileURLToPath(new URL('../../docs/page-on-a-phone.png', import.meta.url));
/** The channel whose message is shown. */
const SHOWN: Channel = 'sms';
const NIGHT = Date.parse('2026-11-28T01:15:00Z');
const PHONE = { width: 340, height: 600 };
const SCALE = 1.25;

const program = findChromium();
if (program === undefined) {
  throw new Error(
    'There is no Chromium (on Debian: apt-get install chromium; or name it in CHROME_PATH).',
  );
}

const pages: ReceivedPage[] = [];
let arrived: () => void = () => undefined;
const firstSms = new Promise<void>((resolve) => {
  arrived = resolve;
});
const platform = await startPlatform({
  config: readConfig('examples/hospital/wardbell.yaml'),
  port: 0,
  clock: () => NIGHT,
  tickEvery: null,
  log: () => undefined,
  onPage: (page) => {
    pages.push(page);
    if (page.channel === SHOWN) {
      arrived();
    }
  },
});
const browser = await startBrowser(program);
try {
  await fetch(`${platform.url}/v1/samples`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${platform.adminKey}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      samples: [-16, 0].map((seconds) => ({
        subject: 'bed-7',
        metric: 'spo2',
        value: 84,
        unit: '%',
        time: at(seconds),
      })),
    }),
  });
  await firstSms;
  const text = pages.find(({ channel }) => channel === SHOWN)?.text ?? '';
  const link = /https?:\S+/u.exec(text)?.[0] ?? '';
  const { tab } = browser;
  await tab.send('Page.enable');
  await show(tab, link, PHONE);
  const page = await shot(tab);
  await show(tab, `data:text/html;base64,${Buffer.from(phones(text, page)).toString('base64')}`, {
    width: 2 * PHONE.width + 96,
    height: PHONE.height + 64,
  });
  writeFileSync(OUT, Buffer.from(await shot(tab), 'base64'));
  console.log(`Written: ${OUT}\n${text}`);
} finally {
  await browser.stop();
  await platform.stop();
}

function at(seconds: number): string {
  return new Date(NIGHT + seconds * 1000).toISOString();
}

async function show(tab: Tab, url: string, size: typeof PHONE): Promise<void> {
  const metrics = { ...size, deviceScaleFactor: SCALE, mobile: false };
  await tab.send('Emulation.setDeviceMetricsOverride', metrics);
  const loaded = tab.next('Page.loadEventFired');
  await tab.send('Page.navigate', { url });
  await loaded;
}

/** Takes a screenshot, as PNG in base64. */
async function shot(tab: Tab): Promise<string> {
  const { data } = await tab.send('Page.captureScreenshot', { format: 'png' });
  return data;
}

/** Returns the SMS on one phone, and the page on another. */
function phones(sms: string, page: string): string {
  const escaped = sms.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<!doctype html><meta charset="utf-8"><style>
    body { margin: 0; padding: 16px; display: flex; gap: 16px; background: #7d8894 }
    .phone { width: ${PHONE.width}px; height: ${PHONE.height}px; border: 8px solid #20262c;
      border-radius: 26px; overflow: hidden; background: #fff; font: 16px/1.4 system-ui, sans-serif }
    .from { margin: 0; padding: 18px; text-align: center; color: #4a545e; background: #eef1f4 }
    .sms { margin: 18px; padding: 12px 14px; border-radius: 16px; background: #e4e8ec;
      color: #16202a; white-space: pre-wrap; overflow-wrap: anywhere }
    img { width: ${PHONE.width}px; display: block }
  </style>
  <div class="phone"><p class="from">WARDBELL</p><p class="sms">${escaped}</p></div>
  <div class="phone"><img alt="" src="data:image/png;base64,${page}"></div>`;
}
