import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type PythonTools, pythonTools } from '../python-tools.ts';
import { writeResults } from '../write-results.ts';
import { startedPlatform } from './started-platform.ts';

/**
 * `npm run test:api`: holds the document of the API against the OpenAPI specification, the platform
 * against the document (schemathesis), and a client generated from it against the platform: it
 * acknowledges an incident (Python 3.10, a minute). `-- --seed 2 --examples 100` asks for others,
 * and for more. Where Python or its package index is missing it says so, and passes.
 */
const HERE = fileURLToPath(new URL('.', import.meta.url));
const DOCUMENT = fileURLToPath(new URL('../../schema/openapi.json', import.meta.url));

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    examples: { type: 'string', default: '10' },
    results: { type: 'string' },
  },
});

const tools = pythonTools('wardbell-api', join(HERE, 'requirements.txt'));
if ('lacks' in tools) {
  console.log(`Not run: this machine lacks ${tools.lacks}.`);
  writeResults({ passed: 0, failed: 0 });
} else {
  await testApi(tools);
}

async function testApi({ bin }: Exclude<PythonTools, { readonly lacks: string }>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'wardbell-api-'));
  const platform = await startedPlatform();
  try {
    const { url, adminKey } = platform;
    const failed = [
      await validate(bin),
      await acknowledge(bin, folder, url, adminKey),
      await ask(bin, folder, url, adminKey),
    ].filter((passed) => !passed).length;
    console.log(`API: ${3 - failed} of 3 tests passed`);
    writeResults({ passed: 3 - failed, failed });
    process.exitCode = failed > 0 ? 1 : 0;
  } finally {
    await platform.stop();
    rmSync(folder, { recursive: true });
  }
}

/** Whether the document is what OpenAPI 3.1 says that it must be. */
function validate(bin: string): Promise<boolean> {
  return run(join(bin, 'openapi-spec-validator'), [DOCUMENT]);
}

/** Whether a client generated from the document acknowledges an incident. */
async function acknowledge(
  bin: string,
  folder: string,
  url: string,
  key: string,
): Promise<boolean> {
  const config = join(folder, 'client.json');
  writeFileSync(config, JSON.stringify({ post_hooks: [] }));
  const client = join(folder, 'wardbell_client');
  const made = ['--path', DOCUMENT, '--output-path', client, '--config', config, '--meta', 'none'];
  const generated = await run(join(bin, 'openapi-python-client'), ['generate', ...made], true);
  const script = join(HERE, 'acknowledge.py');
  return generated && (await run(join(bin, 'python'), [script, url, key, folder]));
}

/** Whether the platform answers as the document says, whatever it is asked. */
async function ask(bin: string, folder: string, url: string, key: string): Promise<boolean> {
  const report = join(folder, 'report.json');
  const passed = await run(join(bin, 'schemathesis'), [
    ...['--config-file', join(HERE, 'schemathesis.toml')],
    ...['run', `${url}/v1/openapi.json`, '--header', `Authorization: Bearer ${key}`],
    ...['--seed', values.seed, '--max-examples', values.examples, '--continue-on-failure'],
    // One worker: Python 3.11 parses in two threads at once into a SystemError.
    ...['--suppress-health-check', 'all', '--warnings', 'off', '--workers', '1'],
    ...['--report', 'json', '--report-json-path', report],
  ]);
  const { operations, test_cases: cases } = JSON.parse(readFileSync(report, 'utf8'));
  console.log(`schemathesis asked ${operations.tested} operations ${cases.generated} times.`);
  return passed;
}

/** Whether a program exits with 0. Its output is shown, unless it is `quiet` and succeeds. */
async function run(program: string, args: readonly string[], quiet = false): Promise<boolean> {
  const child = spawn(program, args, { stdio: quiet ? 'ignore' : 'inherit' });
  const code = await new Promise<number | null>((done) => {
    child.on('error', () => done(null));
    child.on('exit', done);
  });
  return code === 0;
}
