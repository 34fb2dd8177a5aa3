import { expect, test } from '@jest/globals';
import { pageResultText } from '#core/messages/page-result-text.ts';
import { RESULTS } from '../../support/told.ts';

const nameOf = () => 'Anna';

test.each(Object.values(RESULTS))('the result %j is told as "%s"', (result, text) => {
  expect(pageResultText(result, { nameOf })).toBe(text);
});

test.each([
  [1, 'message m-1, in one message with another page'],
  [2, 'message m-1, in one message with 2 other pages'],
])('a page that left together with %d more says so', (others, text) => {
  expect(pageResultText({ code: 'sent', message: 'm-1', others }, { nameOf })).toBe(text);
});
