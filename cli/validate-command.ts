import type { Command } from 'commander';
import { parseTimeArgument } from './arguments.ts';
import { validate } from './validate.ts';

/** `wardbell validate`: what is wrong with a config, or what is proven of it. */
export function addValidate(program: Command): void {
  program
    .command('validate <files...>')
    .description('check what your team wrote, and that everybody is reached at every minute')
    .option('--from <time>', 'prove a year and a day from then (default: now)', parseTimeArgument)
    .action((files: readonly string[], { from }: { readonly from?: string }) => {
      const start = from === undefined ? Date.now() : Date.parse(from);
      process.exitCode = validate(files, { from: start, write: (text) => console.log(text) });
    });
}
