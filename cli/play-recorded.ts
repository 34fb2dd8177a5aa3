import type { Config } from '#core/team/config.ts';
import type { AsPlayed, Backtest } from '#local/backtest.ts';
import { configClocks } from './clocks.ts';
import { countedLines } from './counted-lines.ts';
import { learningWarning } from './learning-warning.ts';
import type { RecordedOptions } from './recorded-options.ts';

/**
 * Plays the samples of files and folders through each of the configs, and tells what of them cannot
 * be read.
 */
export async function playRecorded(
  files: readonly string[],
  configs: readonly [Config, ...Config[]],
  options: RecordedOptions,
  asPlayed?: AsPlayed,
): Promise<Backtest> {
  // Loaded lazily: the readers of files would slow down every other command.
  const { streamSamples } = await import('./sample-stream.ts');
  const { backtest } = await import('#local/backtest.ts');
  const [config] = configs;
  const { timeZone } = configClocks(options, config);
  const { subject, metric, unit } = options;
  const wrong = countedLines();
  const samples = streamSamples(files, {
    timeZone,
    tell: wrong.tell,
    ...(subject !== undefined && { subject }),
    ...(metric !== undefined && { metric }),
    ...(unit !== undefined && { unit }),
    ...(config.replicaLabels !== undefined && { replicaLabels: config.replicaLabels }),
  });
  const result = await backtest(configs, samples, asPlayed);
  wrong.end();
  const warning = learningWarning(config, result.to - result.from);
  if (warning !== undefined) {
    console.error(warning);
  }
  return result;
}
