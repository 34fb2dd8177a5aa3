import { expect, test } from '@jest/globals';
import { isMailbox } from '#core/responder/channels/email.ts';

test.each([
  ["o'neil+pager@ward.example.org", true],
  ['anna@localhost', false],
  ['anna lind@example.org', false],
  [`${'a'.repeat(250)}@example.org`, false],
])('%s is a mailbox: %s', (text, is) => {
  expect(isMailbox(text)).toBe(is);
});
