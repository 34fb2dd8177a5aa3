import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { faultOf, faultOfNamed, namesOurCommand } from '../support/documented-commands.ts';
import { DOCUMENTS, type Document, type Example } from '../support/documents.ts';
import { recordShell } from '../support/recorded-shell.ts';

const isShell = ({ info }: Example) => info === '' || info === 'sh';
const isCommand = ({ text }: Example) => /^(npm|npx|aws|amtool|curl) /.test(text);

/** `<the link>` stands for a word. */
const inPlace = (text: string) =>
  text.replaceAll(/<([^<>|&;$\n]+)>/g, (_, words) => words.replaceAll(/\W+/g, '-'));

/** Returns the commands of a document, and whether each is part of a sentence. */
function typed({ blocks, inline }: Document) {
  const own = inline
    .filter(({ text }) => namesOurCommand(text))
    .map((example) => ({ ...example, text: `npx --no-install wardbell ${example.text}` }));
  return [
    ...blocks.filter(isShell).map((example) => ({ ...example, inSentence: false })),
    ...[...inline.filter(isCommand), ...own].map((e) => ({ ...e, inSentence: true })),
  ];
}

/** The decision about the spelling of commands shows those that it refuses. */
const ABOUT_SPELLINGS = /-npx-never-downloads\.md$/u;

const WITH_COMMANDS = DOCUMENTS.filter(
  (document) => !ABOUT_SPELLINGS.test(document.file) && typed(document).length > 0,
);

/** Returns the faults of a document, each with its line. */
function faultsIn(document: Document): readonly string[] {
  const examples = typed(document);
  const shells = recordShell(examples.map(({ text }) => inPlace(text)));
  return examples.flatMap(({ at, text, inSentence }, index) => {
    const { commands, complaints } = shells[index] ?? { commands: [], complaints: '' };
    const faults = commands.map((command) => faultOf(command, inSentence));
    const told = [complaints.trim(), ...faults].filter((fault) => fault);
    return told.map((fault) => `${at}: ${fault}, in: ${text.trim().slice(0, 200)}`);
  });
}

describe('every command that a document tells its reader to type', () => {
  test.each(WITH_COMMANDS)(
    'is one that a shell, the command line, npm and the CDK understand, in $file',
    (document) => expect(faultsIn(document)).toEqual([]),
  );
});

/** Commands of ours that texts of the product name, each with the words behind it. */
const NAMED = globSync(
  '{api,bin,cli,config,core,deployment,http,lambdas,lib,local,protocols,runtime,usecases}/**/*.ts',
).flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/npx --no-install wardbell ([^"`.,;:()\n]+)/g)].map(
    ([, said = '']) => ({
      file,
      said: said.replaceAll(/\$\{[^}]*\}?/g, 'x'),
    }),
  ),
);

test.each(NAMED)('the product names a command that it has: $said, in $file', ({ said }) => {
  expect(faultOfNamed(said.split(' ').filter(Boolean))).toBeUndefined();
});

describe('a document with a command that does not exist', () => {
  const faults = (text: string, inSentence = false) =>
    recordShell([text]).flatMap(({ commands, complaints }) => [
      ...commands.flatMap((command) => faultOf(command, inSentence) ?? []),
      ...(complaints === '' ? [] : ['the shell complains']),
    ]);

  test.each([
    ['a command of ours', 'npx --no-install wardbell incident list', /unknown command 'incident'/],
    [
      'an option of ours',
      'npx --no-install wardbell incidents list --every',
      /unknown option '--every'/,
    ],
    ['an argument too many', 'npx --no-install wardbell repair x --data .', /too many arguments/],
    ['an argument too few', 'npx --no-install wardbell keys revoke', /missing required argument/],
    [
      'a time that is none',
      `npx --no-install wardbell silence create a=b --for soon --comment x`,
      /--for/,
    ],
    ['a version', 'npm install aws-cdk@3.0.0', /package.json has aws-cdk 2/],
    ['a script', 'npm run tests', /no script "tests"/],
    ['a flag of a tool of ours', 'npm run cost -- --quick', /knows no --quick/],
    ['an option that npm keeps', 'npm start --port 0', /behind "--"/],
    ['a command of the CDK', 'npx --no-install cdk deploi', /no command "deploi"/],
    ['a stage', 'npx --no-install cdk deploy -c stage=staging', /no stage "staging"/],
    ['npx that asks a registry', 'npx wardbell validate', /without --no-install/],
    ['another program of npx', 'npx --no-install serve docs', /serve is not installed/],
    ['another program', 'wardbel start', /nobody knows the command wardbel/],
    ['a quote that does not end', `npx --no-install wardbell keys list 'x`, /the shell complains/],
  ])('is found out: %s', (_, text, fault) => {
    expect(faults(text)).toEqual([expect.stringMatching(fault)]);
  });

  test.each([
    'npx --no-install wardbell keys revoke',
    'npx --no-install wardbell override create icu anna --to …',
  ])('is not what a sentence shortens: %s', (text) => expect(faults(text, true)).toEqual([]));
});
