import type { Command } from 'commander';
import { ask, type Connection, withConnection } from './api.ts';
import { printJson } from './print.ts';

type Options = Connection & { readonly user?: boolean; readonly json?: boolean };

/** `wardbell pseudonym`: what stands for a patient, or a user, where none may be named. */
export function addPseudonym(program: Command): void {
  withConnection(
    program
      .command('pseudonym <name>')
      .description('what stands for a patient in the watch list, such as of Patient/123'),
  )
    .option('--user', 'it is the name, login or identifier of a user, as the audit log has it')
    .action(async (name: string, options: Options) => {
      const body = { of: options.user ? ('user' as const) : ('patient' as const), name };
      const made = await ask(options, (client) => client.makePseudonym({ body }));
      if (options.json) {
        return printJson(made);
      }
      console.log(made.pseudonym);
    });
}
