import { expect, test } from '@jest/globals';
import type { Alert, Transition } from '#core/alert/alert.ts';
import type { Severity } from '#core/alert/severity.ts';
import { sortBySeverity } from '#core/alert/sort-by-severity.ts';
import { T0 } from '../../support/bed-1.ts';

type Told = readonly [string, Severity, Transition['kind']];

function transition([fingerprint, severity, kind]: Told, i: number): Transition {
  const alert: Alert = {
    fingerprint,
    rule: 'r',
    service: 'icu',
    groupKey: 'g',
    subject: 'bed-1',
    metric: 'm',
    labels: {},
    severity,
    title: 't',
    limit: 'l',
    startsAt: T0,
  };
  const told = { alert, seq: T0 + i, at: T0 };
  return kind === 'firing' ? { kind, ...told } : { kind, ...told, reason: 'recovered' };
}

test.each<[string, readonly Told[], readonly number[]]>([
  ['one', [['a', 'info', 'firing']], [0]],
  [
    'the worst first',
    [
      ['a', 'warning', 'firing'],
      ['b', 'critical', 'firing'],
    ],
    [1, 0],
  ],
  [
    'equals as they came',
    [
      ['a', 'error', 'firing'],
      ['b', 'error', 'firing'],
    ],
    [0, 1],
  ],
  [
    'an alert that moves to a worse severity ends before it begins again',
    [
      ['a', 'error', 'firing'],
      ['b', 'warning', 'resolved'],
      ['b', 'critical', 'firing'],
    ],
    [1, 2, 0],
  ],
])('%s', (_, told, order) => {
  const transitions = told.map(transition);
  const sorted = sortBySeverity(transitions);
  expect(sorted.map((t) => [t.kind, t.alert])).toEqual(
    order.map((i) => [transitions[i]?.kind, transitions[i]?.alert]),
  );
  expect(sorted.map((t) => t.seq)).toEqual(transitions.map((t) => t.seq));
});
