import { expect, test } from '@jest/globals';
import { refuseAll } from '#protocols/fhir/answer.ts';
import { invalid } from '#protocols/pagerduty/answers.ts';

const numbered = <T>(count: number, one: (n: number) => T) =>
  Array.from({ length: count }, (_, n) => one(n));

test.each([
  [100, 100, 'fault 99', 'error'],
  [150, 100, '51 more are wrong, and are not told one by one.', 'information'],
])('of %i faults FHIR is told %i, and how many others there are', (count, told, last, severity) => {
  const faults = numbered(count, (n) => {
    return { kind: 'fault', status: 422, code: 'invalid', detail: `fault ${n}` } as const;
  });
  const { issue } = JSON.parse(refuseAll(422, faults).body ?? '');
  expect([issue.length, issue.at(-1).diagnostics, issue.at(-1).severity]).toEqual([
    told,
    last,
    severity,
  ]);
});

test.each([
  [10, 'fault 9'],
  [12, 'and 3 more'],
])('of %i faults PagerDuty is told ten at most, and how many others there are', (count, last) => {
  const { errors } = JSON.parse(invalid(numbered(count, (n) => `fault ${n}`)).body ?? '');
  expect([errors.length, errors.at(-1)]).toEqual([10, last]);
});
