import { describe, expect, test } from '@jest/globals';
import type { Matcher } from '#core/alert/matcher.ts';
import {
  matchAlert,
  type Silence,
  silencedBy,
  silenceStatus,
  silencesCovering,
} from '#core/suppression/silence.ts';
import { MINUTE } from '#core/time/instant.ts';
import { alert, NIGHT } from '../../support/incident.ts';

const silence = (id: string, endsAt: number, ...matchers: readonly Matcher[]): Silence => ({
  id,
  kind: 'silence',
  matchers,
  startsAt: NIGHT,
  endsAt,
  createdBy: 'anna',
  createdAt: NIGHT,
  comment: '',
});
const is = (name: string, value: string): Matcher => ({ name, op: '=', value });

test('a silence is pending, active and then expired; one ended before it began is expired', () => {
  const span = { startsAt: NIGHT, endsAt: NIGHT + MINUTE };
  const at = (now: number) => silenceStatus(span, now);
  expect([NIGHT - 1, NIGHT, NIGHT + MINUTE].map(at)).toEqual(['pending', 'active', 'expired']);
  expect(silenceStatus({ startsAt: NIGHT + MINUTE, endsAt: NIGHT }, NIGHT)).toBe('expired');
});

test('all that cover an alert, longest first; the first is the one by which it is silenced', () => {
  const silences = [
    silence('short', NIGHT + 1, is('subject', 'bed-1')),
    silence('long', NIGHT + MINUTE, is('alertname', alert('bed-1').rule)),
    silence('other', NIGHT + MINUTE, is('subject', 'bed-2')),
    silence('over', NIGHT, is('subject', 'bed-1')),
  ];
  expect(silencesCovering(alert('bed-1'), silences, NIGHT).map(({ id }) => id)).toEqual([
    'long',
    'short',
  ]);
  expect(silencedBy(alert('bed-1'), silences, NIGHT)?.id).toBe('long');
});

describe('what an alert is known by', () => {
  const sent = { source: 'alertmanager', key: 'prometheus', annotations: {} } as const;
  const labels = { service: 'database', zone: 'b' };
  const theirs = alert('bed-1', { labels, sent });
  const found = (name: string, op: Matcher['op'], value: string) =>
    matchAlert([{ name, op, value }], theirs);

  test('are our labels and its own, alertname among them', () => {
    expect(found('subject', '=', 'bed-1')).toBe(true);
    expect(found('zone', '=', 'b')).toBe(true);
    expect(found('alertname', '=', theirs.rule)).toBe(true);
    expect(found('zone', '=', 'c')).toBe(false);
    expect(found('nothing', '=', '')).toBe(true);
  });

  test('is either value of a label that both have, and what must not be is neither', () => {
    expect(found('service', '=', 'database')).toBe(true);
    expect(found('service', '=~', 'ic.')).toBe(true);
    expect(found('service', '=', 'other')).toBe(false);
    expect(found('service', '!=', 'icu')).toBe(false);
    expect(found('service', '!=', 'database')).toBe(false);
    expect(found('service', '!~', 'other')).toBe(true);
  });
});
