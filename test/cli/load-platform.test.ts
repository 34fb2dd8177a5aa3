import { describe, expect, test } from '@jest/globals';
import { CliFailure } from '#cli/failure.ts';
import { loadPlatform, remedyFor } from '#cli/load-platform.ts';

const failing = (code: string) => () =>
  Promise.reject(Object.assign(new Error('No such built-in module: node:sqlite'), { code }));

describe('the platform on one machine', () => {
  test('is what its module exports', async () => {
    expect(await loadPlatform(() => Promise.resolve({ one: 1 }))).toEqual({ one: 1 });
  });

  test.each(['ERR_UNKNOWN_BUILTIN_MODULE', 'ERR_MODULE_NOT_FOUND'])(
    'says what to do if a part of it is missing (%s)',
    async (code) => {
      const loading = loadPlatform(failing(code));
      await expect(loading).rejects.toThrow(CliFailure);
      await expect(loading).rejects.toThrow(/npm install again with this Node \d+/);
    },
  );

  test('names the Node that it needs to whoever has an older one, and to nobody else', () => {
    const needs = ['20.19.0', '22.12.0', '22.13.0', '24.0.1'].map((node) =>
      /needs Node 22\.13 or later/.test(remedyFor(node, 'not found')),
    );
    expect(needs).toEqual([true, true, false, false]);
  });

  test('hides no other fault', async () => {
    await expect(loadPlatform(failing('ERR_OTHER'))).rejects.not.toThrow(CliFailure);
  });
});
