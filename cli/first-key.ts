import type { Command } from 'commander';
import { zonedTime } from '#core/time/zoned-time.ts';
import { requestedZone, type ZoneOptions } from './clocks.ts';
import { CliFailure } from './failure.ts';
import { printJson, printNewKey } from './print.ts';

interface Options extends ZoneOptions {
  readonly table: string;
  readonly region?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** `wardbell keys first`: creates the first admin key of a platform that has just been deployed. */
export function addFirstKey(keys: Command): void {
  keys
    .command('first')
    .description('make the first key of a deployed platform, with your own AWS credentials')
    .requiredOption('--table <name>', 'the table of controls, from the outputs of the stack')
    .option('--region <region>', 'where the table is (default: as in your AWS profile)')
    .option('--force', 'make another, because the first is lost')
    .option('--json', 'print the answer as JSON')
    .action(async ({ table, region, force = false, json, ...zones }: Options) => {
      // Loaded lazily: the AWS SDK would slow down every other command.
      const { makeFirstKey } = await import('#local/first-key.ts');
      const where = { table, ...(region !== undefined && { region }) };
      const made = await makeFirstKey({ ...where, force, now: Date.now() });
      if (made.kind === 'failed') {
        throw new CliFailure('failed', made.why);
      }
      if (made.kind === 'not_the_first') {
        // There is no platform to call yet.
        const zone = requestedZone(zones) ?? 'UTC';
        const others = made.others
          .map(({ id, name, createdAt }) => `  ${id}  ${name}, since ${zonedTime(createdAt, zone)}`)
          .join('\n');
        throw new CliFailure(
          'refused',
          `There are keys of administrators already:\n\n${others}\n\nWhoever has one makes others with "npx --no-install wardbell keys create". If all are lost, use --force, and revoke the lost ones.`,
        );
      }
      const { token, key } = made;
      if (json) {
        return printJson({ id: key.id, name: key.name, scopes: key.scopes, key: token });
      }
      printNewKey(token, key.id, key.scopes);
    });
}
