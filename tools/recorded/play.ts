import { basename, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from '#cli/read-config.ts';
import { readEvents } from '#cli/read-events.ts';
import { streamSamples } from '#cli/sample-stream.ts';
import { type LabelledEvent, missedEvents } from '#core/burden/events.ts';
import type { Config } from '#core/team/config.ts';
import { type BacktestRun, backtest } from '#local/backtest.ts';
import type { Recording } from './recordings.ts';

/** What a config made of a part of a recording, if nobody answered. */
export interface Outcome {
  readonly alarms: number;
  readonly pages: number;
  /** Labelled events of this part during which an alarm of their subject was on. */
  readonly told: number;
}

/** What both configs made of a part of a recording. */
export interface Part {
  readonly recording: Recording;
  /** Whether it is the part that the tuned config was written by, or the rest. */
  readonly part: 'looked at' | 'rest';
  readonly events: number;
  readonly begun: Outcome;
  readonly tuned: Outcome;
}

const example = (name: string) =>
  readConfig(fileURLToPath(new URL(`../../examples/recorded/${name}.yaml`, import.meta.url)));

/**
 * Plays recordings through `examples/recorded/begun.yaml` and `tuned.yaml`. Each is played as a
 * whole: an alarm, a page and an event belong to the part in which they begin.
 */
export async function playRecordings(recordings: readonly Recording[]): Promise<readonly Part[]> {
  const configs = [example('begun'), example('tuned')];
  const parts: Part[] = [];
  for (const recording of recordings) {
    parts.push(...(await playOne(recording, configs)));
  }
  return parts;
}

async function playOne(recording: Recording, configs: readonly Config[]): Promise<readonly Part[]> {
  const { file, cut } = recording;
  // What cannot be read as a sample is expected: an oximeter has no number where it reads nothing.
  const samples = streamSamples([file], { timeZone: 'UTC', tell: () => undefined });
  const { runs } = await backtest(configs, samples);
  const [begun, tuned] = runs as [BacktestRun, BacktestRun];
  const subject = basename(file, extname(file));
  const events = readEvents(recording.events, 'UTC').filter((one) => one.subject === subject);
  return (['looked at', 'rest'] as const).map((part) => {
    const isInPart = (at: number) => at < cut === (part === 'looked at');
    const own = events.filter(({ from }) => isInPart(from));
    const outcome = (run: BacktestRun) => outcomeOf(run, { subject, events: own, isInPart });
    return {
      recording,
      part,
      events: own.length,
      begun: outcome(begun),
      tuned: outcome(tuned),
    };
  });
}

function outcomeOf(
  { alarms, pages }: BacktestRun,
  given: {
    readonly subject: string;
    readonly events: readonly LabelledEvent[];
    readonly isInPart: (at: number) => boolean;
  },
): Outcome {
  const { subject, events, isInPart } = given;
  return {
    alarms: alarms.filter((alarm) => alarm.subject === subject && isInPart(alarm.began)).length,
    pages: pages.filter(({ order }) => isInPart(order.at)).length,
    told: events.length - missedEvents(events, alarms).length,
  };
}
