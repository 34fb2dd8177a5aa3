import type { Command } from 'commander';
import { EXAMPLE_CONFIG } from './default-config.ts';
import { loadPlatform } from './load-platform.ts';

/** `wardbell demo`: a night at the example hospital, on the real platform. */
export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('play a night at the example hospital: about half a minute')
    .action(async () => {
      const { readConfig } = await import('./read-config.ts');
      const { playDemo } = await loadPlatform(() => import('#local/demo.ts'));
      await playDemo(readConfig(EXAMPLE_CONFIG), (line = '') => console.log(line));
    });
}
