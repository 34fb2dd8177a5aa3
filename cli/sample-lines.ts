import { createReadStream } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { constants, createGunzip } from 'node:zlib';
import type { Sample } from '#core/sample/sample.ts';
import { decodeArchived } from '#protocols/samples/decode.ts';
import { CliFailure } from './failure.ts';

/** How lines are read. */
export interface LineOptions {
  readonly replicaLabels?: readonly string[];
  /** Is told each sample that cannot be read, and each assumption, in words. */
  readonly tell: (line: string) => void;
  /** Says why a sample is not taken, in words without a full stop; undefined if it is. */
  readonly refuse?: (sample: Sample) => string | undefined;
}

export type Chunks = AsyncGenerator<readonly Sample[]>;

/** A compressed file is damaged: what stands before that was read. */
export class DamagedFile extends CliFailure {}

/** So many lines are decoded at once, and put in order among themselves. */
const LINES = 5_000;

const BY_LINES = /\.(?:jsonl|ndjson)(?:\.gz)?$/u;

/** Whether a file has a sample on each line, by its name. */
export function isByLines(file: string): boolean {
  return BY_LINES.test(file);
}

/**
 * Reads JSON Lines as a stream: a sample on each, as in `POST /v1/samples` or in the archive, and
 * compressed if the name ends in `.gz`. A file whose end is missing is read as far as it goes; one
 * that is damaged throws a `DamagedFile`.
 */
export function readLines(file: string, options: LineOptions): Chunks {
  return linesOf(textOf(file), file, options);
}

/**
 * Reads JSON Lines from a stream of text, and closes that, also where reading stops early.
 * @param file what it is called where something is wrong with it
 */
export async function* linesOf(source: Readable, file: string, options: LineOptions): Chunks {
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
    for await (const text of source) {
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
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) {
      throw error;
    }
    yield* someOf(decoded());
    const from = line === 0 ? '' : ` after line ${line}`;
    const Failure = code.startsWith('Z_') ? DamagedFile : CliFailure;
    throw new Failure('usage', `${file} cannot be read${from}: ${message}`);
  }
  lines.push(left);
  yield* someOf(decoded());
}

function textOf(file: string): Readable {
  const bytes = createReadStream(file);
  if (!file.endsWith('.gz')) {
    return bytes.setEncoding('utf8');
  }
  // Of a process that was killed the end is missing: by default that is an error.
  const gunzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
  // Whoever reads is told of errors by the last of them.
  return pipeline(bytes, gunzip, () => undefined).setEncoding('utf8');
}

/** An empty chunk would be taken for the end. */
function someOf(samples: readonly Sample[]): readonly (readonly Sample[])[] {
  return samples.length === 0 ? [] : [inOrder(samples)];
}

function decodeLines(
  lines: readonly string[],
  given: LineOptions & { readonly place: (index: number) => string },
): readonly Sample[] {
  const decoded = decodeArchived(`{"samples":[${lines.join(',')}]}`, given.replicaLabels);
  if (
    decoded.kind === 'samples' &&
    decoded.errors.length === 0 &&
    decoded.samples.length === lines.length &&
    decoded.samples.every(({ sample }) => given.refuse?.(sample) === undefined)
  ) {
    return decoded.samples.map(({ sample }) => sample);
  }
  return lines.flatMap((line, index) => decodeLine(line, given, given.place(index)));
}

/** Something is wrong with one of them: each by itself says which. */
function decodeLine(line: string, given: LineOptions, place: string): readonly Sample[] {
  if (line.trim() === '') {
    return [];
  }
  const decoded = decodeArchived(`{"samples":[${line}]}`, given.replicaLabels);
  if (decoded.kind === 'malformed') {
    given.tell(`${place}: ${decoded.detail}`);
    return [];
  }
  decoded.errors.forEach(({ detail }) => {
    given.tell(`${place}: ${detail}.`);
  });
  return decoded.samples.flatMap(({ sample }) => {
    const why = given.refuse?.(sample);
    if (why !== undefined) {
      given.tell(`${place}: ${why}.`);
    }
    return why === undefined ? [sample] : [];
  });
}

/** Returns samples from the oldest to the newest. */
export function inOrder(samples: readonly Sample[]): readonly Sample[] {
  const isSorted = samples.every((sample, i) => i === 0 || (samples[i - 1]?.at ?? 0) <= sample.at);
  return isSorted ? samples : [...samples].sort((a, b) => a.at - b.at);
}
