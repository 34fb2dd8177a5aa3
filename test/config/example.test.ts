import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { jsonSchema } from '#config/json-schema.ts';
import { loadConfig } from '#config/load.ts';
import { proveReachability, weakSpots } from '#core/team/reachability.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const EXAMPLE = read('examples/hospital/wardbell.yaml');
const PUBLISHED = JSON.parse(read('schema/wardbell.schema.json'));

describe('the example hospital', () => {
  const loaded = loadConfig(EXAMPLE, 'wardbell.yaml');

  test('is right, and nothing in it is odd', () => {
    expect(loaded).toMatchObject({ ok: true, warnings: [] });
  });

  test('reaches somebody at every moment of a year, by every step', () => {
    if (!loaded.ok) {
      throw new Error('the example is wrong');
    }
    const from = Date.parse('2026-01-06T00:00:00Z');
    expect(proveReachability(loaded.config, from)).toEqual([]);
    expect(weakSpots(loaded.config, from)).toEqual([]);
  });
});

describe('the published JSON Schema', () => {
  const accepts = new Ajv2020({ strict: false }).compile(PUBLISHED);
  const data = parse(EXAMPLE);

  test('is what tools/write-schema.ts writes', () => {
    expect(PUBLISHED).toEqual(JSON.parse(JSON.stringify(jsonSchema())));
  });

  test('accepts the example', () => {
    accepts(data);
    expect(accepts.errors).toBeNull();
  });

  const refused: readonly (readonly [string, object])[] = [
    ['an unknown key', { colour: 'blue' }],
    ['an unknown key within', { services: { icu: { policy: 'bedside', colour: 'blue' } } }],
    ['no services', { services: {} }],
    ['a duration without a unit', { sample_times: { max_age: '60' } }],
    ["a name of Wardbell's own", { people: { 'wardbell-anna': { name: 'Anna' } } }],
    ['a name with capitals', { people: { Anna: { name: 'Anna' } } }],
    [
      'two targets in one',
      { policies: { p: { steps: [{ page: [{ person: 'a', schedule: 'b' }] }] } } },
    ],
    [
      'two conditions',
      { rules: [{ name: 'a', title: 'A', service: 'icu', metric: 'm', below: 1, above: 2 }] },
    ],
    ['no condition', { rules: [{ name: 'a', title: 'A', service: 'icu', metric: 'm' }] }],
  ];
  test.each(refused)('refuses %s', (_reason, change) => {
    expect(accepts({ ...data, ...change })).toBe(false);
  });
});
