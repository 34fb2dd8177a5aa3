import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXAMPLE_CONFIG } from '#cli/default-config.ts';
import { readConfig } from '#cli/read-config.ts';
import { startPlatform } from '#local/platform.ts';
import { writeResults } from '../write-results.ts';
import { fetchSuite, type Outcome, runSuite } from './suite.ts';

/**
 * `npm run test:compliance`: runs the Prometheus project's compliance tests for remote write
 * receivers against the platform on this machine. Without Go or its module proxy it says so and
 * passes. `--results FILE` writes the counts.
 */
const suite = fetchSuite();
if ('lacks' in suite) {
  console.log(`Not run: these tests are written in Go, and this machine lacks ${suite.lacks}.`);
  writeResults({ passed: 0, failed: 0 });
} else {
  const folder = mkdtempSync(join(tmpdir(), 'wardbell-compliance-'));
  const platform = await startPlatform({
    config: readConfig(EXAMPLE_CONFIG),
    port: 0,
    tickEvery: null,
    log: ({ message }) => console.log(`platform: ${message}`),
  });
  try {
    const config = join(folder, 'config.yml');
    writeFileSync(config, configOf(platform.url, platform.adminKey));
    console.log(`${suite.module} against ${platform.url}, with ${suite.go}`);
    report(await runSuite(suite, config));
  } finally {
    await platform.stop();
    rmSync(folder, { recursive: true });
  }
}

/** Returns the config, with the keys of the Prometheus file it is based on; JSON is also YAML. */
function configOf(url: string, key: string): string {
  const authorization = { credentials: key };
  return JSON.stringify({
    remote_write: [{ name: 'wardbell', url: `${url}/api/v1/write`, authorization }],
  });
}

function report(outcomes: readonly Outcome[]): void {
  const count = (kind: Outcome['kind']) => outcomes.filter((one) => one.kind === kind).length;
  for (const { name, kind, output } of outcomes) {
    if (kind === 'fail') {
      console.log(`\nFailed: ${name}\n${output}`);
    }
  }
  const [passed, failed] = [count('pass'), count('fail')];
  console.log(`Compliance: ${passed} passed, ${failed} failed, ${count('skip')} skipped`);
  writeResults({ passed, failed });
  if (failed > 0 || passed === 0) {
    process.exitCode = 1;
  }
}
