import { statSync } from 'node:fs';
import type { Sample } from '#core/sample/sample.ts';
import { CliFailure } from './failure.ts';
import { mergeSamples } from './merge-samples.ts';
import { readText } from './read-text.ts';
import { readFolder } from './sample-folder.ts';
import { type Chunks, inOrder, isByLines, type LineOptions, readLines } from './sample-lines.ts';
import type { Defaults } from './samples-csv.ts';
import { readSamples, type SamplesFile } from './samples-file.ts';

/** How files and folders are read. */
export interface StreamOptions extends Defaults, LineOptions {}

/**
 * Reads samples from files and folders, from the oldest to the newest over all of them. JSON Lines
 * are read as a stream: they should be in order, and what comes late stays late. Folders of them,
 * CSV and JSON are put in order.
 */
export function streamSamples(paths: readonly string[], options: StreamOptions): Chunks {
  return mergeSamples(paths.map((path) => streamOf(path, options)));
}

/** Reads all samples of a file or folder. One that holds none is a failure. */
export async function gatherSamples(
  path: string,
  defaults: Defaults,
  replicaLabels?: readonly string[],
): Promise<SamplesFile> {
  if (!isFolder(path) && !isByLines(path)) {
    return readSamples(readText(path), path, defaults, {
      ...(replicaLabels !== undefined && { replicaLabels }),
    });
  }
  const rejected: string[] = [];
  const tell = (line: string) => rejected.push(line);
  const given = { ...defaults, tell, ...(replicaLabels !== undefined && { replicaLabels }) };
  const chunks: (readonly Sample[])[] = [];
  for await (const chunk of streamSamples([path], given)) {
    chunks.push(chunk);
  }
  const samples = chunks.flat();
  if (samples.length === 0) {
    const some = rejected.slice(0, 5);
    throw new CliFailure('failed', [`${path} holds no samples.`, ...some].join('\n'));
  }
  return { samples, rejected, assumed: [] };
}

function streamOf(path: string, options: StreamOptions): Chunks {
  if (isFolder(path)) {
    return readFolder(path, options);
  }
  return isByLines(path) ? readLines(path, options) : whole(path, options);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

async function* whole(file: string, given: StreamOptions): Chunks {
  const { tell, refuse, replicaLabels, ...defaults } = given;
  const text = readText(file);
  const { samples, rejected, assumed } = readSamples(text, file, defaults, {
    ...(refuse !== undefined && { refuse }),
    ...(replicaLabels !== undefined && { replicaLabels }),
  });
  [...assumed, ...rejected].forEach(tell);
  yield inOrder(samples);
}
