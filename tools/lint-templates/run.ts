import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pythonTools } from '../python-tools.ts';
import { writeResults } from '../write-results.ts';
import { EXCEPTIONS } from './exceptions.ts';
import { cfnLintFindings, checkovFindings, type Finding, judgeFindings } from './findings.ts';
import { synthesizeStages } from './stages.ts';

/**
 * `npm run test:templates`: asks cfn-lint and checkov about the templates of all stages and
 * settings. Where Python or its package index is missing it says so, and passes. `--results FILE`
 * writes the counts.
 */
const REQUIREMENTS = fileURLToPath(new URL('requirements.txt', import.meta.url));

const tools = pythonTools('wardbell-templates', REQUIREMENTS);
if ('lacks' in tools) {
  console.log(
    `Not run: cfn-lint and checkov are written in Python; this machine lacks ${tools.lacks}.`,
  );
  writeResults({ passed: 0, failed: 0 });
} else {
  const folder = mkdtempSync(join(tmpdir(), 'wardbell-templates-'));
  try {
    const stages = synthesizeStages(folder);
    report(stages, await ask(tools.bin, folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Both run at once, each in its own process. */
async function ask(bin: string, folder: string): Promise<readonly Finding[]> {
  const templates = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.template.json'))
    .map((name) => join(folder, name));
  const cfnLint = outputOf(join(bin, 'cfn-lint'), '--format', 'json', ...templates);
  const checkov = outputOf(
    join(bin, 'checkov'),
    ...['--directory', folder, '--framework', 'cloudformation', '--output', 'json'],
    // Checkov sends and fetches nothing.
    ...['--compact', '--quiet', '--skip-download'],
  );
  return [...cfnLintFindings(await cfnLint), ...checkovFindings(await checkov)];
}

/**
 * Returns the output of a tool. A non-zero exit means findings; empty output means that the tool
 * failed.
 */
function outputOf(command: string, ...args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
      if (stdout === '' && error !== null) {
        reject(new Error(`${command} failed: ${error.message}\n${stderr}`));
      } else {
        resolve(stdout);
      }
    });
  });
}

function report(stages: readonly string[], findings: readonly Finding[]): void {
  const { unexcused, needless } = judgeFindings(findings, EXCEPTIONS);
  for (const { rule, stage, resource, text } of unexcused) {
    console.log(`${stage}: ${rule} ${resource}: ${text}`);
  }
  for (const { rule, resources } of needless) {
    console.log(`exceptions.ts: nothing is found any more for ${rule} of ${resources}`);
  }
  const wrong = new Set(unexcused.map(({ stage }) => stage));
  const failed = wrong.size + (needless.length > 0 ? 1 : 0);
  const passed = stages.length - wrong.size;
  console.log(
    `Templates: ${passed} of ${stages.length} stages passed; ${findings.length - unexcused.length} findings stay, each with its reason in tools/lint-templates/exceptions.ts`,
  );
  writeResults({ passed, failed });
  if (failed > 0) {
    process.exitCode = 1;
  }
}
