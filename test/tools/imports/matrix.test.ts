import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { judge } from '../../../tools/imports/judge.ts';
import { readImports } from '../../../tools/imports/read-imports.ts';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

/** The tables of docs/architecture.md: what they say is expected of the tool. */
const [rooms = [], packages = []] = read('docs/architecture.md')
  .split(/\n(?=\| (?:room|package) \|)/)
  .slice(1)
  .map((table) =>
    (table.split('\n\n')[0] ?? '')
      .trim()
      .split('\n')
      .slice(2)
      .map((row) => row.split('|').map((cell) => cell.trim()))
      .map(([, name = '', cells = '']) => ({ name, column: cells.split(', ') })),
  );

const core = (rooms[0]?.column.join(', ').split('order: ')[1] ?? '')
  .split(', ')
  .map((name) => `core/${name}`);
const others = rooms.slice(1);
const ROOMS = [...core, ...others.map(({ name }) => name)];

function within(column: readonly string[], name: string): boolean {
  return column.some((word) =>
    word.endsWith('/*')
      ? name === word.slice(0, -2) || name.startsWith(word.slice(0, -1))
      : word === name || word === 'everything',
  );
}

function mayImport(from: string, to: string): boolean {
  if (from === to) {
    return true;
  }
  return core.includes(from)
    ? core.indexOf(to) >= 0 && core.indexOf(to) < core.indexOf(from)
    : within(others.find(({ name }) => name === from)?.column ?? [], to);
}

/** Returns a file of a room. */
const fileOf = (room: string) =>
  (room.endsWith('.ts') ? room : `${room}/some-file.ts`).replace('*', 'some-folder');

/** Every form that an import has. */
const FORMS = [
  (path: string) => `import { one } from '${path}';`,
  (path: string) => `import type { One } from '${path}';`,
  (path: string) => `import '${path}';`,
  (path: string) => `export { one } from '${path}';`,
  (path: string) => `export type * from '${path}';`,
  (path: string) => `const one = async () => import('${path}');`,
  (path: string) => `type Two = import('${path}').Two;`,
  (path: string) => `const one = {} as typeof import('${path}');`,
];

/** Returns what is wrong with each of the imports of a source. */
function refusals(file: string, source: string): readonly (string | undefined)[] {
  return readImports(file, source).map(({ from }) => judge(file, from));
}

function inAllForms(file: string, path: string): readonly (string | undefined)[] {
  return refusals(file, FORMS.map((form) => form(path)).join('\n'));
}

describe('the table of the document', () => {
  test('names every folder that holds code', () => {
    const folders = globSync('*/**/*.ts', { exclude: ['node_modules/**', 'build/**'] });
    const lost = folders.filter((file) => !ROOMS.some((room) => `${file}/`.startsWith(`${room}/`)));
    expect(lost).toEqual([]);
  });

  test('names every package that the product depends on', () => {
    const { dependencies, peerDependencies } = JSON.parse(read('package.json'));
    const named = packages.map(({ name }) => name);
    const lost = Object.keys({ ...dependencies, ...peerDependencies }).filter(
      (name) => !named.some((one) => name === one || name.startsWith(`${one}/`)),
    );
    expect(lost).toEqual([]);
  });
});

/** Returns which of these judgements are not as the table has it: allowed or not, in every form. */
function wrong(isAllowed: boolean, found: readonly (string | undefined)[], says: string) {
  const isRight = (one: string | undefined) => (isAllowed ? !one : one?.startsWith(says) === true);
  return found.length === FORMS.length && found.every(isRight) ? [] : [{ says, isAllowed, found }];
}

describe.each(ROOMS)('%s', (from) => {
  const file = fileOf(from);

  test('imports the rooms that the table allows, and no other, in whatever form', () => {
    const breaches = ROOMS.flatMap((to) => {
      const found = inAllForms(file, `#${fileOf(to)}`);
      return wrong(mayImport(from, to), found, `${from} may not import ${to}. `);
    });
    expect(breaches).toEqual([]);
  });

  test('imports the packages that the table allows, and no other, in whatever form', () => {
    const isFree = ['test', 'bench', 'tools'].includes(from);
    const breaches = packages.flatMap(({ name, column }) => {
      const path = name === 'node:*' ? 'node:fs/promises' : `${name}/part`;
      const says = `${from} may not import the package ${name.replace('*', 'fs')}`;
      return wrong(isFree || within(column, from), inAllForms(file, path), says);
    });
    expect(breaches).toEqual([]);
  });
});

describe('an import is refused', () => {
  test.each([
    ['climbs out of its room', 'usecases/x.ts', '../core/time/instant.ts', '#core/time/instant.ts'],
    ['climbs out of its room, in a test', 'test/a/x.ts', '../../core/a.ts', 'Write #core/a.ts'],
    ['climbs within its alias', 'core/time/x.ts', '#core/../lib/stage.ts', 'may not import lib'],
    [
      'climbs between rooms',
      'core/time/x.ts',
      '../incident/act.ts',
      'may not import core/incident',
    ],
    ['leads out of the repository', 'cli/x.ts', '../../other/x.ts', 'lies in no room'],
    ['leads to a folder without a row', 'cli/x.ts', '#docs/x.ts', 'lies in no room'],
    ['leads to a new folder of core/', 'usecases/x.ts', '#core/new/x.ts', 'lies in no room'],
    ['comes from a folder without a row', 'new/x.ts', '#core/time/instant.ts', 'lies in no room'],
    [
      'is of a package without a row',
      'http/x.ts',
      'left-pad',
      'may not import the package left-pad',
    ],
    ['is of the package itself', 'cli/x.ts', '@wardbell/wardbell', 'may not import the package'],
  ])('that %s', (_, file, path, says) => {
    for (const one of inAllForms(file, path)) {
      expect(one).toMatch(says);
    }
  });

  test('whose path is known only when it runs, but in tests and tools', () => {
    const source = "const load = (name: string) => import('./' + name);";
    expect(refusals('cli/x.ts', source)).toEqual([
      expect.stringMatching('known only when it runs'),
    ]);
    expect(refusals('test/x.ts', source)).toEqual([undefined]);
  });

  test('in words that say from where, to what, why, and what to do', () => {
    expect(judge('lib/x.ts', '#lambdas/alarms/handler.ts')).toBe(
      'lib may not import lambdas. Constructs name functions by their paths, and load none of their code. Rooms that it may import: config, console/build.ts, console/files.ts, deployment. Take it as an argument, or move it to where both may import it; if the arrow is right, add it to tools/imports/matrix.ts and say why in docs/decisions/.',
    );
  });

  test('with the line on which it stands', () => {
    const source = "import { a } from './a.ts';\n\nexport {\n  b,\n} from './b.ts';\n";
    expect(readImports('core/time/x.ts', source)).toEqual([
      { from: './a.ts', line: 1 },
      { from: './b.ts', line: 3 },
    ]);
  });
});

test('a file that is no TypeScript is not passed over', () => {
  expect(() => readImports('core/x.ts', 'import from;')).toThrow('core/x.ts cannot be parsed');
});
