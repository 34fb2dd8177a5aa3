import type { ScoreRule } from '#core/rule/score.ts';
import type { Sample } from '#core/sample/sample.ts';
import { NEWS2 } from '#core/score/news2.ts';
import { HOUR, type Instant } from '#core/time/instant.ts';
import { sample } from './world.ts';

/** NEWS2 as `use: news2` compiles it, each value good for an hour. */
export function news2(more: Partial<ScoreRule> = {}): ScoreRule {
  return {
    name: 'news2',
    title: NEWS2.title,
    service: 'icu',
    severity: 'critical',
    metric: 'score:news2',
    matchers: [],
    kind: 'score',
    codes: NEWS2.codes,
    parameters: NEWS2.parameters.map((parameter) => ({ ...parameter, maxAge: HOUR })),
    levels: NEWS2.levels,
    incompleteAfter: HOUR,
    seldomSent: true,
    ...more,
  };
}

/** A full set of observations with a score of 0. */
export const WELL = {
  resp_rate: 16,
  spo2: 97,
  oxygen: 0,
  systolic_bp: 120,
  heart_rate: 70,
  consciousness: 0,
  temperature: 37,
} as const;

const UNITS: Readonly<Record<string, string>> = {
  resp_rate: '/min',
  spo2: '%',
  oxygen: '{score}',
  systolic_bp: 'mm[Hg]',
  heart_rate: '/min',
  consciousness: '{score}',
  temperature: 'Cel',
};

/** Returns a sample for each of some observations, in the unit of its parameter. */
export function observed(
  subject: string,
  values: Readonly<Record<string, number>>,
  at: Instant,
): readonly Sample[] {
  return Object.entries(values).map(([metric, value]) => ({
    ...sample(subject, metric, value, at),
    unit: UNITS[metric] ?? '',
  }));
}
