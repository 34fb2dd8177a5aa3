import { expect, test } from '@jest/globals';
import { isPhone } from '#core/responder/channels/sms.ts';

test.each([
  ['+46701234567', true],
  ['+1234567', true],
  ['+0701234567', false],
  ['0701234567', false],
  ['+46 70 123', false],
  ['+4670123456789012', false],
])('%s is a phone: %s', (text, is) => {
  expect(isPhone(text)).toBe(is);
});
