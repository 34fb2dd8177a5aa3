import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { leafCommands } from '#cli/examples.ts';
import { newRepository } from '#cli/new-repository.ts';
import { createProgram } from '#cli/program.ts';

/**
 * What downloads a package and runs it: `npx` and its like for other package managers. In a folder
 * in which the package is not installed they run whatever the registry has under that name.
 */
const RUNS_DOWNLOADS =
  /\bnpx (?!--no-install\b|(?:asks|does|runs|canceled)\b)[-@\w$]|\bnpm (exec|x|create|init) |\b(yarn|pnpm) (dlx|create) |\b(bunx|pnpx) /gu;

/** All that people read or copy: documents, examples, workflows, and texts of the product. */
const TEXTS = globSync([
  '*.md',
  '{docs,examples,schema,.github,.ci,.devcontainer}/**/*.{md,yaml,yml,json,sh,mjs,ts,js}',
  '.ci/run',
  '{api,bin,cli,config,core,deployment,http,lambdas,lib,local,protocols,runtime}/**/*.{ts,html}',
  'protocols/**/*.md',
  '{usecases,adapters,tools}/**/*.{ts,md,sh,txt}',
]).filter((file) => !file.endsWith('-npx-never-downloads.md'));

const downloadsIn = (text: string) =>
  text.split('\n').filter((line) => line.match(RUNS_DOWNLOADS) !== null);

describe('what a reader is told to run is what is installed in the folder', () => {
  test('in every document, example, workflow and text of the product', () => {
    const found = TEXTS.flatMap((file) =>
      downloadsIn(readFileSync(file, 'utf8')).map((line) => `${file}: ${line.trim()}`),
    );
    expect(TEXTS).toEqual(expect.arrayContaining(['README.md', 'api/contacts/contact-view.ts']));
    expect(found).toEqual([]);
  });

  test('in all that `init` writes', () => {
    const files = newRepository(
      {
        name: 'st-olav',
        timeZone: 'Europe/Oslo',
        region: 'eu-north-1',
        people: [{ id: 'anna', name: 'Anna Lind' }],
        starts: '2026-11-28',
      },
      { package: '@wardbell/wardbell', spec: '1.2.3', cdk: {} },
    );
    expect([...files.values()].flatMap(downloadsIn)).toEqual([]);
    expect(files.get('README.md')).toContain('npx --no-install wardbell contacts add anna');
  });

  test('in the help of every command', () => {
    const helps = leafCommands(createProgram()).map(([, command]) => {
      let told = '';
      command.configureOutput({ writeOut: (text) => (told += text) }).outputHelp();
      return told;
    });
    expect(helps.join('')).toContain('npx --no-install wardbell');
    expect(helps.flatMap(downloadsIn)).toEqual([]);
  });
});

test.each([
  'npx wardbell start',
  'npx --yes wardbell',
  'npx --no wardbell --version',
  'npx cdk deploy',
  'npm exec wardbell',
  'npx @wardbell/wardbell init',
  'pnpm dlx wardbell',
])('a text with "%s" is found', (line) => expect(downloadsIn(line)).toEqual([line]));

test.each(['npx --no-install cdk deploy', 'npm run validate', 'what npx does'])(
  'a text with "%s" is none',
  (line) => expect(downloadsIn(line)).toEqual([]),
);
