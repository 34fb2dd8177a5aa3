import { describe, expect, test } from '@jest/globals';
import { readConfig } from '#cli/read-config.ts';
import type { Sample } from '#core/sample/sample.ts';
import { HOUR, MINUTE } from '#core/time/instant.ts';
import { backtest } from '#local/backtest.ts';

const START = Date.UTC(2026, 4, 4, 8);
const labels = { ward: 'step-down' };

/** Samples of a bed each so often, whose value is a function of the minute. */
function series(
  metric: string,
  unit: string,
  value: (minute: number) => number,
  { every = 1, until = 60 } = {},
): readonly Sample[] {
  return Array.from({ length: until / every }, (_, i) => ({
    subject: 'bed-1',
    metric,
    unit,
    labels,
    value: value(i * every),
    at: START + i * every * MINUTE,
  }));
}

/** At the end the monitor falls silent, and of most of these beds a score lacks parameters. */
const ASIDE = /^(monitor-silent|wardbell-score-incomplete)$/u;

/** Returns the rules of the example by which alarms of the bed began, with the minute. */
async function alarmsOf(...all: readonly (readonly Sample[])[]): Promise<readonly string[]> {
  const samples = all.flat().sort((a, b) => a.at - b.at);
  const chunks = (async function* () {
    yield samples;
  })();
  const { runs } = await backtest([readConfig('examples/hospital/wardbell.yaml')], chunks);
  return (runs[0]?.alarms ?? [])
    .filter(({ subject, rule }) => subject === 'bed-1' && !ASIDE.test(rule))
    .map(({ rule, began }) => `${rule} at ${(began - START) / MINUTE}`);
}

const pulse = (value: (minute: number) => number) => series('heart_rate', '/min', value);
const pressure = (value: number) => series('systolic_bp', 'mm[Hg]', () => value, { every: 15 });

describe('a step-down bed of the example hospital', () => {
  test('pages by the shock index before any single limit does', async () => {
    const rising = pulse((minute) => (minute < 30 ? 80 : 96));
    expect(await alarmsOf(rising, pressure(104))).toEqual(['shock-index at 31']);
  });

  test('pages by ten minutes of a raised heart rate, and by no shorter peak', async () => {
    const peaks = pulse((minute) => (minute % 10 > 6 ? 125 : 100));
    expect(await alarmsOf(peaks, pressure(150))).toEqual([]);
    const lasting = pulse((minute) => (minute < 30 ? 90 : 125));
    expect(await alarmsOf(lasting, pressure(150))).toEqual([
      expect.stringMatching(/^pulse-high-for-long at 3[5-9]$/u),
    ]);
  });

  test('pages by a temperature that rises, long before it is high', async () => {
    const fever = series('temperature', 'Cel', (minute) => 36.6 + minute / 100, {
      every: 15,
      until: 5 * (HOUR / MINUTE),
    });
    const [first] = await alarmsOf(fever);
    expect(first).toMatch(/^temperature-rises at 1[23]\d$/u);
  });

  test('pages by NEWS2 where no sign is out of range by itself', async () => {
    const breathing = series('resp_rate', '/min', (minute) => (minute < 30 ? 16 : 23));
    const others = [
      series('spo2', '%', () => 93),
      series('temperature', 'Cel', () => 37),
      series('oxygen', '1', () => 0),
      series('consciousness', '1', () => 0),
    ];
    const alarms = await alarmsOf(
      pulse(() => 100),
      pressure(120),
      breathing,
      ...others,
    );
    expect(alarms).toEqual(['news2 at 30']);
  });
});
