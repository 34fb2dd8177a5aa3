import { writeResults } from '../write-results.ts';
import { findChromium, startBrowser } from './browser.ts';
import { pageIn } from './page.ts';
import { walkStates } from './states.ts';

/**
 * `npm run test:pages`: opens every state of the pages in Chromium, without scripts and by the
 * keyboard alone, and asks axe about each in light and dark, on a phone and on a desk. A minute.
 * Where there is no Chromium it says so, and passes. `--screenshots FOLDER` keeps what it saw,
 * `--results FILE` writes the counts.
 */
const program = findChromium();

if (program === undefined) {
  console.log(
    'Not run: this machine has no Chromium (on Debian: apt-get install chromium; or name it in CHROME_PATH).',
  );
  writeResults({ passed: 0, failed: 0 });
} else {
  const at = process.argv.indexOf('--screenshots');
  const folder = at > 0 ? process.argv[at + 1] : undefined;
  const browser = await startBrowser(program);
  try {
    const found = await walkStates(await pageIn(browser.tab), folder);
    const wrong = found.filter(({ faults }) => faults.length > 0);
    for (const { state, faults } of wrong) {
      for (const fault of faults) {
        console.log(`${state}: ${fault}`);
      }
    }
    const passed = found.length - wrong.length;
    console.log(`Pages: ${passed} of ${found.length} states passed`);
    writeResults({ passed, failed: wrong.length });
    if (wrong.length > 0) {
      process.exitCode = 1;
    }
  } finally {
    await browser.stop();
  }
}
