import { describe, expect, test } from '@jest/globals';
import { bandOf, readingOf } from '#core/evaluation/score/reading.ts';
import { assess, levelOf } from '#core/score/assess.ts';
import type { OxygenScale } from '#core/score/table.ts';
import { news2, observed, WELL } from '../../support/scores.ts';
import { START, sample } from '../../support/world.ts';

const RULE = news2();

type Values = Readonly<Record<string, number>>;

/** The score of some observations; what is not among them is missing. */
function score(values: Values, scale: OxygenScale = 1) {
  const bands = observed('bed-1', values, START).flatMap((one): [string, number][] => {
    const reading = readingOf(RULE, one);
    const band = reading && bandOf(reading, one);
    return reading === undefined || band === undefined ? [] : [[reading.parameter.name, band]];
  });
  return assess(RULE.parameters, Object.fromEntries(bands), scale);
}

function level(values: Values, scale: OxygenScale = 1): string | undefined {
  return levelOf(RULE.levels, score(values, scale), 'low')?.name;
}

/** The points of one parameter, beside others that have none. */
function pointsOf(name: string, value: number, more: Values = {}, scale: OxygenScale = 1) {
  const { parameters } = score({ ...WELL, ...more, [name]: value }, scale);
  const found = parameters.find((one) => one.name === name);
  expect(found?.low).toBe(found?.high);
  return found?.low;
}

describe('the points of NEWS2 on both sides of every edge of chart 1', () => {
  test.each([
    [
      'resp_rate',
      [
        [0, 3],
        [8, 3],
        [9, 1],
        [11, 1],
        [12, 0],
        [20, 0],
        [21, 2],
        [24, 2],
        [25, 3],
        [60, 3],
      ],
    ],
    [
      'spo2',
      [
        [0, 3],
        [91, 3],
        [92, 2],
        [93, 2],
        [94, 1],
        [95, 1],
        [96, 0],
        [100, 0],
      ],
    ],
    [
      'oxygen',
      [
        [0, 0],
        [1, 2],
      ],
    ],
    [
      'systolic_bp',
      [
        [0, 3],
        [90, 3],
        [91, 2],
        [100, 2],
        [101, 1],
        [110, 1],
        [111, 0],
        [219, 0],
        [220, 3],
        [300, 3],
      ],
    ],
    [
      'heart_rate',
      [
        [0, 3],
        [40, 3],
        [41, 1],
        [50, 1],
        [51, 0],
        [90, 0],
        [91, 1],
        [110, 1],
        [111, 2],
        [130, 2],
        [131, 3],
        [300, 3],
      ],
    ],
    [
      'consciousness',
      [
        [0, 0],
        [1, 3],
        [2, 3],
        [3, 3],
        [4, 3],
      ],
    ],
    [
      'temperature',
      [
        [25, 3],
        [35, 3],
        [35.1, 1],
        [36, 1],
        [36.1, 0],
        [38, 0],
        [38.1, 1],
        [39, 1],
        [39.1, 2],
        [43, 2],
      ],
    ],
  ] as const)('are those of the chart for %s', (name, expected) => {
    expect(expected.map(([value]) => [value, pointsOf(name, value)])).toEqual(expected);
  });

  test.each([
    [
      'on air',
      0,
      [
        [83, 3],
        [84, 2],
        [85, 2],
        [86, 1],
        [87, 1],
        [88, 0],
        [92, 0],
        [93, 0],
        [94, 0],
        [95, 0],
        [96, 0],
        [97, 0],
        [100, 0],
      ],
    ],
    [
      'on oxygen',
      1,
      [
        [83, 3],
        [84, 2],
        [85, 2],
        [86, 1],
        [87, 1],
        [88, 0],
        [92, 0],
        [93, 1],
        [94, 1],
        [95, 2],
        [96, 2],
        [97, 3],
        [100, 3],
      ],
    ],
  ] as const)('are those of scale 2 %s', (_, oxygen, expected) => {
    expect(expected.map(([value]) => [value, pointsOf('spo2', value, { oxygen }, 2)])).toEqual(
      expected,
    );
  });

  test('go by the temperature that is charted, rounded half up to a tenth', () => {
    const each = [36.05, 35.04, 36.04, 38.04, 38.05, 39.04, 39.05, 35.05];
    expect(each.map((value) => pointsOf('temperature', value))).toEqual([0, 3, 1, 0, 1, 1, 2, 1]);
  });

  test('go by a temperature in Fahrenheit once it is converted', () => {
    const points = [97, 96.7, 95, 95.1, 95.09, 102.3].map((value) => {
      const one = { ...sample('bed-1', 'temperature', value, START), unit: '[degF]' };
      const reading = readingOf(RULE, one);
      return reading?.parameter.points[(reading && bandOf(reading, one)) ?? -1];
    });
    expect(points).toEqual([0, 1, 3, 1, 1, 2]);
  });

  test('are told of whole numbers, to which a value between two is rounded half up', () => {
    expect(pointsOf('resp_rate', 20.5)).toBe(2);
    expect(pointsOf('resp_rate', 20.4)).toBe(0);
    expect(pointsOf('spo2', 91.5)).toBe(2);
  });
});

describe('what NEWS2 is read from', () => {
  const read = (metric: string, value: number, unit?: string) => {
    const one = { ...sample('bed-1', metric, value, START), ...(unit !== undefined && { unit }) };
    const reading = readingOf(RULE, one);
    const band = reading && bandOf(reading, one);
    return band === undefined ? undefined : reading?.parameter.points[band];
  };

  test('is oxygen by its own metric, by its flow, however low, or by its share in what is inhaled', () => {
    expect(read('oxygen_flow', 0, 'L/min')).toBe(0);
    expect(read('oxygen_flow', 0.1, 'L/min')).toBe(2);
    expect(read('oxygen_flow', 500, 'mL/min')).toBe(2);
    expect(read('inspired_oxygen', 21, '%')).toBe(0);
    expect(read('inspired_oxygen', 0.28, '1')).toBe(2);
  });

  test('is no value in a unit of something else', () => {
    expect(read('temperature', 37, 'kPa')).toBeUndefined();
    expect(read('heart_rate', 70, '%')).toBeUndefined();
  });

  test('is a value without a unit, unless no patient can have it in the unit of the chart', () => {
    expect(read('temperature', 37)).toBe(0);
    expect(read('temperature', 98.6)).toBeUndefined();
    expect(read('spo2', 0.97)).toBeUndefined();
  });
});

describe('a whole NEWS2', () => {
  test.each([
    [
      {
        resp_rate: 22,
        spo2: 93,
        oxygen: 0,
        systolic_bp: 98,
        heart_rate: 112,
        consciousness: 0,
        temperature: 38.4,
      },
      9,
      'high',
    ],
    [
      {
        resp_rate: 28,
        spo2: 90,
        oxygen: 1,
        systolic_bp: 88,
        heart_rate: 115,
        consciousness: 2,
        temperature: 35,
      },
      19,
      'high',
    ],
    [
      {
        resp_rate: 18,
        spo2: 98,
        oxygen: 0,
        systolic_bp: 120,
        heart_rate: 72,
        consciousness: 0,
        temperature: 36.8,
      },
      0,
      undefined,
    ],
    [{ ...WELL, consciousness: 1 }, 3, 'low-medium'],
    [{ ...WELL, resp_rate: 22, heart_rate: 112 }, 4, undefined],
    [{ ...WELL, resp_rate: 22, heart_rate: 112, temperature: 38.5 }, 5, 'medium'],
    [{ ...WELL, resp_rate: 25, heart_rate: 131 }, 6, 'medium'],
    [{ ...WELL, resp_rate: 25, heart_rate: 131, temperature: 38.5 }, 7, 'high'],
    [
      {
        resp_rate: 30,
        spo2: 80,
        oxygen: 1,
        systolic_bp: 80,
        heart_rate: 140,
        consciousness: 4,
        temperature: 34,
      },
      20,
      'high',
    ],
  ])('of %j is %d, %s', (values, total, name) => {
    expect(score(values)).toMatchObject({ low: total, high: total });
    expect(level(values)).toBe(name);
  });

  test('gains two points, and on scale 2 those of too much oxygen, when oxygen is switched on', () => {
    const set = { ...WELL, spo2: 97 };
    expect(score({ ...set, oxygen: 1 }).low).toBe(2);
    expect(score(set, 2).low).toBe(0);
    expect(score({ ...set, oxygen: 1 }, 2).low).toBe(5);
  });
});

describe('a NEWS2 of which something is missing', () => {
  const { temperature: _, ...cold } = WELL;

  test('is an interval, from what is known to the most that is missing', () => {
    expect(score({ ...cold, resp_rate: 25, heart_rate: 131 })).toMatchObject({ low: 6, high: 9 });
    expect(score({})).toMatchObject({ low: 0, high: 20 });
  });

  test('is judged by its lower end', () => {
    expect(level({ ...cold, resp_rate: 25 })).toBe('low-medium');
    expect(level({ ...cold, resp_rate: 25, spo2: 93 })).toBe('medium');
  });

  test('does not know on scale 2 what saturation is worth without oxygen', () => {
    const { oxygen: __, ...rest } = WELL;
    expect(score({ ...rest, spo2: 97 }, 2)).toMatchObject({ low: 0, high: 5 });
    expect(score({ ...rest, spo2: 88 }, 2)).toMatchObject({ low: 0, high: 2 });
  });
});
