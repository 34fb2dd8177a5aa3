import type { Command } from 'commander';
import { EXAMPLE_CONFIG, readConfig } from './read-config.ts';

/** `wardbell demo`: a night at the example hospital, on the real platform. */
export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('play a night at the example hospital: about half a minute')
    .action(async () => {
      // Loaded only here: the engines would slow down every other command.
      const { playDemo } = await import('#local/demo.ts');
      await playDemo(readConfig(EXAMPLE_CONFIG), (line = '') => console.log(line));
    });
}
