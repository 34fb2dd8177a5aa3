import { type FileHandle, mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { archivedLine } from '#core/sample/archived.ts';
import type { Sample } from '#core/sample/sample.ts';
import { CliFailure } from './failure.ts';
import { mergeSamples } from './merge-samples.ts';
import {
  type Chunks,
  DamagedFile,
  inOrder,
  isByLines,
  type LineOptions,
  linesOf,
  readLines,
} from './sample-lines.ts';

/** So many samples are held at a time; what is more is put in order by way of files. */
const HELD = 500_000;

/** So many of them are written at once. */
const WRITTEN = 5_000;

/**
 * Reads the JSON Lines in a folder and in all within it, one folder after the other by their names,
 * as an archive has one for each day. Those of a folder are put in order, whatever file they stand
 * in, and one that stands in it twice counts once: an archive promises neither.
 */
export async function* readFolder(
  folder: string,
  options: LineOptions,
  held: number = HELD,
): Chunks {
  const days = await filesByFolder(folder, options);
  if (days.length === 0) {
    throw new CliFailure(
      'usage',
      `${folder} holds no samples: files of an archive end in .jsonl.gz, others may end in .jsonl or .ndjson.`,
    );
  }
  for (const files of days) {
    yield* inOrderOnce(readEach(files, options), held);
  }
}

async function filesByFolder(folder: string, { tell }: LineOptions) {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile() && !entry.name.startsWith('.'));
  for (const { name, parentPath } of files.filter((file) => !isByLines(file.name))) {
    tell(`${join(parentPath, name)} is not read: it is no JSON Lines.`);
  }
  const byFolder = Map.groupBy(
    files.filter(({ name }) => isByLines(name)),
    ({ parentPath }) => parentPath,
  );
  return [...byFolder]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, its]) => its.map(({ name }) => join(path, name)).sort());
}

async function* readEach(files: readonly string[], options: LineOptions): Chunks {
  for (const file of files) {
    try {
      yield* readLines(file, options);
    } catch (error) {
      if (!(error instanceof DamagedFile)) {
        throw error;
      }
      options.tell(`${error.message}. The other files are read all the same.`);
    }
  }
}

/** Puts samples in order, and leaves out copies. What does not fit into memory lies in files. */
async function* inOrderOnce(chunks: Chunks, most: number): Chunks {
  let held: Sample[] = [];
  const spilled: FileHandle[] = [];
  try {
    for await (const chunk of chunks) {
      for (const sample of chunk) {
        held.push(sample);
      }
      if (held.length >= most) {
        const file = await namelessFile();
        spilled.push(file);
        await spill(file, inOrder(held));
        held = [];
      }
    }
    yield* momentsOnce(mergeSamples([...spilled.map(readSpilled), whole(inOrder(held))]));
  } finally {
    await Promise.all(spilled.map((file) => file.close()));
  }
}

/**
 * Opens a file and removes its name: samples are patient data, nobody else may read them, and none
 * of them may stay if the process is killed.
 */
async function namelessFile(): Promise<FileHandle> {
  const folder = await mkdtemp(join(tmpdir(), 'wardbell-samples-'));
  try {
    return await open(join(folder, 'samples.jsonl'), 'wx+', 0o600);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function spill(file: FileHandle, samples: readonly Sample[]): Promise<void> {
  for (let from = 0; from < samples.length; from += WRITTEN) {
    const some = samples.slice(from, from + WRITTEN);
    await file.appendFile(some.map((sample) => `${archivedLine(sample, sample.at)}\n`).join(''));
  }
}

/** Labels that name a replica were taken from samples when they were read first. */
async function* readSpilled(file: FileHandle): Chunks {
  const text = file.createReadStream({ start: 0, encoding: 'utf8' });
  yield* linesOf(text, 'a file of samples', { replicaLabels: [], tell: neverTold });
}

function neverTold(line: string): never {
  throw new Error(`what was written a moment ago cannot be read: ${line}`);
}

async function* whole(samples: readonly Sample[]): Chunks {
  if (samples.length > 0) {
    yield samples;
  }
}

/** Puts samples of one moment into an order that does not depend on how they came. */
async function* momentsOnce(chunks: Chunks): Chunks {
  let moment: Sample[] = [];
  for await (const chunk of chunks) {
    const over: Sample[] = [];
    for (const sample of chunk) {
      if (moment[0] !== undefined && moment[0].at !== sample.at) {
        over.push(...once(moment));
        moment = [];
      }
      moment.push(sample);
    }
    if (over.length > 0) {
      yield over;
    }
  }
  yield* whole(once(moment));
}

function once(moment: readonly Sample[]): readonly Sample[] {
  if (moment.length < 2) {
    return moment;
  }
  const byText = new Map(moment.map((sample) => [archivedLine(sample, 0), sample]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sample]) => sample);
}
