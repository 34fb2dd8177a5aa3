import { describe, expect, test } from '@jest/globals';
import { movedTo, readSamples } from '#cli/samples-file.ts';

const AT = Date.UTC(2026, 0, 1);
const sample = { subject: 'bed-1', metric: 'spo2', value: 97, at: AT, labels: {} };

describe('readSamples', () => {
  test.each([
    [
      'the JSON of the API',
      '{"samples":[{"subject":"bed-1","metric":"spo2","value":97,"time":"2026-01-01T00:00:00Z"}]}',
    ],
    ['a JSON list', '[{"subject":"bed-1","metric":"spo2","value":97,"time":1767225600000}]'],
    [
      'CSV without an offset, which is UTC',
      'timestamp,subject,metric,value\n2026-01-01 00:00:00,bed-1,spo2,97\n',
    ],
    ['CSV in milliseconds', 'time,value,metric,subject\r\n1767225600000,97,spo2,bed-1\r\n'],
  ])('reads %s', (_, text) => {
    expect(readSamples(text, 'f', {})).toEqual([sample]);
  });

  test.each([
    ['inf', Infinity],
    ['+Inf', Infinity],
    ['-Infinity', -Infinity],
  ])('reads %s in CSV', (cell, value) => {
    const read = readSamples(`time,subject,metric,value\n${AT},bed-1,spo2,${cell}`, 'f', {});
    expect(read).toEqual([{ ...sample, value }]);
  });

  test('takes what CSV lacks from the command line, and other columns for labels', () => {
    const text = 'timestamp,value,ward\n2026-01-01 00:00:00,97,4\n2026-01-01 00:00:00,97,';
    const read = readSamples(text, 'f', { subject: 'bed-1', metric: 'spo2', unit: '%' });
    expect(read).toEqual([
      { ...sample, unit: '%', labels: { ward: '4' } },
      { ...sample, unit: '%' },
    ]);
  });

  test.each([
    [
      'a missing column',
      'time,value\n1,2',
      /f lacks subject, metric: it has the columns time, value/,
    ],
    ['a value that is none', 'time,subject,metric,value\n1,a,b,x', /sample 1: value is/],
    ['a sample without a time', '[{"subject":"a","metric":"b","value":1}]', /sample 1 has no time/],
    ['quotes', 'time,subject,metric,value\n1,"a",b,2', /quotes/],
    ['no samples', '[]', /holds no samples/],
    ['broken JSON', '[1', /not JSON/],
  ])('refuses %s', (_, text, message) => {
    expect(() => readSamples(text, 'f', {})).toThrow(message);
  });
});

test('movedTo keeps the distances', () => {
  const samples = [{ ...sample, at: AT + 500 }, sample];
  expect(movedTo(0, samples).map((s) => s.at)).toEqual([500, 0]);
});
