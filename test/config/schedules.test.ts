import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { addHolidays } from '#config/add-holidays.ts';
import { checkConfig } from '#config/check.ts';
import { peopleOf } from '#core/oncall/coverage.ts';
import { onCall } from '#core/oncall/on-call.ts';

const at = Date.parse('2026-11-29T12:00Z');
const read = (name: string) =>
  readFileSync(new URL(`../../examples/schedules/${name}.yaml`, import.meta.url), 'utf8');
const check = (text: string, from = at) => checkConfig(text, 'wardbell.yaml', { from: () => from });

function whoAt(name: string, moment: string): readonly string[] {
  const checked = check(read(name));
  const schedule = checked.kind === 'sound' ? checked.config.schedules['ward'] : undefined;
  return schedule === undefined ? [] : peopleOf(onCall(schedule, [], Date.parse(moment)));
}

describe('an example of a schedule', () => {
  test.each(['weekends-and-holidays', 'four-on-four-off', 'follow-the-sun', 'office-hours'])(
    'is right, warns of nothing and reaches somebody at every moment of a year: %s',
    (name) => {
      expect(check(read(name))).toMatchObject({ kind: 'sound', warnings: [] });
    },
  );

  test.each([
    ['a weekday turn ends after 12 hours', '2026-11-30T17:59Z', ['eva']],
    ['and the next begins', '2026-11-30T18:00Z', ['anna']],
    ['a weekend turn lasts 24 hours', '2026-12-05T06:00Z', ['eva']],
    ['until the next morning', '2026-12-06T05:59Z', ['eva']],
    ['the night before a holiday is an ordinary one', '2026-12-25T05:59Z', ['cia']],
    ['a holiday has two people', '2026-12-25T06:00Z', ['dag', 'eva']],
    ['and the night after it, still', '2026-12-26T05:59Z', ['dag', 'eva']],
  ])('weekends-and-holidays: %s', (_, moment, people) => {
    expect(whoAt('weekends-and-holidays', moment)).toEqual(people);
  });

  test.each([
    ['the first four days', '2026-01-05T06:00Z', ['anna', 'bo']],
    ['the last of them', '2026-01-08T17:59Z', ['anna', 'bo']],
    ['the four after them', '2026-01-09T06:00Z', ['cia', 'dag']],
    ['the nights', '2026-01-08T18:00Z', ['eva', 'finn']],
  ])('four-on-four-off: %s', (_, moment, people) => {
    expect(whoAt('four-on-four-off', moment)).toEqual(people);
  });

  test.each([
    ['Toronto takes over at 09:00 of its own clocks', '2026-03-06T14:00Z', ['cia']],
    ['an hour earlier once these are set', '2026-03-09T13:00Z', ['dag']],
    ['Brisbane sets none', '2026-03-09T22:00Z', ['finn']],
  ])('follow-the-sun: %s', (_, moment, people) => {
    expect(whoAt('follow-the-sun', moment)).toEqual(people);
  });
});

describe('a list of holidays', () => {
  const ends = Date.parse('2027-12-26T00:00Z');

  test('that ends within 90 days is told', () => {
    const checked = check(read('weekends-and-holidays'), ends - 90 * 86_400_000);
    expect(checked).toMatchObject({
      kind: 'sound',
      warnings: [expect.stringMatching(/"se" ends on 2027-12-26/)],
    });
  });

  test('that ends a day later is not yet', () => {
    const checked = check(read('weekends-and-holidays'), ends - 91 * 86_400_000);
    expect(checked).toMatchObject({ kind: 'sound', warnings: [] });
  });
});

describe('a mistake in a schedule is explained:', () => {
  const swap = (a: string | RegExp, b: string) => read('weekends-and-holidays').replace(a, b);

  test.each([
    ['an unknown list', swap('dates: [se]', 'dates: [sv]'), /no list of holidays "sv"/],
    ['a date that is none', swap('dates: [se]', 'dates: [2026-02-30]'), /no 2026-02-30/],
    ['an empty span', swap('{ dates: [se], from: "07:00", to: "07:00" }', '{}'), /span is empty/],
    [
      'turns that change in two ways',
      swap('        hand_offs:', '        shift: 1d\n        hand_offs:'),
      /"shift" and "hand_offs" both say/,
    ],
    ['no turns', swap('        shift: 1d\n', ''), /"shift" is missing/],
    ['an empty list', swap(/ {4}20\d\d-.*\n/gu, ''), /se has no value/],
    ['a pair of one', swap('[anna, bo],', '[anna, anna],'), /a person stands twice in one turn/],
    ['an unknown colleague in a pair', swap('[anna, bo],', '[anna, boo],'), /no person "boo"/],
  ])('%s', (_, text, message) => {
    const checked = check(text);
    expect(checked.kind).toBe('wrong');
    expect(checked.report).toMatch(message);
  });
});

describe('the hours of a service', () => {
  const changed = (a: string | RegExp, b: string) => check(read('office-hours').replace(a, b));

  test('need somebody on call while they run, and nobody outside them', () => {
    const wider = changed(
      /only: .*\nprivacy_mon/u,
      'only: [{ from: "16:00", to: "17:30" }]\nprivacy_mon',
    );
    expect(wider.report).toMatch(
      /"privacy" reaches nobody from 2026-11-29 16:00 CET to 2026-11-29 17:30 CET for error, warning, info/,
    );
    expect(changed(/ {4}hours:\n {6}below: critical\n.*\n/u, '').report).toMatch(
      /"privacy" reaches nobody/,
    );
  });

  test.each([
    ['of the technical service', /service: it-critical/, 'service: it', /cannot wait for hours/],
    ['that let critical alerts wait', 'below: error', 'below: nothing', /one of critical, error/],
    ['without times', / {6}only: .*\n {6}except/u, '      except', /only/],
  ])('are refused: those %s', (_, a, b, message) => {
    expect(changed(a, b)).toMatchObject({ kind: 'wrong', report: expect.stringMatching(message) });
  });

  test.each([
    [
      'that are over',
      /only: .*\n {6}except/u,
      'only: [{ dates: [2026-01-07] }]\n      except',
      /do not begin/,
    ],
    [
      'for which nothing waits',
      /it:\n {4}policy: it\n/,
      'it:\n    policy: it\n    severities: { warning: none, info: none }\n',
      /nothing of service "it" waits/,
    ],
  ])('are told: those %s', (_, a, b, message) => {
    expect(changed(a, b)).toMatchObject({
      kind: 'sound',
      warnings: expect.arrayContaining([expect.stringMatching(message)]),
    });
  });
});

describe('adding holidays to a config', () => {
  const days = { '2026-12-26': 'annandag jul', '2028-01-01': 'nyårsdagen: "new"' };
  const added = (text: string) => {
    const result = addHolidays(text, 'se', days);
    return 'text' in result ? result : { text: '', added: result.refused };
  };

  test('appends those of a list that it lacks, and leaves all else as it is written', () => {
    const before = read('weekends-and-holidays');
    const { text, added: count } = added(before);
    expect(count).toBe(1);
    const line = '    2028-01-01: \'nyårsdagen: "new"\'\n';
    expect(text.replace(line, '')).toBe(before);
    expect(check(text)).toMatchObject({ kind: 'sound' });
    expect(added(text)).toEqual({ text, added: 0 });
  });

  test('begins the list, or the section, where there is none', () => {
    const other = 'holidays:\n  no: # theirs\n    2027-05-17: dag # all\npeople: {}';
    expect(added(other)).toEqual({
      text: `holidays:\n  no: # theirs\n    2027-05-17: dag # all\n  se:\n    2026-12-26: annandag jul\n    2028-01-01: 'nyårsdagen: "new"'\npeople: {}`,
      added: 2,
    });
    expect(added('people: {}').text).toMatch(/^people: \{\}\n\nholidays:\n {2}se:\n {4}2026-/);
  });

  test('is refused where the file is none, or not written one a line', () => {
    expect(added('a: [').added).toMatch(/no YAML/);
    expect(added('holidays: { se: { 2026-12-24: julafton } }').added).toMatch(/one a line/);
  });
});

describe('a step that wants the answers of several', () => {
  const checked = (page: string, answers: number) =>
    check(`time_zone: UTC
people:
  ann: { name: Ann, contacts: { sms: "+15550100101" } }
  bo: { name: Bo, contacts: { sms: "+15550100102" } }
policies: { p: { steps: [{ page: ${page}, answers: ${answers} }] } }
services: { icu: { policy: p, severities: { info: none } } }
technical_service: icu
`);

  test('is sound where as many can be paged, and says how many', () => {
    expect(checked('[person: ann, person: bo]', 2)).toMatchObject({
      ...{ kind: 'sound', warnings: [] },
      config: { policies: { p: { steps: [{ answers: 2 }] } } },
    });
  });

  test.each([
    ['nobody else can answer', 2, /service "icu" reaches fewer people than the 2 who must answer/u],
    ['nobody else is paged', 2, /step 1 of policy "p" reaches fewer people than the 2 who must/u],
    ['the number is none of those that may be', 21, /answers: 21 is not a whole number from 1/u],
  ])('is wrong where %s', (_, answers, report) => {
    expect(checked('[person: ann]', answers)).toMatchObject({
      kind: 'wrong',
      report: expect.stringMatching(report),
    });
  });
});
