import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { entryText } from '#config/moving/compose.ts';
import { hclReader, type MovedIn, moveIn, type Source } from '#config/moving/import.ts';
import type { ExportedFile } from '#config/moving/records.ts';

const FOLDER = join(import.meta.dirname, 'exports');

const hcl = await hclReader();

/** A moment after all the exports. */
const NOW = Date.parse('2026-11-29T12:00:00Z');

/** Returns the exports of a system: one each, or of several files in a folder. */
export function exportsOf(source: Source): readonly string[] {
  return readdirSync(join(FOLDER, source)).sort();
}

function filesOf(source: Source, name: string): readonly ExportedFile[] {
  const path = join(FOLDER, source, name);
  const isFolder = !/\.\w+$/u.test(name);
  const paths = isFolder
    ? readdirSync(path, { recursive: true, encoding: 'utf8' })
        .filter((one) => /\.\w+$/u.test(one))
        .sort()
        .map((one) => join(path, one))
    : [path];
  return paths.map((one) => ({ name: one.slice(FOLDER.length), text: readFileSync(one, 'utf8') }));
}

export function moved(source: Source, files: readonly ExportedFile[]) {
  return moveIn(source, files, NOW, hcl);
}

const known = new Map<string, MovedIn>();

/** Returns what is made of an export, made once for all tests of a file. */
export function movedExport(source: Source, name: string): MovedIn {
  const key = `${source} ${name}`;
  const made = known.get(key) ?? movedAgain(source, name);
  known.set(key, made);
  return made;
}

export function movedAgain(source: Source, name: string): MovedIn {
  return moved(source, filesOf(source, name));
}

/** Returns the config that is made of an export, as data. */
export function configOf(source: Source, name: string) {
  return parse(movedExport(source, name).yaml ?? '');
}

/** Returns the plan of an export. */
export function textOf(source: Source, name: string): string {
  return movedExport(source, name)
    .entries.map((entry) => `${entry.carried ? '✓' : '✗'} ${entryText(entry)}`)
    .join('\n');
}
