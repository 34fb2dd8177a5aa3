import { describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import type { Labels } from '#core/sample/sample.ts';
import { DAY, HOUR, type Instant, MINUTE, SECOND } from '#core/time/instant.ts';
import { trendSeries } from '#core/trend/point.ts';
import { listedSeries } from '#core/trend/series-list.ts';
import { forgetValues } from '#usecases/forget-values.ts';
import { readLastValues } from '#usecases/last-values.ts';
import { hospital } from '../support/config.ts';

const START = Date.UTC(2026, 10, 29, 12);
const KEEP = 7 * DAY;
const config = hospital({ config: { trends: { keep: KEEP } } });

interface Kept {
  readonly metric: string;
  readonly value: number;
  readonly at: Instant;
  readonly labels?: Labels;
  readonly unit?: string;
  /** Whether its series is listed: not if a rule alone remembers it. */
  readonly isListed?: boolean;
}

/** What is told of bed-1, of which values are kept. */
function given(...kept: readonly Kept[]) {
  const ports = memoryPorts(() => START);
  const { trends } = ports;
  const store = async () => {
    for (const { value, at, isListed = true, labels = {}, ...rest } of kept) {
      const series = { subject: 'bed-1', labels, ...rest };
      await trends.append([{ series: trendSeries(series), at, value }], KEEP);
      if (isListed) {
        await trends.list([listedSeries(series)], at + KEEP + DAY);
      }
    }
  };
  const told = async (remembered: readonly Pick<Kept, 'metric'>[] = [], now = START) => {
    const known = remembered.map((one) => listedSeries({ subject: 'bed-1', labels: {}, ...one }));
    return readLastValues(ports, config)('bed-1', known, now);
  };
  return { ports, stored: store(), told, forget: forgetValues(ports, config) };
}

const spo2 = (value: number, before: number) => ({ metric: 'spo2', value, at: START - before });

describe('the last values of a subject', () => {
  test('are the newest of each series, by metric and labels, with units and times', async () => {
    const right = { metric: 'pulse', labels: { site: 'right' } };
    const { stored, told } = given(
      { ...spo2(97, 10 * MINUTE), unit: '%' },
      { ...spo2(96, 5 * MINUTE), unit: '%' },
      { ...right, value: 71, at: START - MINUTE },
      { ...right, labels: { site: 'left' }, value: 70, at: START - HOUR },
    );
    await stored;
    expect(await told()).toEqual({
      values: [
        { metric: 'pulse', labels: { site: 'left' }, value: 70, at: START - HOUR },
        { metric: 'pulse', labels: { site: 'right' }, value: 71, at: START - MINUTE },
        { metric: 'spo2', unit: '%', labels: {}, value: 96, at: START - 5 * MINUTE },
      ],
      more: 0,
    });
  });

  test('are those of series that rules remember, too, each once', async () => {
    const { stored, told } = given(spo2(97, MINUTE), {
      ...{ metric: 'pulse', value: 30, at: START, isListed: false },
    });
    await stored;
    const remembered = [{ metric: 'pulse' }, { metric: 'spo2' }, { metric: 'never' }];
    const { values } = await told(remembered);
    expect(values.map(({ metric, value }) => [metric, value])).toEqual([
      ['pulse', 30],
      ['spo2', 97],
    ]);
  });

  test('are told as long as they are kept', async () => {
    const { stored, told } = given(spo2(97, 0));
    await stored;
    expect((await told([], START + KEEP)).values).toHaveLength(1);
    expect((await told([], START + KEEP + 1)).values).toEqual([]);
  });

  test('are told of a sender whose clock is fast, as far as its samples are taken', async () => {
    const { stored, told } = given(spo2(97, -config.sampleTimes.maxAhead));
    await stored;
    expect((await told()).values).toHaveLength(1);
  });

  test('of three hundred series are those of the first hundred, and how many more there are', async () => {
    const many = Array.from({ length: 300 }, (_, n) => ({
      ...spo2(n, 0),
      labels: { probe: String(n).padStart(3, '0') },
    }));
    const { stored, told } = given(...many);
    await stored;
    const { values, more } = await told();
    expect(values.map(({ value }) => value)).toEqual(Array.from({ length: 100 }, (_, n) => n));
    expect(more).toBe(200);
  });

  test('of three hundred series are first of all those that rules remember', async () => {
    const dead = Array.from({ length: 300 }, (_, n) => ({ ...spo2(n, 0), metric: `a${n}` }));
    const { stored, told } = given(...dead, spo2(80, 0));
    await stored;
    const { values, more } = await told([{ metric: 'spo2' }]);
    expect(values).toHaveLength(100);
    expect(values.at(-1)).toMatchObject({ metric: 'spo2', value: 80 });
    expect(more).toBe(201);
  });

  test('are none without trends in the config', async () => {
    const { ports, stored } = given(spo2(97, 0));
    await stored;
    const read = readLastValues(ports, hospital());
    expect(await read('bed-1', [], START)).toEqual({ values: [], more: 0 });
  });
});

describe('once the values of before a moment are forgotten', () => {
  test('those measured since are told, and since when that is', async () => {
    const { stored, told, forget } = given(spo2(97, MINUTE), {
      ...{ metric: 'pulse', value: 70, at: START - HOUR },
    });
    await stored;
    await forget('bed-1', START - MINUTE);
    const { values, since } = await told();
    expect(values.map(({ metric }) => metric)).toEqual(['spo2']);
    expect(since).toBe(START - MINUTE);
    await forget('bed-1', START - MINUTE + 1);
    expect((await told()).values).toEqual([]);
  });

  test('word of an earlier moment changes nothing', async () => {
    const { stored, told, forget } = given(spo2(97, MINUTE));
    await stored;
    await forget('bed-1', START);
    await forget('bed-1', START - HOUR);
    expect(await told()).toEqual({ values: [], more: 0, since: START });
  });

  test('at two moments at once the later holds, whichever is written last', async () => {
    const { ports, stored } = given(spo2(97, MINUTE));
    await stored;
    // The discharge is read before the admission is written, and written after it.
    const late = Promise.withResolvers<void>();
    const slow: typeof ports.trends = {
      ...ports.trends,
      putSince: (...told) => late.promise.then(() => ports.trends.putSince(...told)),
    };
    const discharge = forgetValues({ trends: slow }, config)('bed-1', START - HOUR);
    await forgetValues(ports, config)('bed-1', START);
    late.resolve();
    await discharge;
    expect((await readLastValues(ports, config)('bed-1', [], START)).since).toBe(START);
  });

  test('nothing is written of a subject that has no values', async () => {
    const { told, forget } = given();
    await forget('bed-1', START);
    expect(await told()).toEqual({ values: [], more: 0 });
  });

  test('a series that goes on is told with its next value, though it is not listed anew', async () => {
    const { ports, stored, told, forget } = given(spo2(97, 0));
    await stored;
    await forget('bed-1', START + SECOND);
    const series = trendSeries({ subject: 'bed-1', metric: 'spo2', labels: {} });
    await ports.trends.append([{ series, at: START + MINUTE, value: 95 }], KEEP);
    expect((await told([], START + MINUTE)).values).toMatchObject([{ value: 95 }]);
  });
});
