import { describe, expect, test } from '@jest/globals';
import { loadConfig } from '#config/load.ts';
import { ALERT_SOURCES } from '#core/alert/alert.ts';

const SMALLEST = `time_zone: UTC
people: { anna: { name: Anna, contacts: { email: anna@example.org } } }
policies: { p: { steps: [{ page: [person: anna] }] } }
services: { icu: { policy: p } }
technical_service: icu
rules: [{ name: low, title: Low, service: icu, metric: spo2, below: 88 }]
alerts:
`;

function warned(...routes: readonly string[]): readonly string[] {
  const lines = routes.map((where) => `  - { where: [${where}], service: icu }`).join('\n');
  const loaded = loadConfig(SMALLEST + lines, 'w.yaml');
  const found = loaded.ok ? loaded.warnings : loaded.problems;
  return found.map(({ line, column, message, hint }) => `${line}:${column} ${message} (${hint})`);
}

describe('a condition of a route that can match nothing', () => {
  test.each<[string, string, RegExp]>([
    [
      'a door that is none',
      `'source="prometheus"'`,
      new RegExp(
        `^8:15 source="prometheus" matches nothing: there is no source "prometheus" \\(the sources are: ${ALERT_SOURCES.join(', ')}; an alert whose sender gave it a label source goes by that\\)$`,
        'u',
      ),
    ],
    ['a door that is misspelt', `'source="pagerdutty"'`, /did you mean "pagerduty"\?/],
    [
      'a severity that is misspelt',
      `'severity="hgh"'`,
      /no severity "hgh" \(did you mean "high"\?/,
    ],
    [
      'a pattern that is not of the whole',
      `'severity=~"crit.?"'`,
      /matches nothing: no severity is like that, and a pattern must match the whole of one/,
    ],
    [
      'one of several',
      `'source=~"cloudwatch|prometheus"'`,
      /source=~"cloudwatch\|prometheus": there is no source "prometheus"/,
    ],
    ['what is left out', `'source!="prometheus"'`, /leaves out nothing: there is no source/],
    [
      'two patterns',
      `'severity=~"c.*"', 'severity=~"w.*"'`,
      /no severity satisfies severity=~"c\.\*" and severity=~"w\.\*"/,
    ],
    ['what contradicts itself', `'team=~"icu|er"', 'team="lab"'`, /cannot both hold/],
  ])('is said, for %s', (_, where, said) => {
    expect(warned(where)).toEqual([expect.stringMatching(said)]);
  });

  test.each([
    ['a door', `'source="pagerduty"'`],
    ["a sender's word", `'severity=~"page|critical"'`],
    ['a pattern of some', `'severity=~"(?i)crit.*"'`],
    ['that there is one', `'severity!=""'`],
    ['any', `'severity=~".*"'`],
    [
      "labels, rules and subjects, which are the senders'",
      `'team="icu"', 'rule="X"', 'subject=~"a.*"'`,
    ],
  ])('is not said of %s', (_, where) => {
    expect(warned(where)).toEqual([]);
  });
});

describe('a route that no alert comes to', () => {
  test.each([
    ['the same', [`'a="1"'`, `'a="1"', 'b="2"'`]],
    ['one that takes all', ['', `'a="1"'`]],
    ['a pattern that takes this value', [`'a=~"1|2"'`, `'a="1"'`]],
    ['what is not another value', [`'a!="3"'`, `'a=~"1|2"'`]],
  ])('is said, after %s', (_, routes) => {
    expect(warned(...routes)).toEqual([
      expect.stringMatching(/^9:5 no alert comes to this route: route 1 of the list takes all/),
    ]);
  });

  test.each([
    ['a narrower one', [`'a="1"', 'b="2"'`, `'a="1"'`]],
    ['a pattern that takes some', [`'a=~"1|2"'`, `'a=~"1|3"'`]],
    ['another value', [`'a!="1"'`, `'a="1"'`]],
  ])('is not said after %s', (_, routes) => {
    expect(warned(...routes)).toEqual([]);
  });
});

describe('an inhibit rule', () => {
  const said = (...rules: readonly string[]) => {
    const lines = rules.map((rule, i) => `  - { name: r${i}, ${rule} }`).join('\n');
    const loaded = loadConfig(`${SMALLEST}  []\ninhibit_rules:\n${lines}`, 'w.yaml');
    const found = loaded.ok ? loaded.warnings : loaded.problems;
    return found.map(({ line, message, hint = '' }) => {
      return `${loaded.ok ? 'warning' : 'error'} ${line}: ${message} (${hint})`;
    });
  };
  const sides = (source: string, target: string) => `source: ['${source}'], target: ['${target}']`;

  test.each<[string, string, RegExp]>([
    [
      'no side',
      `source: [], target: ['team="a"']`,
      /^error 10: source: \[\] is not a list of one or more conditions/,
    ],
    [
      'a side that contradicts itself',
      `source: ['team="a"', 'team="b"'], target: ['team="c"']`,
      /^error 10: no alert can match: .*cannot both hold/,
    ],
    ['sides that are the same', sides('team="a"', 'team=~"a"'), /^error 10: .*is a target too/],
    [
      'an equal label in which its sides differ',
      `${sides('team="a"', 'team="b"')}, equal: [team]`,
      /^error 10: inhibit rule "r0" keeps nothing quiet: no source and target have the same team/,
    ],
  ])('with %s is refused', (_, rule, message) => {
    expect(said(rule)).toEqual([expect.stringMatching(message)]);
  });

  test('is told of where no severity, service or metric is as it asks', () => {
    expect(said(sides('service="ic"', 'alertname="AnySenders"'))).toEqual([
      expect.stringMatching(/^warning 10: service="ic" matches nothing.*did you mean "icu"/),
    ]);
  });

  test('is told of where all its targets are sources of one above it, as in a circle', () => {
    const [down, up] = [sides('team="a"', 'team="b"'), sides('team="b"', 'team="a"')];
    expect(said(down, sides('team="b"', 'team="c"'))).toEqual([]);
    expect(said(down, up)).toEqual([
      expect.stringMatching(
        /^warning 11: inhibit rule "r1" keeps nothing quiet.*put it above "r0"/,
      ),
    ]);
  });
});

describe('a maintenance window', () => {
  const said = (more: string) => {
    const text = `${SMALLEST}  []\nmaintenance_windows:\n  backup: { ${more} }`;
    const loaded = loadConfig(text, 'w.yaml');
    return loaded.ok ? loaded.config.maintenanceWindows : loaded.problems.map((p) => p.message);
  };
  const where = `where: ['service="icu"']`;

  test('has the zone of the file unless it says otherwise', () => {
    const made = said(`${where}, cron: "0 2 * * *", duration: 1h`);
    expect(made).toMatchObject([{ id: 'backup', recurs: { timeZone: 'UTC', lasts: 3_600_000 } }]);
  });

  test('by a rule has the end of that, or an earlier one, on the clocks of its zone', () => {
    const made = (more: string) =>
      said(
        `${where}, rrule: FREQ=DAILY;COUNT=3, starts: 2027-01-12 22:00, ${more}, duration: 1h, time_zone: Europe/Oslo`,
      );
    const recurs = { rrule: 'FREQ=DAILY;COUNT=3', starts: '2027-01-12T22:00' };
    const last = Date.parse('2027-01-14T21:00Z');
    expect(made('until: 2027-02-01 00:00')).toMatchObject([
      { recurs: { ...recurs, until: last + 1 } },
    ]);
    expect(made('until: 2027-01-14 22:00')).toMatchObject([{ recurs: { ...recurs, until: last } }]);
  });

  test.each<[string, string, RegExp]>([
    ['that never begins', `${where}, duration: 1h`, /"cron" and "rrule" are missing/],
    [
      'that begins by two rules',
      `${where}, cron: "@daily", rrule: FREQ=DAILY, starts: 2027-01-12 22:00, duration: 1h`,
      /it has both cron and rrule/,
    ],
    [
      'by a rule that begins nowhere',
      `${where}, rrule: FREQ=DAILY, duration: 1h`,
      /begins nowhere without starts/,
    ],
    [
      'by a rule that comes too often',
      `${where}, rrule: FREQ=HOURLY, starts: 2027-01-12 22:00, duration: 1h`,
      /"FREQ=HOURLY" tells no time: its FREQ is HOURLY/,
    ],
    [
      'that ends as it begins',
      `${where}, cron: "@daily", starts: 2027-01-12 22:00, until: 2027-01-12 22:00, duration: 1h`,
      /none begins before its end: until is 2027-01-12 22:00/,
    ],
    [
      'that begins before it is over',
      `${where}, cron: "@hourly", duration: 1h`,
      /page nobody for good/,
    ],
    [
      'without a time',
      `${where}, cron: "0 0 31 2 *", duration: 1h`,
      /tells no time: it never comes/,
    ],
    ['longer than a week', `${where}, cron: "@monthly", duration: 8d`, /8d/],
    [
      'that leaves nothing out',
      `where: ['team=~".*"'], cron: "@daily", duration: 1h`,
      /match every alert/,
    ],
  ])('%s is refused', (_, more, message) => {
    expect(said(more)).toEqual([expect.stringMatching(message)]);
  });
});
