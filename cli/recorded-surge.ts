import type { Matcher } from '#core/alert/matcher.ts';
import { type Comparison, compareAlarms } from '#core/burden/compare.ts';
import { type FiredMore, firedMore } from '#core/burden/fired-more.ts';
import { ReadingCount } from '#core/burden/readings.ts';
import { createSurge, matchesSample, surgeMetrics } from '#core/burden/surge.ts';
import { plausibility } from '#core/evaluation/plausibility.ts';
import type { Sample } from '#core/sample/sample.ts';
import type { Config } from '#core/team/config.ts';
import { DAY, SECOND } from '#core/time/instant.ts';
import type { Traffic } from '#deployment/capacity/months.ts';
import type { Backtest, BacktestRun } from '#local/backtest.ts';
import { CliFailure } from './failure.ts';
import { playRecorded } from './play-recorded.ts';
import type { RecordedOptions } from './recorded-options.ts';

/** What recorded samples make under a config, as they are and with a surge. */
export interface RecordedSurge {
  readonly result: Backtest;
  readonly now: BacktestRun;
  readonly surge: BacktestRun;
  readonly comparison: Comparison;
  /** What fires with the surge alone. */
  readonly fired: readonly FiredMore[];
  /** Metrics whose values were scaled, and those that have lower limits alone. */
  readonly scaled: readonly string[];
  readonly left: readonly string[];
  /** What the samples and the incidents of both runs tell of the load. */
  readonly traffic: Readonly<Record<'now' | 'surge', RecordedTraffic>>;
}

type RecordedTraffic = Pick<Traffic, 'subjects' | 'everySeconds' | 'incidentsPerDay'>;

/** Plays both at once, over one reading of the files. */
export async function playSurge(
  files: readonly string[],
  config: Config,
  options: RecordedOptions & { readonly percent: number; readonly matchers?: readonly Matcher[] },
): Promise<RecordedSurge> {
  const { percent, matchers } = options;
  const metrics = surgeMetrics(config.rules);
  const scaled = new Set<string>();
  const isScaled = (sample: Sample): boolean => {
    const is = matchers ? matchesSample(matchers, sample) : metrics.scaled.has(sample.metric);
    if (is) {
      scaled.add(sample.metric);
    }
    return is;
  };
  const grow = createSurge({ percent, isScaled, plausible: plausibility(config.plausible) });
  const count = new ReadingCount();
  const result = await playRecorded(files, [config, config], options, (samples, run) => {
    if (run === 1) {
      return grow(samples);
    }
    count.take(samples);
    return samples;
  });
  const [now, surge] = result.runs;
  if (now === undefined || surge === undefined || result.from >= result.to) {
    throw new CliFailure(
      'failed',
      `The samples are ${result.samples === 0 ? 'none' : 'all of one moment'}; a forecast needs those of some time, such as a day.`,
    );
  }
  if (matchers !== undefined && scaled.size === 0) {
    throw new CliFailure('failed', '--scale matches none of the samples.');
  }
  const comparison = compareAlarms(now.alarms, surge.alarms);
  return {
    ...{ result, now, surge, comparison },
    fired: firedMore(now.alarms, comparison.added, result.to),
    scaled: [...scaled],
    left: matchers === undefined ? metrics.left : [],
    traffic: trafficOf(result, count, [now, surge], 1 + percent / 100),
  };
}

/** More samples are in proportion to the surge, and incidents as each run has them. */
function trafficOf(
  { from, to }: Backtest,
  { subjects, readings }: ReadingCount,
  [now, surge]: readonly [BacktestRun, BacktestRun],
  factor: number,
): RecordedSurge['traffic'] {
  const everySeconds = (subjects * (to - from)) / SECOND / readings;
  const perDay = ({ pages }: BacktestRun) =>
    (new Set(pages.map(({ order }) => order.incident)).size * DAY) / (to - from);
  return {
    now: { subjects, everySeconds, incidentsPerDay: perDay(now) },
    surge: { subjects: subjects * factor, everySeconds, incidentsPerDay: perDay(surge) },
  };
}
