import { createReadStream } from 'node:fs';
import { extname } from 'node:path';
import type { Sample } from '#core/sample/sample.ts';
import { decodeJson } from '#protocols/samples/decode.ts';
import { CliFailure } from './failure.ts';
import { readText } from './read-config.ts';
import type { Defaults } from './samples-csv.ts';
import { readSamples } from './samples-file.ts';

/** How the files are read. */
export interface StreamOptions extends Defaults {
  readonly replicaLabels?: readonly string[];
  /** Is told each sample that cannot be read, and each assumption, in words. */
  readonly tell: (line: string) => void;
}

/** So many lines are decoded at once, and put in order among themselves. */
const LINES = 5_000;

const BY_LINES = ['.jsonl', '.ndjson'];

type Chunks = AsyncGenerator<readonly Sample[]>;

/**
 * Reads samples from files, from the oldest to the newest over all of them. JSON Lines, a sample on
 * each, are read as a stream: they should be in order, and what comes late stays late. CSV and JSON
 * are read whole, and put in order.
 */
export async function* streamSamples(files: readonly string[], options: StreamOptions): Chunks {
  const heads: { samples: readonly Sample[]; readonly rest: Chunks }[] = [];
  for (const file of files) {
    const rest = BY_LINES.includes(extname(file)) ? readLines(file, options) : whole(file, options);
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
}

async function nextOf(chunks: Chunks): Promise<readonly Sample[]> {
  const next = await chunks.next();
  return next.done ? [] : next.value;
}

function firstOf([first]: readonly Sample[]): number {
  return first?.at ?? Infinity;
}

async function* whole(file: string, { tell, replicaLabels, ...defaults }: StreamOptions): Chunks {
  const { samples, rejected, assumed } = readSamples(readText(file), file, defaults, replicaLabels);
  [...assumed, ...rejected].forEach(tell);
  yield inOrder(samples);
}

async function* readLines(file: string, options: StreamOptions): Chunks {
  let left = '';
  let line = 0;
  let lines: string[] = [];
  const decoded = () => {
    const samples = decodeLines(lines, {
      ...options,
      place: (i) => `${file}: line ${line + i + 1}`,
    });
    line += lines.length;
    lines = [];
    return samples;
  };
  try {
    for await (const text of createReadStream(file, 'utf8')) {
      const parts = `${left}${text}`.split('\n');
      left = parts.pop() ?? '';
      for (const part of parts) {
        lines.push(part);
        if (lines.length >= LINES) {
          yield* someOf(decoded());
        }
      }
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error) {
      throw new CliFailure('usage', `${file} cannot be read: ${error.message}`);
    }
    throw error;
  }
  lines.push(left);
  yield* someOf(decoded());
}

/** An empty chunk would be taken for the end. */
function someOf(samples: readonly Sample[]): readonly (readonly Sample[])[] {
  return samples.length === 0 ? [] : [inOrder(samples)];
}

function decodeLines(
  lines: readonly string[],
  given: StreamOptions & { readonly place: (index: number) => string },
): readonly Sample[] {
  const decoded = decodeJson(`{"samples":[${lines.join(',')}]}`, Number.NaN, given.replicaLabels);
  if (decoded.kind === 'samples' && decoded.errors.length === 0) {
    const dated = decoded.samples.map(({ sample }) => sample);
    if (dated.length === lines.length && dated.every(({ at }) => !Number.isNaN(at))) {
      return dated;
    }
  }
  return lines.flatMap((line, index) => decodeLine(line, given, given.place(index)));
}

/** Something is wrong with one of them: each by itself says which. */
function decodeLine(line: string, given: StreamOptions, place: string): readonly Sample[] {
  if (line.trim() === '') {
    return [];
  }
  const decoded = decodeJson(`{"samples":[${line}]}`, Number.NaN, given.replicaLabels);
  if (decoded.kind === 'malformed') {
    given.tell(`${place}: ${decoded.detail}`);
    return [];
  }
  decoded.errors.forEach(({ detail }) => {
    given.tell(`${place}: ${detail}.`);
  });
  return decoded.samples.flatMap(({ sample }) => {
    if (Number.isNaN(sample.at)) {
      given.tell(`${place}: it has no time.`);
      return [];
    }
    return [sample];
  });
}

function inOrder(samples: readonly Sample[]): readonly Sample[] {
  const isSorted = samples.every((sample, i) => i === 0 || (samples[i - 1]?.at ?? 0) <= sample.at);
  return isSorted ? samples : [...samples].sort((a, b) => a.at - b.at);
}
