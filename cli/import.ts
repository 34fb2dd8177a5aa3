import { existsSync, writeFileSync } from 'node:fs';
import { Argument, type Command } from 'commander';
import type { MovedIn, Source } from '#config/moving/import.ts';
import { oneLine } from '#core/text/one-line.ts';
import { CliFailure } from './failure.ts';
import { readText } from './read-text.ts';

interface Options {
  readonly plan?: boolean;
  readonly out: string;
  readonly force?: boolean;
}

/** Systems that can be moved in from; the reader of exports has one for each. */
const SOURCES = [
  'opsgenie',
  'pagerduty',
  'grafana-oncall',
  'goalert',
  'alertmanager',
] as const satisfies readonly Source[];

/** `wardbell import`: a config of what a team pages by elsewhere. */
export function addImport(program: Command): void {
  program
    .command('import')
    .addArgument(new Argument('<system>', 'where the files come from').choices(SOURCES))
    .argument('<files...>', 'what it exports, see docs/moving-in.md')
    .description('make a config of what another system exports; what that cannot say ends with 1')
    .option('--plan', 'only tell what becomes of each thing, and write nothing')
    .option('--out <file>', 'where the config goes', 'wardbell.yaml')
    .option('--force', 'also over a file that is there')
    .action(importFiles);
}

async function importFiles(
  system: (typeof SOURCES)[number],
  files: readonly string[],
  options: Options,
): Promise<void> {
  // Loaded lazily: the reader of YAML would slow down every other command.
  const { moveIn, entryText, hclReader, isConfiguration } = await import(
    '#config/moving/import.ts'
  );
  if (!options.plan && !options.force && existsSync(options.out)) {
    throw new CliFailure(
      'usage',
      `${options.out} is there, and stays as it is: write elsewhere with --out, or over it with --force.`,
    );
  }
  const read = files.map((name) => ({ name, text: readText(name) }));
  const hcl = read.some(isConfiguration) ? await hclReader() : undefined;
  const moved = moveIn(system, read, Date.now(), hcl);
  for (const entry of moved.entries) {
    console.log(oneLine(`${entry.carried ? '✓' : '✗'} ${entryText(entry)}`));
  }
  finish(moved, options);
}

function finish({ yaml, entries }: MovedIn, { plan, out }: Options): void {
  const lost = entries.filter(({ carried }) => !carried).length;
  const told = `${entries.length - lost} of ${entries.length} carry over.`;
  if (!plan && yaml !== undefined) {
    writeFileSync(out, yaml);
    console.log(
      `\n${told} ${out} is written: read its comments, then "npx --no-install wardbell validate ${out}".`,
    );
  } else {
    console.log(`\n${told}`);
  }
  if (lost > 0) {
    throw new CliFailure('failed', `What is marked ✗ cannot be said here: ${lost} in all.`);
  }
}
