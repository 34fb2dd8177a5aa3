import { expect, test } from '@jest/globals';
import { headingsOf, withoutDeadLinks } from '../../../tools/build/links.ts';

const has = (file: string, heading?: string) =>
  file === 'docs/config.md' && (heading === undefined || heading === 'rules');

test.each([
  ['[config](config.md#rules), [it](../docs/config.md)', 'the same'],
  ['[site](https://example.org/x), ![page](page.png)', 'the same'],
  ['see [`tools/build`](../tools/build/run.ts)', 'see `tools/build`'],
  ['| [a](../test/a.ts) | [b](config.md#none) |', '| a | b |'],
])('a link to what the package lacks becomes its text: %s', (text, expected) => {
  const becomes = expected === 'the same' ? text : expected;
  expect(withoutDeadLinks('docs/page.md', text, has)).toBe(becomes);
});

test('a heading is known by the name that GitHub gives it', () => {
  const names = headingsOf('# The `config`, part 1\n## Who may [import](x.md) whom?\n');
  expect([...names]).toEqual(['the-config-part-1', 'who-may-import-whom']);
});
