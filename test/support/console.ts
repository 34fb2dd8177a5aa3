import { existsSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { CONSOLE_ROOT } from '#console/addresses.ts';
import type { Role } from '#core/access/right.ts';
import type { PlatformOptions } from '#local/platform.ts';
import { STAND_IN } from '#local/stand-in/access.ts';
import { findChromium } from '../../tools/test-pages/browser.ts';
import { startTestPlatform, TEST_CONFIG, type TestPlatform } from './platform.ts';
import { signIn, TEST_ACCESS } from './signed-in.ts';

/** The console in a real Chromium, on a platform of its own. */
export interface TestConsole {
  readonly world: TestPlatform;
  readonly page: Page;
  /** Opens a screen, by what stands behind the console's root. */
  open(path?: string): Promise<void>;
  /** A second window, of the same key. */
  another(): Promise<Page>;
  /** The window of a person of the config who signed in with this role. */
  signedIn(person: string, role: Role): Promise<Page>;
  stop(): Promise<void>;
}

/** Starts both. What the page complains of, a policy that refuses something too, fails `stop`. */
export async function startConsole(options: Partial<PlatformOptions> = {}): Promise<TestConsole> {
  const browser = await launchChromium();
  const config = { ...TEST_CONFIG, access: TEST_ACCESS, ...options.config };
  const world = await startTestPlatform({ ...options, config });
  const complaints: string[] = [];
  const window = () => newPage(browser, complaints, { authorization: keyOf(world) });
  const page = await window();
  return {
    world,
    page,
    another: window,
    async signedIn(person, role) {
      const { ports, url } = world.platform;
      const runtime = { ports, config, publicUrl: url, clock: Date.now };
      const said = { issuer: url + STAND_IN, account: person, groups: [`${role}s`] };
      const { cookie } = await signIn(runtime, said);
      const at = await newPage(browser, complaints, {});
      const [name = '', value = ''] = cookie.split('=');
      await at.context().addCookies([{ name, value, url }]);
      await at.goto(url + CONSOLE_ROOT);
      return at;
    },
    open: async (path = '') => {
      await page.goto(world.platform.url + CONSOLE_ROOT + path);
      await page.locator('h1').waitFor();
    },
    async stop() {
      await browser.close();
      await world.platform.stop();
      if (complaints.length > 0) {
        throw new Error(`The page complains: ${complaints.join('\n')}`);
      }
    },
  };
}

export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: pathOf(findChromium() ?? missing()),
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
}

/** Of a program that may be named without its folder, as a shell finds it. */
function pathOf(program: string): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => resolve(folder, program)).find(existsSync) ?? program;
}

function missing(): never {
  throw new Error(
    'These tests need Chromium (on Debian: apt-get install chromium; or name it in CHROME_PATH).',
  );
}

const keyOf = ({ platform }: TestPlatform) => `Bearer ${platform.adminKey}`;

async function newPage(
  browser: Browser,
  complaints: string[],
  headers: Readonly<Record<string, string>>,
): Promise<Page> {
  const context = await browser.newContext({
    extraHTTPHeaders: headers,
    locale: 'en-GB',
    timezoneId: 'Europe/Stockholm',
    viewport: { width: 1440, height: 900 },
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(String(error.stack)));
  page.on('console', (message) => {
    // What the network says is what a test does to it.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      complaints.push(message.text());
    }
  });
  return page;
}

/** As small as telephones are, a usual one, and a desk. */
const WIDTHS = [320, 390, 1440] as const;

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What axe is asked, by tags or by rules: all it knows where a layout is another, and of the dark
 * its colours alone.
 */
const LOOKS: Readonly<Record<(typeof WIDTHS)[number], readonly Look[]>> = {
  320: [{ colorScheme: 'light', runOnly: TAGS }],
  390: [],
  1440: [
    { colorScheme: 'light', runOnly: TAGS },
    { colorScheme: 'dark', runOnly: ['color-contrast', 'link-in-text-block'] },
  ],
};

interface Look {
  readonly colorScheme: 'light' | 'dark';
  readonly runOnly: readonly string[];
}

/**
 * Returns what is wrong with how a page looks: by axe in light and dark, by what it cannot decide
 * too; and whether it scrolls sideways or has a button too small for a thumb at any width.
 */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    await page.evaluate(DRAWN);
    found.push(...(await page.evaluate(LAYOUT_FAULTS)).map((fault) => `${width} px: ${fault}`));
    for (const { colorScheme, runOnly } of LOOKS[width]) {
      await page.emulateMedia({ colorScheme });
      await page.evaluate(`globalThis.axe ?? (() => {${axe.source}})()`);
      const faults: readonly string[] = await page.evaluate(askAxe(runOnly));
      found.push(...faults.map((fault) => `${width} px, ${colorScheme}: ${fault}`));
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

/** A screen that is made anew for another width is so in the frame after the next. */
const DRAWN = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';

const LAYOUT_FAULTS = `(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  const wide = scrollWidth > clientWidth ? ['it is ' + scrollWidth + ' px wide, and scrolls'] : [];
  const small = [...document.querySelectorAll('button')]
    .filter((button) => button.checkVisibility() && button.getBoundingClientRect().height < 44)
    .map((button) => 'the button "' + button.innerText + '" is lower than 44 px');
  const range = document.createRange();
  const isTorn = (node, { index, 0: word }) => {
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    return new Set([...range.getClientRects()].map(({ top }) => top)).size > 1;
  };
  const torn = [...document.querySelectorAll('td, th, dt, dd, button')]
    .filter((cell) => cell.checkVisibility())
    .flatMap((cell) => [...cell.childNodes])
    .filter((node) => node.nodeType === Node.TEXT_NODE)
    .flatMap((node) => [...node.data.matchAll(/(?<![\\p{L}\\d.,%])[\\p{L}\\d.,%]{2,12}(?![\\p{L}\\d.,%])/gu)].filter((word) => isTorn(node, word)))
    .map(([word]) => 'the word "' + word + '" is torn');
  return [...wide, ...small, ...torn];
})()` as unknown as () => readonly string[];

/**
 * axe cannot decide what lies behind a modal dialog: while it is looked at it is not modal, and
 * nothing else is visible. Nor does it decide what a bar lies over that does not scroll.
 */
const askAxe = (runOnly: readonly string[]) => `(() => {
  const dialog = document.querySelector('dialog:modal');
  const focused = document.activeElement;
  const alone = new CSSStyleSheet();
  alone.replaceSync('#console :not(:has(dialog), dialog, dialog *) { display: none } dialog { position: static }');
  const flat = new CSSStyleSheet();
  flat.replaceSync('header, .banner, .outcome, .selection { position: static !important }');
  document.adoptedStyleSheets = dialog ? [flat, alone] : [flat];
  dialog?.close();
  dialog?.show();
  return (${runAxe(runOnly)}).finally(() => {
    document.adoptedStyleSheets = [];
    dialog?.close();
    dialog?.showModal();
    focused?.focus();
  });
})()`;

function runAxe(runOnly: readonly string[]): string {
  return `axe.run(dialog ?? document, { runOnly: ${JSON.stringify(runOnly)} })
  .then(({ violations, incomplete }) => [...violations, ...incomplete].flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, any }) => id + ': ' + help + ': ' + html + ' ' + any.map((a) => a.message).join('; '))))`;
}
