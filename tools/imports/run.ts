import { globSync, readFileSync } from 'node:fs';
import { judge } from './judge.ts';
import { readImports } from './read-imports.ts';

/** Part of `npm run lint`: says which imports go against the table of `matrix.ts`. */
const files = globSync('*/**/*.ts', { exclude: (name) => /^(node_modules|build|\.)/.test(name) });
const breaches = files.sort().flatMap((file) =>
  readImports(file, readFileSync(file, 'utf8')).flatMap(({ from, line }) => {
    const why = judge(file, from);
    return why === undefined ? [] : [`${file}:${line}: ${why}`];
  }),
);
if (breaches.length > 0) {
  console.error(`${breaches.join('\n\n')}\n\n${breaches.length} imports are not allowed.`);
  process.exitCode = 1;
}
