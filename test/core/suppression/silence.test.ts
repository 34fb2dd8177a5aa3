import { describe, expect, test } from '@jest/globals';
import type { Matcher } from '#core/alert/matcher.ts';
import {
  type Silence,
  silenceableLabels,
  silencedBy,
  silenceStatus,
  silencesOver,
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
  expect(silencesOver(alert('bed-1'), silences, NIGHT).map(({ id }) => id)).toEqual([
    'long',
    'short',
  ]);
  expect(silencedBy(alert('bed-1'), silences, NIGHT)?.id).toBe('long');
});

describe('what an alert is known by', () => {
  const labels = { rule: 'theirs', service: 'database', zone: 'b' };

  test('is what we call it, before labels of its series', () => {
    const known = silenceableLabels(alert('bed-1', { labels }));
    expect(known).toMatchObject({ service: 'icu', subject: 'bed-1', zone: 'b' });
    expect(known['rule']).toBe(known['alertname']);
  });

  test('is what its sender calls it where it came ready made', () => {
    const sent = { source: 'alertmanager', key: 'prometheus', annotations: {} } as const;
    const known = silenceableLabels(alert('bed-1', { labels, sent }));
    expect(known).toMatchObject({ service: 'database', rule: 'theirs', subject: 'bed-1' });
  });
});
