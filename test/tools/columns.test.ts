import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';

const COLUMNS = 100;

/** Biome's suppressions must stand on one line with their reason. */
const COMMENT = /^\s*(?:\/\/(?! biome-ignore)|\/\*|\* )/;

describe('comments', () => {
  test(`fit ${COLUMNS} columns`, () => {
    const files = globSync('**/*.{ts,mts,js,mjs}', {
      cwd: new URL('../../', import.meta.url),
      exclude: (path) => /^(?:node_modules|build|cdk\.out|test\/golden|\..*)$/.test(path),
    });
    const long = files.flatMap((file) =>
      readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
        .split('\n')
        .flatMap((line, index) =>
          COMMENT.test(line) && [...line].length > COLUMNS ? [`${file}:${index + 1}`] : [],
        ),
    );
    expect(files.length).toBeGreaterThan(1_000);
    expect(long).toEqual([]);
  });
});
