import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { AnyShape } from '#adapters/stored/shape.ts';
import type { Incident } from '#core/incident/incident.ts';
import { PERMISSIONS } from '#deployment/permissions.ts';
import { ALL_KINDS } from '../../test/adapters/stored/all-kinds.ts';
import { goldenFolder, type Release } from '../../test/support/last-release.ts';
import { type GoldenItem, itemsOf, withManyAlerts } from './as-stored.ts';
import { examplesOf } from './examples.ts';
import { fullDocument, pick, placesOf, type Recorded } from './pick.ts';

/**
 * `npm run golden`: writes what is kept of the version that is checked out into the folder of
 * `test/golden/` that is called as package.json has it: its code as one file, and documents as it
 * stores and sends them, which are recorded while its own tests run. It belongs to each release;
 * see the README there.
 */
const ROOT = join(import.meta.dirname, '..', '..');
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  readonly version: string;
};
const folder = goldenFolder(version);

/** Maximum size of a version's code, without comments and dependencies. */
const MAX_BYTES = 600 * 1024;

/** Tests that exercise every kind of document. */
const PLAYED = [
  'test/scenarios',
  'test/usecases',
  'test/lambdas',
  'test/core',
  'test/invariants/crash',
];

async function writeCode(): Promise<Release> {
  const file = join(folder, 'released.js');
  await build({
    entryPoints: [join(import.meta.dirname, 'released.ts')],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    legalComments: 'none',
  });
  if (statSync(file).size > MAX_BYTES) {
    throw new Error(`${file} has ${statSync(file).size} bytes, more than ${MAX_BYTES}.`);
  }
  return (await import(file)) as Release;
}

/** Returns the documents that stores and queues write while the checked-out version's tests run. */
function record(): readonly Recorded[] {
  const place = mkdtempSync(join(tmpdir(), 'wardbell-golden-'));
  const archive = execFileSync('git', ['archive', 'HEAD'], { cwd: ROOT, maxBuffer: 2 ** 30 });
  spawnSync('tar', ['-x', '-C', place], { input: archive });
  symlinkSync(join(ROOT, 'node_modules'), join(place, 'node_modules'));
  cpSync(join(import.meta.dirname, 'record-documents.ts'), join(place, 'record-documents.ts'));
  const config = readFileSync(join(place, 'jest.config.js'), 'utf8');
  const also = config.replace('setupFiles: [', "setupFiles: ['<rootDir>/record-documents.ts', ");
  writeFileSync(join(place, 'jest.config.js'), also);
  const file = join(place, 'recorded.ndjson');
  const args = ['run', '--silent', 'jest', '--', ...PLAYED];
  const env = { ...process.env, WARDBELL_GOLDEN_RECORD: file };
  const { status } = spawnSync('npm', args, { cwd: place, env, stdio: 'inherit' });
  if (status !== 0) {
    throw new Error(`The tests of what is checked out fail; see above. They ran in ${place}.`);
  }
  const recorded = readFileSync(file, 'utf8').trim().split('\n');
  rmSync(place, { recursive: true });
  return recorded.map((line) => JSON.parse(line) as Recorded);
}

function same(document: object): object {
  return document;
}

async function writeDocuments(release: Release, recorded: readonly Recorded[]): Promise<void> {
  const items: GoldenItem[] = [];
  const messages: { readonly kind: string; readonly body: string }[] = [];
  for (const [kind, { shape, fromStored = same }] of Object.entries(ALL_KINDS)) {
    const mine = recorded.filter((one) => one.kind === kind).map(({ document }) => document);
    const documents = [...pick(mine, shape as AnyShape), ...examplesOf(kind, shape as AnyShape)];
    for (const document of documents.map((one) => fromStored(one as object))) {
      if (kind.endsWith('-messages')) {
        const format = release.code.formats[kind.split('-')[0] as 'incident'];
        const body = (format?.write ?? JSON.stringify)(document as never);
        messages.push({ kind, body });
      }
      items.push(...(await itemsOf(release, kind, document)));
    }
  }
  const incident = fullDocument(ALL_KINDS['incidents']?.shape as AnyShape) as Incident;
  items.push(...(await itemsOf(release, 'incidents', withManyAlerts(incident))));
  writeLines('items.json', items);
  writeLines('messages.json', messages);
}

function writeLines(name: string, entries: readonly object[]): void {
  const lines = entries.map((entry) => JSON.stringify(entry)).join(',\n');
  writeFileSync(join(folder, name), `[\n${lines}\n]\n`);
}

function writeShapes(): void {
  const shapes = Object.entries(ALL_KINDS).map(([kind, { version: of, shape }]) => [
    kind,
    { version: of, places: placesOf(shape as AnyShape) },
  ]);
  writeJson('shapes.json', Object.fromEntries(shapes));
}

function writeJson(name: string, contents: object): void {
  writeFileSync(join(folder, name), `${JSON.stringify(contents, null, 1)}\n`);
}

if (existsSync(folder)) {
  throw new Error(`${folder} is there already: what was released does not change.`);
}
mkdirSync(folder);
await writeDocuments(await writeCode(), record());
writeShapes();
writeJson('permissions.json', PERMISSIONS);
console.log(`${folder} is written: look through it, and commit it with the release.`);
