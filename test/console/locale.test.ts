import { describe, expect, test } from '@jest/globals';
import { localeOf } from '#console/words/locale.ts';

describe('times and numbers are written', () => {
  test.each([
    ['as in the variety of the language that the browser names', 'en', ['sv-SE', 'en-US'], 'en-US'],
    ['in British English where none is named, so that CET is CET', 'en', ['en', 'sv'], 'en-GB'],
    ['in the language itself otherwise', 'de', ['sv-SE'], 'de'],
  ])('%s', (_, language, wanted, locale) => {
    expect(localeOf(language, wanted)).toBe(locale);
  });
});
