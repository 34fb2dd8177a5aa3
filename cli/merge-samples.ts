import type { Sample } from '#core/sample/sample.ts';
import type { Chunks } from './sample-lines.ts';

/** What of a stream was read, and is not yet merged from a position on. */
interface Head {
  samples: readonly Sample[];
  from: number;
  readonly rest: Chunks;
}

/**
 * Merges streams of samples, each from the oldest to the newest, into one. It ends all of them,
 * also where whoever reads it stops before its end.
 */
export async function* mergeSamples(streams: readonly Chunks[]): Chunks {
  try {
    const heads: Head[] = [];
    for (const rest of streams) {
      heads.push({ samples: await nextOf(rest), from: 0, rest });
    }
    for (;;) {
      const waiting = heads.filter(({ samples }) => samples.length > 0);
      const [first, second] = waiting.sort((a, b) => firstOf(a) - firstOf(b));
      if (first === undefined) {
        return;
      }
      const { samples, from } = first;
      const to = endOf(first, second === undefined ? Infinity : firstOf(second));
      yield from === 0 && to === samples.length ? samples : samples.slice(from, to);
      if (to < samples.length) {
        first.from = to;
      } else {
        first.samples = await nextOf(first.rest);
        first.from = 0;
      }
    }
  } finally {
    for (const stream of streams) {
      await stream.return(undefined);
    }
  }
}

async function nextOf(chunks: Chunks): Promise<readonly Sample[]> {
  const next = await chunks.next();
  return next.done ? [] : next.value;
}

function firstOf({ samples, from }: Head): number {
  return samples[from]?.at ?? Infinity;
}

/** Returns the position behind the last of its samples that are not later than a moment. */
function endOf({ samples, from }: Head, until: number): number {
  let to = from + 1;
  while (to < samples.length && (samples[to]?.at ?? 0) <= until) {
    to += 1;
  }
  return to;
}
