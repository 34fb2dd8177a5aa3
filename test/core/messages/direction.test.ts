import { describe, expect, test } from '@jest/globals';
import { directionOf } from '#core/messages/direction.ts';
import { alert } from '../../support/incident.ts';

const of = (title: string, limit: string, value?: number | '+Inf' | '-Inf') => {
  const { value: _, ...rest } = alert('bed-1', { title, limit });
  return directionOf(value === undefined ? rest : { ...rest, value });
};

describe('the side of the limit', () => {
  test.each([
    ['SpO2', 'below 88', 80, 'too low'],
    ['Pulse', 'above 140', 150, 'too high'],
    ['Pulse', 'outside 50 to 120', 49, 'too low'],
    ['Pulse', 'outside 50 to 120', 121, 'too high'],
    ['Base excess', 'outside -5 to 1e-7', 2, 'too high'],
    ['Pulse', 'outside 50 to 120', '+Inf', 'too high'],
    ['Pulse low or high', 'outside 50 to 120', 30, 'too low'],
    ['Slow pulse', 'below 50', 30, 'too low'],
    ['Latency', 'usually 20 to 35 ms on Saturdays at 02', 210, 'higher than usual'],
    ['Visitors', 'usually 20 to 35 on Saturdays at 02', 2, 'lower than usual'],
    ['Pulse', 'average over 10 min above 120', 130, 'too high'],
    ['Pulse', 'maximum over 10 min outside 50 to 120', 40, 'too low'],
    ['Requests', 'rate per second over 5 min below 3', 1, 'too low'],
  ] as const)('of %s, %s, with %s is %s', (title, limit, value, side) => {
    expect(of(title, limit, value)).toBe(side);
  });

  test.each([
    ['SpO2 low', 'below 88', 80],
    ['Pressure is HIGH', 'outside 50 to 120', 130],
    ['Door', 'equals 1', 1],
    ['Temperature', 'slope per hour over 4 h below -1', -2],
    ['Weight', 'change over 1 h above 2', 3],
    ['Probe', 'the same value for 30 min', 37],
    ['Silent', 'no sample for 5 min', undefined],
    ['Disk is full', '', undefined],
    ['Paging nobody answers', 'nobody answers', undefined],
    ['Pulse', 'outside 50 to 120', undefined],
  ] as const)('of %s, %s, with %s is not said', (title, limit, value) => {
    expect(of(title, limit, value)).toBeUndefined();
  });
});
