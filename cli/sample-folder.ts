import { createWriteStream } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { archivedLine } from '#core/sample/archived.ts';
import type { Sample } from '#core/sample/sample.ts';
import { CliFailure } from './failure.ts';
import { mergeSamples } from './merge-samples.ts';
import { type Chunks, inOrder, isByLines, type LineOptions, readLines } from './sample-lines.ts';

/** So many samples are held at a time; what is more is put in order by way of files. */
const HELD = 500_000;

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
    yield* readLines(file, options);
  }
}

/** Puts samples in order, and leaves out copies. What does not fit into memory lies in files. */
async function* inOrderOnce(chunks: Chunks, most: number): Chunks {
  let held: Sample[] = [];
  let spilled: { readonly folder: string; readonly files: string[] } | undefined;
  try {
    for await (const chunk of chunks) {
      held = held.concat(chunk);
      if (held.length >= most) {
        spilled ??= { folder: await mkdtemp(join(tmpdir(), 'wardbell-samples-')), files: [] };
        const file = join(spilled.folder, `${spilled.files.length}.jsonl`);
        await spill(file, inOrder(held));
        spilled.files.push(file);
        held = [];
      }
    }
    const runs = (spilled?.files ?? []).map((file) => readLines(file, { tell: neverTold }));
    yield* momentsOnce(mergeSamples([...runs, whole(inOrder(held))]));
  } finally {
    if (spilled !== undefined) {
      await rm(spilled.folder, { recursive: true });
    }
  }
}

/** They are patient data: nobody else may read the file. */
async function spill(file: string, samples: readonly Sample[]): Promise<void> {
  const lines = function* () {
    for (const sample of samples) {
      yield `${archivedLine(sample, sample.at)}\n`;
    }
  };
  await pipeline(lines, createWriteStream(file, { mode: 0o600 }));
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
