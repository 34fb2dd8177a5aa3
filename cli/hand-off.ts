import type { Command } from 'commander';
import { oneLine } from '#core/text/one-line.ts';
import { ask, type Connection, withConnection } from './api.ts';
import { type By, withBy } from './by.ts';
import { shownTime, type ZoneOptions, zoneToShow } from './clocks.ts';
import { CliFailure } from './failure.ts';
import { printJson } from './print.ts';

type Options = Partial<Connection> &
  By &
  ZoneOptions & { readonly json?: boolean; readonly remove?: boolean };

/** `wardbell hand-off`: a note for the next on call. */
export function addHandOff(program: Command): void {
  withBy(
    withConnection(
      program
        .command('hand-off <schedule> [note]')
        .description('leave a note for the next on call of a schedule; write nothing of patients')
        .option('--remove', 'take back what you have left'),
    ),
  ).action(async (schedule: string, text: string | undefined, options: Options) => {
    if ((text === undefined) !== (options.remove === true)) {
      throw new CliFailure(
        'usage',
        'Give either a note, in quotes, or --remove to take yours back.',
      );
    }
    const body = { schedule, text, by: options.by };
    const note = await ask(options, (client) => client.leaveNote({ body }));
    if (options.json) {
      return printJson(note);
    }
    const until = shownTime(note.until, await zoneToShow(options));
    console.log(
      options.remove
        ? oneLine(`Taken back: ${note.text}`)
        : `Whoever is next in ${schedule} sees it, until ${until}. It must not name a patient.`,
    );
  });
}
