import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A third-party package of which parts are bundled. */
export interface ThirdParty {
  readonly name: string;
  readonly version: string;
  /** SPDX expression from its package.json. */
  readonly license: string;
  /** Full texts of its licence and notice files. */
  readonly texts: readonly string[];
}

/** Permissive licences, which ask for their text and nothing more. */
const PERMISSIVE = ['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC'];
const ALLOWED = new Set([...PERMISSIVE, 'CC0-1.0', 'MIT', 'MIT-0', 'Unlicense']);

/**
 * Returns the folders of the packages whose modules are in these bundles, according to the source
 * maps.
 */
export function bundledPackages(folder: string): readonly string[] {
  const maps = globSync('**/*.map', { cwd: folder });
  const sources = maps.flatMap((map) => {
    const { sources: named }: { readonly sources: readonly string[] } = JSON.parse(
      readFileSync(join(folder, map), 'utf8'),
    );
    return named;
  });
  return packagesOf(sources);
}

/** Returns the folders of the packages to which these modules belong, each once. */
export function packagesOf(sources: readonly string[]): readonly string[] {
  const found = sources.flatMap((source) => {
    const [, inside] = /^.*?(node_modules\/.+)$/u.exec(source) ?? [];
    return inside === undefined ? [] : [folderOf(inside)];
  });
  return [...new Set(found)].sort();
}

/** Returns a module's package: the name after the last `node_modules`, with its scope. */
function folderOf(module: string): string {
  const [before, after = ''] = splitAtLast(module, 'node_modules/');
  const parts = after.split('/').slice(0, after.startsWith('@') ? 2 : 1);
  return `${before}node_modules/${parts.join('/')}`;
}

function splitAtLast(text: string, at: string): readonly [string, string] {
  const index = text.lastIndexOf(at);
  return [text.slice(0, index), text.slice(index + at.length)];
}

/**
 * Reads the packages in these folders. Throws on a licence that is not permissive, since it would
 * oblige users of the package to more than keeping its text.
 */
export function thirdParties(root: string, folders: readonly string[]): readonly ThirdParty[] {
  const all = folders.map((folder) => readThirdParty(join(root, folder)));
  const refused = all.filter(({ license }) => !isPermissive(license));
  if (refused.length > 0) {
    const said = refused.map(({ name, version, license }) => `${name} ${version}: ${license}`);
    throw new Error(
      `What is bundled must have one of the licences ${[...ALLOWED].join(', ')}; these have not: ${said.join('; ')}. Take another package, or leave it out of the bundles.`,
    );
  }
  return all;
}

function readThirdParty(folder: string): ThirdParty {
  const {
    name,
    version,
    license = 'none',
  } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)/iu.test(file));
  const texts = files.sort().map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return { name, version, license: typeof license === 'string' ? license : license.type, texts };
}

/** `(MIT OR GPL-3.0)` lets one choose; `MIT AND GPL-3.0` does not. */
export function isPermissive(expression: string): boolean {
  return expression
    .replaceAll(/[()]/gu, '')
    .split(/ OR /u)
    .some((choice) => choice.split(/ AND /u).every((license) => ALLOWED.has(license)));
}

/** Returns the third-party notices that accompany the bundles. */
export function licensesText(all: readonly ThirdParty[]): string {
  const listed = all.map(({ name, version, license }) => `${name} ${version} (${license})`);
  const texts = all.map(
    ({ name, version, license, texts: own }) =>
      `${'-'.repeat(80)}\n${name} ${version}\n${license}\n\n${own.join('\n\n') || 'It comes without a text of its own.'}\n`,
  );
  return `The functions of Wardbell contain parts of these packages:\n\n${listed.join('\n')}\n\n${texts.join('\n')}`;
}
