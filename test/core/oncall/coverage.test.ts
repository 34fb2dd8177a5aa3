import { describe, expect, test } from '@jest/globals';
import { coverage } from '#core/oncall/coverage.ts';
import type { Layer, Override } from '#core/oncall/schedule.ts';
import { anOverride, aSchedule, local, moment } from './schedules.ts';

/** Coverage as `person from`, one line a span, in the wall time of the zone. */
function lines(
  layers: readonly Partial<Layer>[],
  from: string,
  to: string,
  { zone = 'Europe/Stockholm', overrides = [] as readonly Override[] } = {},
): string[] {
  return coverage(aSchedule(layers, zone), overrides, moment(from), moment(to)).map(
    (span) => `${span.people.join('+') || 'nobody'} ${local(span.from, zone)}`,
  );
}

const aDay = { shift: { days: 1 } };
const halfDays = { shift: { hours: 12 } };

describe('nights on which clocks are set', () => {
  const nights: readonly [string, Partial<Layer>, string, string, string, readonly string[]][] = [
    [
      'spring: the night turn lasts 11 hours, hand-offs stay at 07:00 and 19:00',
      { ...halfDays, start: '2026-03-28T07:00' },
      'Europe/Stockholm',
      '2026-03-28T07:00+01:00',
      '2026-03-29T19:00+02:00',
      [
        'ann 2026-03-28T07:00:00+01:00',
        'bo 2026-03-28T19:00:00+01:00',
        'cy 2026-03-29T07:00:00+02:00',
      ],
    ],
    [
      'autumn: the night turn lasts 13 hours',
      { ...halfDays, start: '2026-10-24T07:00' },
      'Europe/Stockholm',
      '2026-10-24T19:00+02:00',
      '2026-10-25T19:00+01:00',
      ['bo 2026-10-24T19:00:00+02:00', 'cy 2026-10-25T07:00:00+01:00'],
    ],
    [
      'a hand-off at a time that does not exist comes an hour later by the clock, that day only',
      { ...aDay, start: '2026-03-07T02:30' },
      'America/New_York',
      '2026-03-07T12:00-05:00',
      '2026-03-09T12:00-04:00',
      [
        'ann 2026-03-07T12:00:00-05:00',
        'bo 2026-03-08T03:30:00-04:00',
        'cy 2026-03-09T02:30:00-04:00',
      ],
    ],
    [
      'a hand-off at a time that comes twice happens the first time, and once',
      { ...aDay, start: '2026-10-31T01:30' },
      'America/New_York',
      '2026-10-31T12:00-04:00',
      '2026-11-01T12:00-05:00',
      ['ann 2026-10-31T12:00:00-04:00', 'bo 2026-11-01T01:30:00-04:00'],
    ],
    [
      'an hour that is skipped has no turn; the one after is in its place',
      { shift: { hours: 1 }, start: '2026-03-29T00:00' },
      'Europe/Stockholm',
      '2026-03-29T00:00+01:00',
      '2026-03-29T05:00+02:00',
      [
        'ann 2026-03-29T00:00:00+01:00',
        'bo 2026-03-29T01:00:00+01:00',
        'ann 2026-03-29T03:00:00+02:00',
        'bo 2026-03-29T04:00:00+02:00',
      ],
    ],
    [
      'Lord Howe sets its clocks by half an hour: 02:15 comes at 02:45',
      { ...aDay, start: '2026-10-03T02:15' },
      'Australia/Lord_Howe',
      '2026-10-03T12:00+10:30',
      '2026-10-05T12:00+11:00',
      [
        'ann 2026-10-03T12:00:00+10:30',
        'bo 2026-10-04T02:45:00+11:00',
        'cy 2026-10-05T02:15:00+11:00',
      ],
    ],
    [
      'Lord Howe in April: 01:45 comes twice, half an hour apart',
      { ...aDay, start: '2026-04-04T01:45' },
      'Australia/Lord_Howe',
      '2026-04-04T12:00+11:00',
      '2026-04-05T12:00+10:30',
      ['ann 2026-04-04T12:00:00+11:00', 'bo 2026-04-05T01:45:00+11:00'],
    ],
    [
      'São Paulo 2018: midnight did not exist, the day began at 01:00',
      { ...aDay, start: '2018-11-03T00:00' },
      'America/Sao_Paulo',
      '2018-11-03T12:00-03:00',
      '2018-11-05T12:00-02:00',
      [
        'ann 2018-11-03T12:00:00-03:00',
        'bo 2018-11-04T01:00:00-02:00',
        'cy 2018-11-05T00:00:00-02:00',
      ],
    ],
    [
      'Casablanca sets its clocks back for Ramadan: 02:30 comes twice, and counts once',
      { ...aDay, start: '2026-02-14T02:30' },
      'Africa/Casablanca',
      '2026-02-14T12:00+01:00',
      '2026-02-16T12:00+00:00',
      [
        'ann 2026-02-14T12:00:00+01:00',
        'bo 2026-02-15T02:30:00+01:00',
        'cy 2026-02-16T02:30:00+00:00',
      ],
    ],
    [
      'Kathmandu, 5:45 ahead, never sets its clocks',
      { ...halfDays, start: '2026-03-28T07:00' },
      'Asia/Kathmandu',
      '2026-03-28T07:00+05:45',
      '2026-03-29T07:00+05:45',
      ['ann 2026-03-28T07:00:00+05:45', 'bo 2026-03-28T19:00:00+05:45'],
    ],
    [
      'Samoa had no 30 December 2011: its turn falls away, and the 31st has its own',
      { ...aDay, start: '2011-12-28T07:00', people: ['wed', 'thu', 'fri', 'sat'] },
      'Pacific/Apia',
      '2011-12-28T17:00Z',
      '2011-12-31T17:00Z',
      [
        'wed 2011-12-28T07:00:00-10:00',
        'thu 2011-12-29T07:00:00-10:00',
        'sat 2011-12-31T07:00:00+14:00',
      ],
    ],
  ];

  test.each(nights)('%s', (_, layer, zone, from, to, expected) => {
    expect(lines([layer], from, to, { zone })).toEqual(expected);
  });
});

describe('in rotations', () => {
  test('nobody is on call before the layer starts, to the millisecond', () => {
    const got = lines([{}], '2026-01-05T06:59:59.998+01:00', '2026-01-05T07:00:00.001+01:00');
    expect(got).toEqual(['nobody 2026-01-05T06:59:59.998+01:00', 'ann 2026-01-05T07:00:00+01:00']);
  });

  test('weeks are handed off on the weekday on which the layer started', () => {
    const got = lines([{ shift: { days: 7 } }], '2026-03-20T00:00Z', '2026-04-07T00:00Z');
    expect(got).toEqual([
      'bo 2026-03-20T01:00:00+01:00',
      'cy 2026-03-23T07:00:00+01:00',
      'ann 2026-03-30T07:00:00+02:00',
      'bo 2026-04-06T07:00:00+02:00',
    ]);
  });

  test('somebody who has two turns in a row has one span', () => {
    const got = lines([{ people: ['ann', 'ann', 'bo'] }], '2026-01-05T06:00Z', '2026-01-08T06:00Z');
    expect(got).toEqual(['ann 2026-01-05T07:00:00+01:00', 'bo 2026-01-07T07:00:00+01:00']);
  });

  test('a lone person holds the layer from its start on', () => {
    const got = lines([{ people: ['ann'] }], '2026-01-05T05:00Z', '2036-01-05T05:00Z');
    expect(got).toEqual(['nobody 2026-01-05T06:00:00+01:00', 'ann 2026-01-05T07:00:00+01:00']);
  });

  test.each([
    ['no layers', []],
    ['a layer without people', [{ people: [] }]],
  ])('nobody is on call: %s', (_, layers) => {
    const got = lines(layers, '2026-02-01T00:00Z', '2026-02-02T00:00Z');
    expect(got).toEqual(['nobody 2026-02-01T01:00:00+01:00']);
  });

  test('an empty window has no spans', () => {
    expect(lines([{}], '2026-02-01T00:00Z', '2026-02-01T00:00Z')).toEqual([]);
  });
});

describe('restrictions', () => {
  const ann = { people: ['ann'], start: '2026-01-01T00:00' };
  const tables: readonly [string, Layer['restrictions'], string, string, readonly string[]][] = [
    [
      'to before from ends on the next day; the day named is that of the start',
      [{ days: ['fri'], from: '19:00', to: '07:00' }],
      '2026-01-08T23:00Z',
      '2026-01-11T23:00Z',
      [
        'nobody 2026-01-09T00:00:00+01:00',
        'ann 2026-01-09T19:00:00+01:00',
        'nobody 2026-01-10T07:00:00+01:00',
      ],
    ],
    [
      'to equal to from is a whole day',
      [{ days: ['fri'], from: '07:00', to: '07:00' }],
      '2026-01-08T23:00Z',
      '2026-01-11T23:00Z',
      [
        'nobody 2026-01-09T00:00:00+01:00',
        'ann 2026-01-09T07:00:00+01:00',
        'nobody 2026-01-10T07:00:00+01:00',
      ],
    ],
    [
      '24:00 is the end of the day, and meets 00:00 of the next without a gap',
      [
        { days: ['fri'], from: '07:00', to: '24:00' },
        { days: ['sat'], from: '00:00', to: '02:00' },
      ],
      '2026-01-08T23:00Z',
      '2026-01-11T23:00Z',
      [
        'nobody 2026-01-09T00:00:00+01:00',
        'ann 2026-01-09T07:00:00+01:00',
        'nobody 2026-01-10T02:00:00+01:00',
      ],
    ],
    [
      'no days named: every day; spans that overlap are one',
      [
        { days: [], from: '08:00', to: '16:00' },
        { days: ['sat'], from: '12:00', to: '20:00' },
      ],
      '2026-01-08T23:00Z',
      '2026-01-10T23:00Z',
      [
        'nobody 2026-01-09T00:00:00+01:00',
        'ann 2026-01-09T08:00:00+01:00',
        'nobody 2026-01-09T16:00:00+01:00',
        'ann 2026-01-10T08:00:00+01:00',
        'nobody 2026-01-10T20:00:00+01:00',
      ],
    ],
    [
      'hours that the clocks skip as a whole do not occur that night',
      [{ days: [], from: '02:00', to: '03:00' }],
      '2026-03-28T22:00Z',
      '2026-03-29T22:00Z',
      ['nobody 2026-03-28T23:00:00+01:00'],
    ],
    [
      'hours of the day before are still open late on a day of 25 hours',
      [{ days: [], from: '23:50', to: '23:45' }],
      '2026-10-25T22:40Z',
      '2026-10-25T23:10Z',
      [
        'ann 2026-10-25T23:40:00+01:00',
        'nobody 2026-10-25T23:45:00+01:00',
        'ann 2026-10-25T23:50:00+01:00',
      ],
    ],
    [
      'hours on the wall clock stay put when it is set',
      [{ days: ['sun'], from: '07:00', to: '19:00' }],
      '2026-03-29T04:00Z',
      '2026-03-29T22:00Z',
      [
        'nobody 2026-03-29T06:00:00+02:00',
        'ann 2026-03-29T07:00:00+02:00',
        'nobody 2026-03-29T19:00:00+02:00',
      ],
    ],
  ];

  test.each(tables)('%s', (_, restrictions, from, to, expected) => {
    expect(lines([{ ...ann, restrictions }], from, to)).toEqual(expected);
  });

  test('turns go on while the restrictions hide them', () => {
    const restrictions = [{ days: ['mon', 'wed'] as const, from: '08:00', to: '12:00' }];
    expect(lines([{ restrictions }], '2026-01-05T07:00Z', '2026-01-07T12:00Z')).toEqual([
      'ann 2026-01-05T08:00:00+01:00',
      'nobody 2026-01-05T12:00:00+01:00',
      'cy 2026-01-07T08:00:00+01:00',
      'nobody 2026-01-07T12:00:00+01:00',
    ]);
  });
});

describe('among layers and overrides', () => {
  const base = { people: ['ann'], start: '2026-01-01T00:00' };
  const night = { people: ['bo'], start: '2026-01-01T00:00' };
  const nightly = [{ days: [], from: '19:00', to: '07:00' }];

  test('the later layer wins where both apply', () => {
    const layers = [base, { ...night, restrictions: nightly }];
    expect(lines(layers, '2026-01-09T11:00Z', '2026-01-10T11:00Z')).toEqual([
      'ann 2026-01-09T12:00:00+01:00',
      'bo 2026-01-09T19:00:00+01:00',
      'ann 2026-01-10T07:00:00+01:00',
    ]);
  });

  test('an earlier layer shows only where no later one applies', () => {
    const layers = [{ ...night, restrictions: nightly }, base];
    const got = lines(layers, '2026-01-09T11:00Z', '2026-01-10T11:00Z');
    expect(got).toEqual(['ann 2026-01-09T12:00:00+01:00']);
  });

  const dag = { from: moment('2026-01-09T12:00:00.001Z'), to: moment('2026-01-09T14:00Z') };
  const overridden: readonly [string, Override[], readonly string[]][] = [
    [
      'an override takes the schedule from its first millisecond up to its last',
      [anOverride(dag)],
      [
        'ann 2026-01-09T12:00:00+01:00',
        'dag 2026-01-09T13:00:00.001+01:00',
        'ann 2026-01-09T15:00:00+01:00',
      ],
    ],
    [
      'the newest of two wins where they overlap, in whatever order they are stored',
      [
        anOverride({ id: 'b', person: 'eva', createdAt: 2, ...dag, to: dag.to - 3_600_000 }),
        anOverride({ id: 'a', createdAt: 1, ...dag }),
      ],
      [
        'ann 2026-01-09T12:00:00+01:00',
        'eva 2026-01-09T13:00:00.001+01:00',
        'dag 2026-01-09T14:00:00+01:00',
        'ann 2026-01-09T15:00:00+01:00',
      ],
    ],
    [
      'of two made in the same millisecond the one with the greater id wins, always the same one',
      [anOverride({ id: 'b', person: 'eva', ...dag }), anOverride({ id: 'a', ...dag })],
      [
        'ann 2026-01-09T12:00:00+01:00',
        'eva 2026-01-09T13:00:00.001+01:00',
        'ann 2026-01-09T15:00:00+01:00',
      ],
    ],
    [
      'an override of another schedule changes nothing',
      [anOverride({ schedule: 'ward', ...dag })],
      ['ann 2026-01-09T12:00:00+01:00'],
    ],
    [
      'an override that ends before it begins changes nothing',
      [anOverride({ from: dag.to, to: dag.from })],
      ['ann 2026-01-09T12:00:00+01:00'],
    ],
  ];

  test.each(overridden)('%s', (_, overrides, expected) => {
    expect(lines([base], '2026-01-09T11:00Z', '2026-01-09T18:00Z', { overrides })).toEqual(
      expected,
    );
  });
});
