import { describe, expect, test } from '@jest/globals';
import { EXAMPLES, leafCommands } from '#cli/examples.ts';
import { EXIT_CODES } from '#cli/failure.ts';
import { createProgram } from '#cli/program.ts';
import { launch } from '../support/command-line.ts';
import { faultOf } from '../support/documented-commands.ts';
import { recordShell } from '../support/recorded-shell.ts';

const LEAVES = leafCommands(createProgram());
const ALL = Object.values(EXAMPLES).flat();

describe('the help of a command', () => {
  test('shows how it is used, for every command and no other', () => {
    expect(new Set(Object.keys(EXAMPLES))).toEqual(new Set(LEAVES.map(([name]) => name)));
    const [, ack] = LEAVES.find(([name]) => name === 'ack') ?? [];
    let help = '';
    ack?.configureOutput({ writeOut: (text) => (help += text) });
    ack?.outputHelp();
    expect(help).toContain(
      'Examples:\n  npx --no-install wardbell ack 0123456789abcdef-1 --by anna',
    );
  });

  test('shows an option once, which a command has in place of that of all', () => {
    const [, init] = LEAVES.find(([name]) => name === 'init') ?? [];
    const help = init?.helpInformation() ?? '';
    expect(help.match(/--zone/gu)).toHaveLength(1);
    expect(help).toContain('--utc');
  });

  test('holds examples that a shell and the command line understand', () => {
    const shells = recordShell(ALL.map((example) => `npx --no-install wardbell ${example}`));
    const faults = shells.flatMap(({ commands, complaints }, index) => {
      const told = [complaints.trim(), ...commands.map((command) => faultOf(command, false))];
      return told.filter(Boolean).map((fault) => `${ALL[index]}: ${fault}`);
    });
    expect(shells.map(({ commands }) => commands.length)).toEqual(ALL.map(() => 1));
    expect(faults).toEqual([]);
  });
});

describe('an option that would do nothing', () => {
  const CONFIG = 'examples/hospital/wardbell.yaml';
  test.each([
    ['--days without --all', ['incidents', 'list', '--days', '30'], /without '--all'/],
    ['--yes beside --silence', ['resolve', 'x', '--yes', '--silence', '1h'], /cannot be used with/],
    [
      '--url beside --config',
      ['oncall', '--config', CONFIG, '--url', 'http://x'],
      /cannot be used/,
    ],
    [
      '--url without --key',
      ['validate', CONFIG, '--url', 'http://x'],
      /it takes both --url and --key/,
    ],
    [
      '--unit for JSON',
      ['simulate', 'package.json', '--unit', '%'],
      /--unit does nothing: package/,
    ],
  ])('is refused: %s', async (_, args, says) => {
    const { code, out, err } = await launch(args).ended;
    expect({ code, out }).toEqual({ code: EXIT_CODES.usage[0], out: '' });
    expect(err).toMatch(says);
  });
});

describe('a command that is none', () => {
  test.each([
    ['in a group', ['silence', 'delete', 'x'], /Commands: create, list, windows, expire\n/],
    ['in another', ['subjects', 'delete'], /Commands: .*show, unread, retire\n/],
    ['of the program', ['acknowledge', 'x'], /Commands: init, validate, .*, ack, take-over, /],
  ])('is answered with those there are: %s', async (_, args, says) => {
    const { code, err } = await launch(args).ended;
    expect(code).toBe(EXIT_CODES.usage[0]);
    expect(err).toMatch(says);
  });
});

test('whoever reads only the beginning of what a command prints sees no error', async () => {
  const { child, ended } = launch(['limits', 'set', '--help']);
  child.stdout.destroy();
  expect(await ended).toMatchObject({ code: 0, err: '' });
});

test('a key with the word Bearer in front is refused by what is wrong with it, untold', async () => {
  const { code, err } = await launch(['incidents', '--key', 'Bearer wb_1_secret']).ended;
  expect(code).toBe(EXIT_CODES.not_allowed[0]);
  expect(err).toContain('without "Bearer"');
  expect(err).not.toContain('wb_1_secret');
});

/** Writes the names of loaded modules to standard error. */
const TELL_LOADED = `import { registerHooks } from 'node:module';
registerHooks({ load: (url, context, next) => (console.error(url), next(url, context)) });`;

test('A command loads neither the loader of configs nor the evaluation that it does not use', async () => {
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(TELL_LOADED)}`;
  const { code, err } = await launch(['--help'], { NODE_OPTIONS }).ended;
  expect([code, err.includes('/cli/validate-command.ts')]).toEqual([0, true]);
  const needless = /.*\/(zod|yaml|csv-parse|config\/load\.ts|local\/simulate\.ts)\b.*/g;
  expect(err.match(needless)).toBeNull();
});
