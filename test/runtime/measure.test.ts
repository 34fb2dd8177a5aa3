import { describe, expect, test } from '@jest/globals';
import { type Measured, metricLines, withoutZeros } from '#runtime/measure.ts';

const linesOf = (values: Measured) =>
  metricLines(values, 'ward', 1_700_000_000_000).map((line) => JSON.parse(line));

describe('a line of metrics', () => {
  test('says how CloudWatch is to read it, and carries the values beside', () => {
    expect(linesOf({ pagesSent: 2, timeToPage: [40, 55] })).toEqual([
      {
        _aws: {
          Timestamp: 1_700_000_000_000,
          CloudWatchMetrics: [
            {
              Namespace: 'Wardbell',
              Dimensions: [['Deployment']],
              Metrics: [
                { Name: 'PagesSent', Unit: 'Count' },
                { Name: 'TimeToPage', Unit: 'Milliseconds' },
              ],
            },
          ],
        },
        Deployment: 'ward',
        PagesSent: [2],
        TimeToPage: [40, 55],
      },
    ]);
  });

  test('holds 100 values of a metric at most: more make more lines, and a count stands in one of them only', () => {
    const lines = linesOf({
      pagesSent: 250,
      timeToPage: Array.from({ length: 250 }, (_, n) => n),
    });
    expect(lines.map((line) => line.TimeToPage.length)).toEqual([100, 100, 50]);
    expect(lines.flatMap((line) => line.TimeToPage)).toHaveLength(250);
    expect(lines.map((line) => line.PagesSent)).toEqual([[250], undefined, undefined]);
    expect(lines[1]._aws.CloudWatchMetrics[0].Metrics).toHaveLength(1);
  });

  test('tells a zero, for an alarm must see it, and is not written where there is nothing to tell', () => {
    expect(linesOf({ platformFindings: 0 })).toMatchObject([{ PlatformFindings: [0] }]);
    expect(linesOf({ timeToPage: [] })).toEqual([]);
    expect(withoutZeros({ samplesRejected: 0, timeToPage: [], pagesSent: 1 })).toEqual({
      pagesSent: 1,
    });
  });
});
