import { describe, expect, test } from '@jest/globals';
import { loadConfig } from '#config/load.ts';
import { SOURCES, type Source } from '#config/moving/import.ts';
import { exportsOf, movedAgain, movedExport } from './exports.ts';

const ALL = (Object.keys(SOURCES) as Source[]).flatMap((source) =>
  exportsOf(source).map((name) => [source, name] as const),
);

describe('a config that is made of an export', () => {
  test.each(ALL)('of %s, %s, is valid, and the same each time', (source, name) => {
    const { yaml = '' } = movedExport(source, name);
    const loaded = loadConfig(yaml, 'wardbell.yaml');
    expect(loaded.ok ? [] : loaded.problems).toEqual([]);
    expect(movedAgain(source, name).yaml).toBe(yaml);
  });

  test.each(ALL)('of %s, %s, holds no secret of it, and nor does its plan', (source, name) => {
    expect(JSON.stringify(movedExport(source, name))).not.toContain('SECRET');
  });

  test.each(ALL)('of %s, %s, names at its end all that does not carry over', (source, name) => {
    const { yaml = '', entries } = movedExport(source, name);
    for (const { carried, kind, name: called } of entries) {
      if (!carried) {
        expect(yaml).toContain(`# - ${kind} "${called}"`);
      }
    }
  });
});
