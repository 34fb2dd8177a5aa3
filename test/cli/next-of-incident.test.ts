import { describe, expect, test } from '@jest/globals';
import type { IncidentSummary } from '#api/client/index.ts';
import { nextOf } from '#cli/next-of-incident.ts';

const INCIDENT: IncidentSummary = {
  ...{ id: 'i-1', status: 'triggered', severity: 'critical', service: 'icu', title: 'Oxygen low' },
  ...{ subjects: ['bed-1'], inPages: ['bed-1'], alerts: { firing: 1, all: 1 } },
  ...{ openedAt: '2026-05-04T07:00:00Z', escalation: 'steps', labels: {}, waitsFor: ['anna'] },
};
const ANSWERS = [
  { by: 'anna', person: true, at: '2026-05-04T07:01:00Z' },
  { by: 'bo', person: true, at: '2026-05-04T07:02:00Z' },
] as const;
const nextPageAt = '2026-05-04T07:05:00Z';

describe('the next of an incident in a list', () => {
  test.each<[string, Partial<IncidentSummary>, RegExp]>([
    ['before its first page', { escalation: 'waiting', nextPageAt }, /^pages at .*07:05/],
    [
      'while it can wait',
      { escalation: 'waiting', nextPageAt, nextPageTo: ['bo'], deferredUntil: nextPageAt },
      /^can wait: pages at .*07:05.* to bo$/,
    ],
    ['while others follow', { nextPageAt, nextPageTo: ['bo'] }, /^escalates at .*07:05.* to bo$/],
    ['at the last step', { lastStep: true, nextPageAt }, /^the last was paged; in vain at .*07:05/],
    ['at the fallback', { escalation: 'fallback', nextPageAt }, /^the last was paged; in vain at/],
    ['once all were paged', { escalation: 'exhausted', nextPageAt }, /begins again at .*07:05/],
    ['where nobody is on call', { escalation: 'nobody', nextPageAt }, /tries again at .*07:05/],
    ['once it is handed to one', { escalation: 'assigned', nextPageAt }, /^the policy begins at/],
    ['without a policy', { escalation: 'unpaged' }, /^pages nobody: the service has no policy/],
    ['without a next page', {}, /^pages nobody else by itself$/],
    [
      'with somebody who has it',
      { status: 'acknowledged', acknowledgedBy: 'anna', acknowledgedUntil: nextPageAt },
      /^anna has it until .*07:05/,
    ],
    [
      'with one of two who must answer',
      { answers: { wanted: 2, from: [ANSWERS[0]] }, nextPageAt },
      /^1 of 2 have answered: anna; one more is wanted\. escalates at .*07:05/,
    ],
    [
      'with both who have it',
      { status: 'acknowledged', acknowledgedBy: 'bo', answers: { wanted: 2, from: ANSWERS } },
      /^anna and bo have it$/,
    ],
    [
      'after its end',
      { status: 'resolved', resolvedAt: nextPageAt, resolvedBy: 'anna' },
      /^resolved .*07:05.* by anna$/,
    ],
  ])('%s', (_, more, says) => {
    expect(nextOf({ ...INCIDENT, ...more }, 'UTC')).toMatch(says);
  });
});
