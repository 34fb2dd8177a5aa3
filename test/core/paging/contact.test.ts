import { expect, test } from '@jest/globals';
import { type ContactState, isWorking, maskAddress } from '#core/paging/contact.ts';

test.each([
  ['+46701234567', 'sms', '+46•••67'],
  ['+15550100101', 'sms', '+15•••01'],
  ['+1234567', 'sms', '+12•••67'],
  ['anna.lind@example.org', 'email', 'a•••@example.org'],
  ['a@example.org', 'email', '•••@example.org'],
  ['no mailbox', 'email', '•••'],
  ['arn:aws:sqs:us-east-1:1:q', 'sqs', '•••'],
])('%s by %s is shown as %s', (address, protocol, shown) => {
  expect(maskAddress({ protocol, address })).toBe(shown);
});

test.each<[ContactState, boolean]>([
  ['confirmed', true],
  ['unchecked', true],
  ['unprotected', true],
  ['pending', false],
  ['opted_out', false],
])('what is published arrives at one that is %s: %s', (state, arrives) => {
  expect(isWorking({ protocol: 'sms', address: '+15550100101', state })).toBe(arrives);
});
