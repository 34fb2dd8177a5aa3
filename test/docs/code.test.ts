import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { BLOCKS } from '../support/documents.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const CODE = BLOCKS.filter(({ info }) => info === 'ts' || info === 'js');

/** Returns the surroundings of a few lines that belong into the middle of the reader's app. */
const AMONG = (lines: string) => `
import { Stack } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Wardbell } from '@wardbell/wardbell';
declare const alarm: Alarm;
declare const topicArn: string;
export class Shown extends Stack { show() { ${lines} } }
`;

const SETTINGS = {
  extends: join(ROOT, 'tsconfig.json'),
  compilerOptions: {
    allowJs: true,
    checkJs: true,
    noUnusedLocals: false,
    paths: {
      '@wardbell/wardbell': [`${ROOT}lib/index.ts`],
      '@wardbell/wardbell/client': [`${ROOT}api/client/index.ts`],
    },
  },
  include: ['*'],
};

/** What an example reads from the environment is there. */
const ENVIRONMENT = 'declare namespace NodeJS { interface ProcessEnv { WARDBELL_KEY: string } }';

/** Returns the compiler's diagnostics for files with these names and contents, by name. */
function compile(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'wardbell-docs-'));
  try {
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(SETTINGS));
    writeFileSync(join(folder, 'environment.d.ts'), ENVIRONMENT);
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(folder, name), text);
    }
    const tsc = join(ROOT, 'node_modules/.bin/tsc');
    return spawnSync(tsc, ['-p', '.', '--pretty', 'false'], { cwd: folder }).stdout.toString();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('code in a document compiles, and so uses what there is of ours, the CDK and clients', () => {
  const shown = CODE.map(({ at, info, text }) => {
    const isWhole = /^import /m.test(text);
    return [`${at.replace(/\W/g, '-')}.${info}`, isWhole ? text : AMONG(text)] as const;
  });
  expect(shown.length).toBeGreaterThan(3);
  const wrong = AMONG("new Wardbell(this, 'Pager', { configs: 'wardbell.yaml' });");
  const said = compile({ ...Object.fromEntries(shown), 'wrong.ts': wrong });
  expect(said.trim().split('\n')).toEqual([expect.stringMatching(/^wrong\.ts.*'configs'/)]);
}, 60_000);
