import { describe, expect, test } from '@jest/globals';
import { SEVERITIES, type Severity } from '#core/alert/severity.ts';
import { emptyInWords } from '#core/escalation/in-words.ts';
import type { Target } from '#core/escalation/policy.ts';
import { applicableRules } from '#core/escalation/reach.ts';
import { resolveTargets } from '#core/escalation/resolve-targets.ts';
import type { Override, Schedule } from '#core/oncall/schedule.ts';
import type { NotificationRule } from '#core/responder/channel.ts';
import type { Person } from '#core/responder/person.ts';
import { readerOf } from '#core/responder/reader.ts';
import type { Config } from '#core/team/config.ts';
import { DAY, HOUR } from '#core/time/instant.ts';

const MONDAY_NOON = Date.UTC(2026, 0, 5, 12);

function person(id: string, more: Partial<Person> = {}): Person {
  const notify: NotificationRule[] = [{ channel: 'sms', delay: 0, severities: SEVERITIES }];
  return { id, name: id.toUpperCase(), channels: ['sms'], notify, contacts: {}, ...more };
}

function schedule(id: string, people: readonly string[], only: 'always' | 'nights'): Schedule {
  const restrictions = only === 'nights' ? [{ days: [], from: '18:00', to: '06:00' }] : [];
  const layer = { name: id, people, shift: { days: 1 }, start: '2026-01-05T00:00', restrictions };
  return { id, timeZone: 'UTC', layers: [layer] };
}

const loud: NotificationRule = { channel: 'sms', delay: 0, severities: ['critical'] };
const people = [
  person('ann'),
  person('bo'),
  person('mute', { channels: [], notify: [] }),
  person('loud', { notify: [loud] }),
  person('fax', { channels: ['email'], notify: [{ ...loud, severities: SEVERITIES }] }),
];
const schedules = [
  schedule('icu', ['ann', 'bo'], 'always'),
  schedule('night', ['ann'], 'nights'),
  schedule('empty', [], 'always'),
  schedule('stale', ['gone'], 'always'),
];
const config: Pick<Config, 'people' | 'schedules'> = {
  people: Object.fromEntries(people.map((p) => [p.id, p])),
  schedules: Object.fromEntries(schedules.map((s) => [s.id, s])),
};

const READER = readerOf({ ...config, timeZone: 'UTC' });

const toPerson = (id: string): Target => ({ kind: 'person', id });
const toSchedule = (id: string): Target => ({ kind: 'schedule', id });

/** Whom they reach and whom not; how they do, `escalation-path.test.ts` tests. */
function respond(targets: Target[], severity: Severity = 'error', overrides: Override[] = []) {
  const { paths: _, ...found } = resolveTargets(targets, config, overrides, {
    severity,
    at: MONDAY_NOON,
  });
  return found;
}

describe('resolveTargets', () => {
  test('returns a person, and whoever is on call, each once and in order', () => {
    const targets = [toPerson('bo'), toSchedule('icu'), toPerson('ann')];
    expect(respond(targets)).toEqual({
      responders: ['bo', 'ann'],
      empty: [],
      passedOver: [],
    });
  });

  const reasons: readonly [string, Target, string][] = [
    [
      'outside its hours',
      toSchedule('night'),
      'nobody is on call in schedule night until 2026-01-05 18:00 UTC',
    ],
    [
      'no people',
      toSchedule('empty'),
      'nobody is on call in schedule empty in the coming 400 days',
    ],
    ['removed schedule', toSchedule('old'), 'schedule old is not in the config'],
    [
      'a name of every object',
      toSchedule('constructor'),
      'schedule constructor is not in the config',
    ],
    ['removed person on call', toSchedule('stale'), 'gone is not among the people of the config'],
    [
      'a name of every object',
      toPerson('toString'),
      'toString is not among the people of the config',
    ],
    ['no channel', toPerson('mute'), 'MUTE has no contact method'],
    ['other severities', toPerson('loud'), 'LOUD has no notification rule for this severity'],
    [
      'a rule on a channel not had',
      toPerson('fax'),
      'FAX has no notification rule for this severity',
    ],
  ];

  test.each(reasons)('%s: says why a target reaches nobody', (_, target, reason) => {
    const found = respond([target, toPerson('ann')]);
    expect(found).toMatchObject({ responders: ['ann'], passedOver: [] });
    expect(found.empty.map((one) => one.target)).toEqual([target]);
    expect(found.empty.map(({ why }) => emptyInWords(why, READER))).toEqual([reason]);
  });

  test('applies the rules of the severity', () => {
    expect(respond([toPerson('loud')], 'critical').responders).toEqual(['loud']);
  });

  const from = MONDAY_NOON - HOUR;
  const override = (person: string, more: Partial<Override> = {}): Override => {
    const made = { createdBy: person, createdAt: from };
    return { id: `o-${person}`, schedule: 'icu', person, from, to: from + DAY, ...made, ...more };
  };
  const newer = { createdAt: from + 1 };

  test('puts the person of an override in place of whoever is on call', () => {
    const found = respond([toSchedule('icu')], 'error', [override('bo')]);
    expect(found).toEqual({ responders: ['bo'], empty: [], passedOver: [] });
  });

  test.each([
    ['is unknown', 'gone', 'gone is not among the people of the config'],
    ['is called like a part of every object', 'constructor', /^constructor is not among/],
    ['has no contact method', 'mute', 'MUTE has no contact method'],
    ['is not paged for this severity', 'loud', 'LOUD has no notification rule for this severity'],
  ])('skips an override of somebody who %s: the layers count', (_, person, reason) => {
    const one = override(person);
    const { responders, empty, passedOver } = respond([toSchedule('icu')], 'error', [one]);
    expect([responders, empty]).toEqual([['ann'], []]);
    expect(passedOver.map((passed) => passed.override)).toEqual([one]);
    expect(passedOver.map(({ why }) => emptyInWords(why, READER))).toEqual([
      expect.stringMatching(reason),
    ]);
  });

  test('counts the override of somebody who is paged for this severity only', () => {
    const one = override('loud');
    expect(respond([toSchedule('icu')], 'critical', [one]).responders).toEqual(['loud']);
    expect(respond([toSchedule('icu')], 'warning', [one]).responders).toEqual(['ann']);
  });

  test('of several overrides on top of each other the newest counts whose person can be paged', () => {
    const [low, dead, top] = [override('bo'), override('gone', newer), override('mute', newer)];
    const found = respond([toSchedule('icu')], 'error', [dead, top, low]);
    expect(found.responders).toEqual(['bo']);
    expect(found.passedOver.map((p) => p.override.person).sort()).toEqual(['gone', 'mute']);
  });

  test.each([
    ['lies below one that counts', {}],
    ['is over', { to: MONDAY_NOON }],
    ['has not begun', { from: MONDAY_NOON + 1 }],
    ['is of another schedule', { schedule: 'night' }],
  ])('reports no skipped override that %s', (_, more) => {
    const all = [override('gone', more), override('bo', newer)];
    const found = respond([toSchedule('icu')], 'error', all);
    expect(found).toEqual({ responders: ['bo'], empty: [], passedOver: [] });
  });

  test('reports both if the layers reach nobody either', () => {
    const one = override('gone', { schedule: 'empty' });
    const found = respond([toSchedule('empty')], 'error', [one]);
    expect(found.responders).toEqual([]);
    expect(found.empty).toHaveLength(1);
    expect(found.passedOver).toHaveLength(1);
  });
});

test('usable rules are those of the severity on a channel that the person has, in order', () => {
  const email: NotificationRule = { channel: 'email', delay: 5, severities: SEVERITIES };
  const notify = [loud, email, { ...loud, delay: 9 }];
  const found = applicableRules(person('x', { notify }), 'critical');
  expect(found.map((rule) => rule.delay)).toEqual([0, 9]);
});
