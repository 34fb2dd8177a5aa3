import { describe, expect, test } from '@jest/globals';
import { compileRules } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import {
  currentUnread,
  recordUnread,
  type Sighting,
  suspicious,
  UNREAD_EVERY,
} from '#core/evaluation/unread-notes.ts';
import type { Sample } from '#core/sample/sample.ts';
import { DAY, HOUR } from '#core/time/instant.ts';
import { below, hospital } from '../../support/config.ts';
import { START } from '../../support/world.ts';

const inPercent = { name: 'unit', op: '=', value: '%' } as const;
const rules = compileRules(
  hospital({ rules: [below('spo2', 88, { matchers: [inPercent] }), below('hr', 40)] }),
);

const sample = (metric: string, subject = 'bed-1', unit?: string): Sample => ({
  subject,
  metric,
  value: 1,
  at: START,
  labels: {},
  ...(unit !== undefined && { unit }),
});
const sighting = (metric: string, ...subjects: readonly string[]): Sighting => ({
  metric,
  subjects: new Set(subjects),
});
const noted = (...sightings: readonly Sighting[]) => recordUnread(undefined, sightings, 'c', START);
const today = (state: SubjectState | undefined, now = START) =>
  currentUnread(state, 'c', rules, now).series.map(({ metric, subjects }) => [
    metric,
    Object.keys(subjects),
  ]);

describe('Of what no rule reads', () => {
  test('that is noted which a rule should read, with who sends it', () => {
    const found = suspicious(rules, [
      sample('spo2', 'bed-1', 'percent'),
      sample('spo2', 'bed-2', 'percent'),
      sample('sp02'),
      sample('go_goroutines', 'node-1'),
      sample('process_cpu_seconds_total', 'node-1'),
    ]);
    expect(found).toEqual([
      { metric: 'spo2', unit: 'percent', subjects: new Set(['bed-1', 'bed-2']) },
      { metric: 'sp02', subjects: new Set(['bed-1']) },
    ]);
  });

  test('a request of many names has a few looked at, and the others when they come again', () => {
    const fresh = compileRules(hospital({ rules: [below('metric_a', 1)] }));
    const names = Array.from({ length: 25 }, (_, n) =>
      sample(`metric_${String.fromCharCode(98 + n)}`),
    );
    const found = () => suspicious(fresh, names).length;
    expect([found(), found(), found()]).toEqual([10, 20, 25]);
  });
});

describe('A note of what no rule reads', () => {
  test('is written once, and again only for another subject or after hours', () => {
    const state = noted(sighting('sp02', 'bed-1'));
    const again = (one: Sighting, later: number) => recordUnread(state, [one], 'c', START + later);
    expect(again(sighting('sp02', 'bed-1'), HOUR)).toBeUndefined();
    expect(today(again(sighting('sp02', 'bed-2'), HOUR))).toEqual([['sp02', ['bed-1', 'bed-2']]]);
    expect(again(sighting('sp02', 'bed-1'), UNREAD_EVERY)?.version).toBe(2);
    expect(again(sighting('sp02', 'bed-1'), -UNREAD_EVERY)?.version).toBe(2);
  });

  test('names ten subjects, says that there are more, and is not written for those', () => {
    const beds = Array.from({ length: 30 }, (_, n) => `bed-${n}`);
    const state = noted(sighting('sp02', ...beds));
    const [series] = state?.unread?.series ?? [];
    expect(Object.keys(series?.subjects ?? {})).toEqual(beds.slice(0, 10));
    expect(series?.more).toBe(true);
    expect(recordUnread(state, [sighting('sp02', 'bed-29')], 'c', START)).toBeUndefined();
  });

  test('holds a hundred series, says that there are more, and leaves it at that', () => {
    const many = Array.from({ length: 150 }, (_, n) => sighting(`m${n}`, 'bed-1'));
    const state = noted(...many);
    expect(state?.unread?.series).toHaveLength(100);
    expect(state?.unread?.more).toBe(true);
    expect(recordUnread(state, many, 'c', START)).toBeUndefined();
    expect(JSON.stringify(state).length).toBeLessThan(20_000);
  });

  test('is of the past after a day, and makes room', () => {
    const state = noted(sighting('sp02', 'bed-1'));
    expect(today(state, START + DAY - 1)).toHaveLength(1);
    expect(today(state, START + DAY)).toEqual([]);
    const next = recordUnread(state, [sighting('hrr', 'bed-1')], 'c', START + DAY);
    expect(next?.unread?.series.map(({ metric }) => metric)).toEqual(['hrr']);
  });

  test('says nothing under another config, under which it may be read', () => {
    const state = noted(sighting('sp02', 'bed-1'));
    expect(currentUnread(state, 'd', rules, START).series).toEqual([]);
    const next = recordUnread(state, [sighting('hrr', 'bed-1')], 'd', START);
    expect(next?.unread?.series.map(({ metric }) => metric)).toEqual(['hrr']);
  });

  test('takes any name for a metric or a subject', () => {
    const state = noted(sighting('__proto__', '__proto__', 'constructor'));
    const stored = JSON.parse(JSON.stringify(state)) as SubjectState;
    expect(today(stored)).toEqual([['__proto__', ['__proto__', 'constructor']]]);
    expect(recordUnread(stored, [sighting('__proto__', '__proto__')], 'c', START)).toBeUndefined();
  });
});
