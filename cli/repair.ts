import type { Command } from 'commander';
import { CliFailure } from './failure.ts';
import { loadPlatform } from './load-platform.ts';
import { printTable } from './print.ts';

/** `wardbell repair`: recovers a store from what can still be read of a damaged one. */
export function addRepair(program: Command): void {
  program
    .command('repair')
    .description('keep what can be read of a damaged folder of start --data')
    .requiredOption('--data <folder>', 'the folder; no Wardbell may be running in it')
    .action(repair);
}

/** How many dropped rows of a table are named. */
const MAX_NAMED = 20;

async function repair({ data }: { readonly data: string }): Promise<void> {
  const { tables, setAside } = await repaired(data);
  const rows = tables.map(({ table, kept, leftOut, isWhole }) => {
    const lost = isWhole ? 'nothing' : `${leftOut.length}, and what could not be found`;
    return [table, String(kept), lost];
  });
  printTable(['', 'kept', 'lost'], rows);
  for (const { table, leftOut } of tables) {
    if (leftOut.length > 0) {
      console.log(`\n${namesOf(table, leftOut)}`);
    }
  }
  console.log(`
The damaged file is kept as ${setAside}. Start Wardbell now. What still breaches is paged again with its next sample.
Where incidents were lost, ask the wards who was being called; lost keys, silences and overrides must be made again.`);
}

async function repaired(data: string) {
  const { repairFolder } = await loadPlatform(() => import('#local/repair.ts'));
  try {
    return repairFolder(data);
  } catch (error) {
    throw new CliFailure('failed', (error as Error).message, { cause: error });
  }
}

/** Subjects may be patients: they are counted and not named. */
function namesOf(table: string, ids: readonly string[]): string {
  if (table === 'subjects') {
    return `Left out of subjects: ${ids.length}`;
  }
  const more = ids.length > MAX_NAMED ? ` and ${ids.length - MAX_NAMED} more` : '';
  return `Left out of ${table}: ${ids.slice(0, MAX_NAMED).join(', ')}${more}`;
}
