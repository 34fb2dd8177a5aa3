import { describe, expect, test } from '@jest/globals';
import { CliFailure } from '#cli/failure.ts';
import { loadPlatform } from '#cli/load-platform.ts';

const failing = (code: string) => () =>
  Promise.reject(Object.assign(new Error('No such built-in module: node:sqlite'), { code }));

describe('the platform on one machine', () => {
  test('is what its module exports', async () => {
    expect(await loadPlatform(() => Promise.resolve({ one: 1 }))).toEqual({ one: 1 });
  });

  test.each(['ERR_UNKNOWN_BUILTIN_MODULE', 'ERR_MODULE_NOT_FOUND'])(
    'says which Node it needs where something is missing (%s)',
    async (code) => {
      const loading = loadPlatform(failing(code));
      await expect(loading).rejects.toThrow(CliFailure);
      await expect(loading).rejects.toThrow(/needs Node 22\.13 or later.* this is Node \d+/);
    },
  );

  test('hides no other fault', async () => {
    await expect(loadPlatform(failing('ERR_OTHER'))).rejects.not.toThrow(CliFailure);
  });
});
