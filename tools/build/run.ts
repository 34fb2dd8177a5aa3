import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GRAMMAR } from '#config/moving/terraform/syntax.ts';
import { buildConsole } from '#console/build.ts';
import { FUNCTIONS, type FunctionName } from '#deployment/functions.ts';
import { bundleFunction } from '../../lib/function-code.ts';
import { bundlePrograms } from './bundle-programs.ts';
import { declareTypes } from './declare-types.ts';
import { headingsOf, withoutDeadLinks } from './links.ts';
import { manifest } from './manifest.ts';
import { bundledPackages, licensesText, packagesOf, thirdParties } from './third-party.ts';

/**
 * `npm run build`: makes in build/package what is published: the programs as JavaScript with their
 * types and source maps, the bundles of the functions with the licences of what is in them, the
 * schema of the config, the documents, the examples.
 * `npm pack ./build/package` makes the archive of it.
 */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const OUT = join(ROOT, 'build/package');
/** The one file that is used of a package that runs a script wherever it is installed. */
const GRAMMAR_FILE = join('node_modules', GRAMMAR);
const AS_THEY_ARE = [
  ...['CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', 'LICENSE', 'NOTICE'],
  ...['docs', 'schema', 'examples', ...globSync('protocols/**/README.md', { cwd: ROOT })],
];

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
for (const name of AS_THEY_ARE) {
  cpSync(join(ROOT, name), join(OUT, name), { recursive: true });
}
cpSync(join(import.meta.dirname, 'package-readme.md'), join(OUT, 'README.md'));
leaveOutDeadLinks(OUT);
for (const name of Object.keys(FUNCTIONS) as FunctionName[]) {
  bundleFunction(name, join(OUT, 'functions', name));
}
const bundled = thirdParties(ROOT, [
  ...bundledPackages(join(OUT, 'functions')),
  ...packagesOf([...Object.keys(buildConsole().metafile.inputs), GRAMMAR_FILE]),
]);
writeFileSync(join(OUT, 'THIRD-PARTY-LICENSES.txt'), licensesText(bundled));
declareTypes(ROOT, ['lib/index.ts', 'config/index.ts', 'api/client/index.ts'], join(OUT, 'types'));
const packages = bundlePrograms(ROOT, join(OUT, 'dist'));
cpSync(join(ROOT, GRAMMAR_FILE), join(OUT, 'dist', basename(GRAMMAR_FILE)));
writeFileSync(join(OUT, 'package.json'), `${JSON.stringify(manifest(packages), null, 2)}\n`);
console.log(`Built in ${OUT}`);

function leaveOutDeadLinks(folder: string): void {
  const pages = globSync('**/*.md', { cwd: folder });
  const texts = new Map(pages.map((page) => [page, readFileSync(join(folder, page), 'utf8')]));
  const headings = new Map([...texts].map(([page, text]) => [page, headingsOf(text)]));
  const has = (file: string, heading?: string) =>
    heading === undefined
      ? existsSync(join(folder, file))
      : headings.get(file)?.has(heading) === true;
  for (const [page, text] of texts) {
    writeFileSync(join(folder, page), withoutDeadLinks(page, text, has));
  }
}
