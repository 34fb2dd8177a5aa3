import { expect, test } from '@jest/globals';
import { expectSqliteWarning } from '#cli/expected-warnings.ts';

test('the warning about SQLite is not printed, and every other one is', () => {
  const printed: unknown[] = [];
  const node = { emitWarning: (...warning: unknown[]) => printed.push(warning) };
  expectSqliteWarning(node as unknown as NodeJS.Process);
  const sqlite = 'SQLite is an experimental feature and might change at any time';
  node.emitWarning(sqlite, 'ExperimentalWarning');
  node.emitWarning(sqlite, 'DeprecationWarning');
  node.emitWarning('VM Modules is an experimental feature', 'ExperimentalWarning');
  node.emitWarning(new Error('SQLite is an experimental feature'));
  expect(printed).toEqual([
    [sqlite, 'DeprecationWarning'],
    ['VM Modules is an experimental feature', 'ExperimentalWarning'],
    [new Error('SQLite is an experimental feature')],
  ]);
});
