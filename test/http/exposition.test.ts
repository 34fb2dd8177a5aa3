import { describe, expect, test } from '@jest/globals';
import parse from 'parse-prometheus-text-format';
import { exposition } from '#http/exposition.ts';
import type { Family } from '#runtime/family.ts';

const gauge: Family = {
  name: 'x_things',
  type: 'gauge',
  help: 'Things.',
  values: [{ labels: { kind: 'a"b\\c\nd' }, value: 1.5 }, { value: Number.POSITIVE_INFINITY }],
};
const counter: Family = { name: 'x_done', type: 'counter', help: 'Done.', values: [{ value: 3 }] };
const summary: Family = {
  name: 'x_seconds',
  type: 'summary',
  help: 'Seconds.',
  values: [
    { part: 'sum', value: 2.5 },
    { part: 'count', value: 2 },
  ],
};

const PROMETHEUS_3 =
  'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2';

describe('the text format of Prometheus', () => {
  const { contentType, body } = exposition([gauge, counter, summary], undefined);

  test('is named with its version, and ends in a line break', () => {
    expect(contentType).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(body.endsWith('\n')).toBe(true);
  });

  test('is read by a parser of others', () => {
    expect(parse(body)).toMatchObject([
      {
        name: 'x_things',
        type: 'GAUGE',
        help: 'Things.',
        metrics: [{ value: '1.5', labels: { kind: 'a"b\\c\nd' } }, { value: '+Inf' }],
      },
      { name: 'x_done_total', type: 'COUNTER', metrics: [{ value: '3' }] },
      { name: 'x_seconds', type: 'SUMMARY', metrics: [{ sum: '2.5', count: '2' }] },
    ]);
  });

  test('leaves out what has no values', () => {
    expect(exposition([{ ...gauge, values: [] }], undefined).body).toBe('');
  });
});

describe('OpenMetrics', () => {
  test('names a counter without its _total, and has an end', () => {
    const { contentType, body } = exposition([counter], PROMETHEUS_3);
    expect(contentType).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
    expect(body).toBe('# HELP x_done Done.\n# TYPE x_done counter\nx_done_total 3\n# EOF\n');
  });

  test.each([
    [PROMETHEUS_3, true],
    ['application/openmetrics-text', true],
    ['application/openmetrics-text; version=1.0.0', true],
    ['application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5', false],
    ['text/plain;version=0.0.4;q=1,*/*;q=0.1', false],
    ['text/plain, application/openmetrics-text;q=0.5', false],
    ['application/openmetrics-text;q=0', false],
    ['text/html,application/xhtml+xml,*/*;q=0.8', false],
    ['*/*', false],
    ['', false],
    ['application/openmetrics-text;q=x', false],
  ])('for "%s": %s', (accept, isOpen) => {
    expect(exposition([gauge], accept).body.endsWith('# EOF\n')).toBe(isOpen);
  });
});
