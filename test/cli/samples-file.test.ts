import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readSamples, shiftSamples } from '#cli/samples-file.ts';

const AT = Date.UTC(2026, 0, 1);
const sample = { subject: 'bed-1', metric: 'spo2', value: 97, at: AT, labels: {} };

const samplesIn = (...given: Parameters<typeof readSamples>) => readSamples(...given).samples;
const ROW = 'time,subject,metric,value\n';

describe('readSamples', () => {
  test.each([
    [
      'the JSON of the API',
      '{"samples":[{"subject":"bed-1","metric":"spo2","value":97,"time":"2026-01-01T00:00:00Z"}]}',
    ],
    ['a JSON list', '[{"subject":"bed-1","metric":"spo2","value":97,"time":1767225600000}]'],
    [
      'CSV without an offset, which is UTC where no zone is given',
      'timestamp,subject,metric,value\n2026-01-01 00:00:00,bed-1,spo2,97\n',
    ],
    ['CSV in milliseconds', 'time,value,metric,subject\r\n1767225600000,97,spo2,bed-1\r\n'],
    ['CSV in seconds', 'time,value,metric,subject\n1767225600,97,spo2,bed-1'],
    ['CSV in parts of a second', 'time,value,metric,subject\n1767225600.000,97,spo2,bed-1'],
    ['CSV with an offset', `${ROW}2026-01-01T01:00:00+01:00,bed-1,spo2,97`],
    ['CSV without seconds', `${ROW}2026-01-01 00:00,bed-1,spo2,97`],
    ['CSV in quotes, with blank lines', `${ROW}\n"2026-01-01T00:00Z","bed-1","spo2","97"\n\n`],
    ['CSV as a spreadsheet writes it', '\ufeffTime;Subject;Metric;Value\n1767225600;bed-1;spo2;97'],
    ['CSV with tabs', 'time\tsubject\tmetric\tvalue\n1767225600\tbed-1\tspo2\t97'],
  ])('reads %s', (_, text) => {
    expect(samplesIn(text, 'f', {})).toEqual([sample]);
  });

  test.each([
    ['inf', Infinity],
    ['+Inf', Infinity],
    ['-Infinity', -Infinity],
  ])('reads %s in CSV', (cell, value) => {
    expect(samplesIn(`${ROW}${AT},bed-1,spo2,${cell}`, 'f', {})).toEqual([{ ...sample, value }]);
  });

  test('takes what CSV lacks from the command line, and other columns for labels', () => {
    const text = 'timestamp,value,ward\n2026-01-01 00:00:00,97,4\n2026-01-01 00:00:00,97,';
    const read = samplesIn(text, 'f', { subject: 'bed-1', metric: 'spo2', unit: '%' });
    expect(read).toEqual([
      { ...sample, unit: '%', labels: { ward: '4' } },
      { ...sample, unit: '%' },
    ]);
  });

  test('takes the name of the file for a subject and metric that it does not name, and says so', () => {
    const { samples, assumed } = readSamples(
      'timestamp,value\n2026-01-01 00:00:00,97',
      'a/spo2.csv',
      {
        subject: 'bed-1',
      },
    );
    expect(samples).toEqual([sample]);
    expect(assumed).toEqual([
      'It has no column metric: spo2 is taken for it (--metric).',
      'Its times have no offset: they are taken for UTC (--utc, --zone).',
    ]);
  });

  test('takes times without an offset by the clocks of a zone, also where these are set', () => {
    const times = [
      ['2026-01-01 01:00:30', '2026-01-01T00:00:30.000Z'],
      ['2026-03-29T01:59:59.5', '2026-03-29T00:59:59.500Z'],
      ['2026-03-29 02:30', '2026-03-29T01:30:00.000Z'],
      ['2026-03-29 03:30', '2026-03-29T01:30:00.000Z'],
      ['2026-10-25 02:30', '2026-10-25T00:30:00.000Z'],
      ['2026-10-25 03:00', '2026-10-25T02:00:00.000Z'],
    ];
    const text = ROW + times.map(([time]) => `${time},bed-1,spo2,97`).join('\n');
    const { samples, assumed } = readSamples(text, 'f', { timeZone: 'Europe/Stockholm' });
    expect(samples.map(({ at }) => new Date(at).toISOString())).toEqual(times.map(([, at]) => at));
    expect(assumed).toEqual([expect.stringContaining('taken for Europe/Stockholm')]);
    const lord = `${ROW}2026-04-05 01:45,bed-1,spo2,97`;
    const [sample] = readSamples(lord, 'f', { timeZone: 'Australia/Lord_Howe' }).samples;
    expect(new Date(sample?.at ?? 0).toISOString()).toBe('2026-04-04T14:45:00.000Z');
  });

  test('leaves out what cannot be read, with its line and the reason, and takes the rest', () => {
    const rows = [
      '1767225600,bed-1,spo2,97',
      '1767225601,bed-1,spo2,NaN',
      ',bed-1,spo2,97',
      'x,b,c,1',
    ];
    const { samples, rejected } = readSamples(ROW + rows.join('\n'), 'f', {});
    expect(samples).toEqual([sample]);
    expect(rejected).toEqual([
      expect.stringMatching(/^f: line 3: value is "NaN"; it must be a number/),
      'f: line 4: it has no time.',
      expect.stringMatching(/^f: line 5: time is "x"; it must be RFC 3339/),
    ]);
    const json =
      '[{"subject":"a","metric":"b","value":null,"time":0},{"subject":"a","metric":"b","value":1,"time":0}]';
    expect(readSamples(json, 'f', {}).rejected).toEqual([
      expect.stringMatching(/^f: sample 1: value is null/),
    ]);
  });

  test.each([
    ['no column for the time', 'value\n2', /f lacks time: it has the columns value/],
    ['no column for the value', 'time,level\n1,2', /f lacks value: it has the columns time, level/],
    ['a value that is none', `${ROW}1,a,b,x`, /holds no samples.\nf: line 2: value is "x"/],
    [
      'a sample without a time',
      '[{"subject":"a","metric":"b","value":1}]',
      /sample 1: it has no time/,
    ],
    ['a quote that does not end', `${ROW}1,"a,b,2`, /f is not CSV: Quote Not Closed/],
    ['no samples', '[]', /holds no samples/],
    ['another object', '{"sample":[]}', /must be .*a list of samples/],
    ['broken JSON', '[1', /f is not JSON: line 1, column 3: it ends too soon/],
    ['NaN', '[{"value":NaN}]', /f is not JSON: line 1, column 11: JSON has no NaN/],
  ])('refuses %s', (_, text, message) => {
    expect(() => readSamples(text, 'f', {})).toThrow(message);
  });
});

describe('the recordings of the example', () => {
  test.each([
    ['latency_ms', 21],
    ['cpu_percent', 21],
  ])('are read as they are: %s', (name, count) => {
    const file = `examples/hospital/recorded/${name}.csv`;
    const { samples, rejected } = readSamples(readFileSync(file, 'utf8'), file, {});
    expect([samples.length, rejected]).toEqual([count, []]);
    expect(samples[0]).toMatchObject({ subject: name, metric: name });
  });
});

test('movedTo keeps the distances', () => {
  const samples = [{ ...sample, at: AT + 500 }, sample];
  expect(shiftSamples(0, samples).map((s) => s.at)).toEqual([500, 0]);
});
