import type { Command } from 'commander';
import { EXAMPLE_CONFIG } from './default-config.ts';
import { loadPlatform } from './load-platform.ts';

/** `wardbell demo`: a night at the example hospital, on the real platform. */
export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('play a night at the example hospital: about half a minute')
    .option('--browser', 'answer the pages yourself, in the console; it stays until you end it')
    .action(async ({ browser }: { readonly browser?: true }) => {
      const { readConfig } = await import('./read-config.ts');
      const { playDemo } = await loadPlatform(() => import('#local/demo.ts'));
      const { BY_ITSELF, inBrowser } = await import('#local/demo-answers.ts');
      // Nothing is kept: a signal may end it at any moment.
      const answers = browser ? inBrowser(Promise.withResolvers<void>().promise) : BY_ITSELF;
      await playDemo(readConfig(EXAMPLE_CONFIG), (line = '') => console.log(line), answers);
    });
}
