import { describe, expect, test } from '@jest/globals';
import { alertLimit } from '#console/incident/limit.ts';
import { FUNCTIONS_OVER_TIME, overTimeInWords } from '#core/rule/over-time.ts';
import { MINUTE } from '#core/time/instant.ts';

const below88 = { kind: 'below', limit: 88, clear: 88 };

describe('the limit of an alert', () => {
  test.each([
    ['below 88', { limit: below88 }],
    ['equals 1', { limit: { kind: 'equals', value: 1 } }],
    ['the same value for 30 min', { limit: { kind: 'stuck', seconds: 1_800 } }],
    ['no sample for 90 s', { limit: { kind: 'absent', seconds: 90 } }],
    [
      'outside -5 to 120',
      { limit: { kind: 'outside', low: -5, high: 120, clearLow: -5, clearHigh: 120 } },
    ],
    ['average over 10 min below 88', { limit: below88, over: { function: 'avg', seconds: 600 } }],
    [
      'slope per hour over 4 h below 88',
      { limit: below88, over: { function: 'slope', seconds: 14_400, per: 'hour' } },
    ],
    [
      'forecast in 4 h over 12 h below 88',
      {
        limit: below88,
        over: { function: 'forecast', seconds: 43_200, aheadSeconds: 14_400 },
      },
    ],
    ['above what is usual', { limit: { kind: 'unusual', side: 'above' } }],
    ['outside what is usual', { limit: { kind: 'unusual', side: 'both' } }],
    [
      'usually 20 to 35.5 mm Hg on Saturdays at 02',
      {
        limit: { kind: 'usual', low: 20, high: 35.5, unit: 'mm Hg', day: 5, hour: '02' },
      },
    ],
    ['sum of series below 88', { limit: below88, across: { function: 'sum' } }],
    ['ratio to total below 88', { limit: below88, across: { function: 'ratio', to: 'total' } }],
    [
      'hr equals 1 and bp below 88',
      {
        limit: {
          kind: 'all',
          conditions: [
            { metric: 'hr', limit: { kind: 'equals', value: 1 } },
            { metric: 'bp', limit: below88 },
          ],
        },
      },
    ],
    [
      'high: a total of 7 or more; medium: a total of 5 or more, or 3 or more for one parameter; low: 1 or more for one parameter',
      {
        limit: {
          kind: 'score',
          levels: [
            { name: 'high', total: 7 },
            { name: 'medium', total: 5, single: 3 },
            { name: 'low', single: 1 },
          ],
        },
      },
    ],
    ['high: ', undefined],
    ['nobody answers', undefined],
    ['', undefined],
  ])('%s is read back, for the language of the reader', (limit, read) => {
    expect(alertLimit(limit)).toEqual(read);
  });

  test.each(FUNCTIONS_OVER_TIME)('of %s is read back', (fn) => {
    const limit = `${overTimeInWords({ fn, window: 90 * MINUTE })} below 88`;
    expect(alertLimit(limit)).toEqual({ limit: below88, over: { function: fn, seconds: 5_400 } });
  });
});
