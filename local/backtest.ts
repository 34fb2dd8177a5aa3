import { type Alarm, alarmsOf } from '#core/burden/alarms.ts';
import { countBurden } from '#core/burden/count.ts';
import { type Figures, figuresOf } from '#core/burden/figures.ts';
import type { Tally } from '#core/burden/tally.ts';
import { compileRules } from '#core/evaluation/rule-set.ts';
import { isUneventful } from '#core/evaluation/uneventful.ts';
import { compareOpened } from '#core/incident/compare-opened.ts';
import { compareOrdered } from '#core/paging/compare-ordered.ts';
import type { PageRecord } from '#core/paging/page.ts';
import type { Sample } from '#core/sample/sample.ts';
import type { Config } from '#core/team/config.ts';
import { HOUR, type Instant } from '#core/time/instant.ts';
import { createSimulatedWorld, type SimulatedWorld } from './simulated-world.ts';

/** What a config made of recorded samples, if nobody answered. */
export interface BacktestRun {
  readonly alarms: readonly Alarm[];
  /** The pages on record, from the oldest to the newest. */
  readonly pages: readonly PageRecord[];
  readonly tally: Tally;
  readonly figures: Figures;
}

export interface Backtest {
  readonly samples: number;
  readonly from: Instant;
  readonly to: Instant;
  /** Of each config, in the order in which they were given. */
  readonly runs: readonly BacktestRun[];
}

/** Returns what one of the runs, by its index, is to play of a chunk. */
export type AsPlayed = (samples: readonly Sample[], run: number) => readonly Sample[];

/** No alert that waits for more samples is decided later than so long after the last. */
const AFTER = HOUR;

/**
 * Plays samples, in chunks from the oldest to the newest, through each of the configs. The use
 * cases are those of the platform, on ports in memory; a sample that changes nothing of its subject
 * is passed over, as the platform writes nothing for it.
 */
export async function backtest(
  configs: readonly Config[],
  chunks: AsyncIterable<readonly Sample[]>,
  asPlayed: AsPlayed = (samples) => samples,
): Promise<Backtest> {
  let players: readonly Player[] = [];
  let [samples, from, to] = [0, 0, 0];
  for await (const chunk of chunks) {
    const [first] = chunk;
    if (first !== undefined && players.length === 0) {
      from = first.at;
      players = configs.map((config) => createPlayer(config, from));
    }
    for (const [run, player] of players.entries()) {
      await player.play(asPlayed(chunk, run));
    }
    samples += chunk.length;
    to = Math.max(to, chunk.at(-1)?.at ?? 0);
  }
  const runs: BacktestRun[] = [];
  for (const player of players) {
    runs.push(await player.end({ from, to: to + AFTER }));
  }
  return { samples, from, to, runs };
}

interface Player {
  play(samples: readonly Sample[]): Promise<void>;
  end(span: { readonly from: Instant; readonly to: Instant }): Promise<BacktestRun>;
}

function createPlayer(config: Config, start: Instant): Player {
  const world = createSimulatedWorld(config, start);
  const rules = compileRules(config);
  return {
    async play(samples) {
      let tick = await world.nextTick();
      for (let next = 0; next < samples.length; ) {
        const sample = samples[next];
        if (sample === undefined) {
          return;
        }
        if (sample.at >= tick) {
          await world.passUntil(sample.at);
        } else if (isUneventful(rules, world.stored(sample.subject), sample)) {
          next += 1;
          continue;
        } else {
          const moment = momentAt(samples, next);
          // What comes late comes now, as it would on the platform.
          await world.passUntil(Math.max(sample.at, world.now()));
          await world.post(moment);
          next += moment.length;
        }
        tick = await world.nextTick();
      }
    },
    async end({ from, to }) {
      await world.passUntil(to);
      return runOf(world, { from, to, timeZone: config.timeZone });
    },
  };
}

/** Returns the samples of one moment, from an index on. */
function momentAt(samples: readonly Sample[], from: number): readonly Sample[] {
  let end = from + 1;
  while (end < samples.length && samples[end]?.at === samples[from]?.at) {
    end += 1;
  }
  return samples.slice(from, end);
}

async function runOf(
  { ports, ...ids }: SimulatedWorld,
  span: { readonly from: Instant; readonly to: Instant; readonly timeZone: string },
): Promise<BacktestRun> {
  const [incidents, records] = await Promise.all([
    ports.incidents.load([...ids.incidents]),
    ports.pages.load([...ids.pages]),
  ]);
  const count = countBurden({ ...span, now: span.to });
  const opened = [...incidents.values()].sort(compareOpened);
  for (const incident of opened) {
    count.incident(incident);
  }
  const newest = [...records.values()].sort((a, b) => compareOrdered(a.order, b.order));
  for (const record of newest) {
    count.page(record);
  }
  const tally = count.tally();
  const alarms = opened.flatMap(alarmsOf).sort((a, b) => a.began - b.began);
  return { alarms, pages: newest.toReversed(), tally, figures: figuresOf(tally, span) };
}
