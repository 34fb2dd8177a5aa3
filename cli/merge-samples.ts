import type { Sample } from '#core/sample/sample.ts';
import type { Chunks } from './sample-lines.ts';

/**
 * Merges streams of samples, each from the oldest to the newest, into one. It ends all of them,
 * also where whoever reads it stops before its end.
 */
export async function* mergeSamples(streams: readonly Chunks[]): Chunks {
  try {
    const heads: { samples: readonly Sample[]; readonly rest: Chunks }[] = [];
    for (const rest of streams) {
      heads.push({ samples: await nextOf(rest), rest });
    }
    for (;;) {
      const waiting = heads.filter(({ samples }) => samples.length > 0);
      const [first, second] = waiting.sort((a, b) => firstOf(a.samples) - firstOf(b.samples));
      if (first === undefined) {
        return;
      }
      const until = second === undefined ? Infinity : firstOf(second.samples);
      const cut = first.samples.findIndex(({ at }) => at > until);
      const [taken, left] =
        cut < 0 ? [first.samples, []] : [first.samples.slice(0, cut), first.samples.slice(cut)];
      yield taken;
      first.samples = left.length > 0 ? left : await nextOf(first.rest);
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

function firstOf([first]: readonly Sample[]): number {
  return first?.at ?? Infinity;
}
