import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import type { ActionAnswer, Client } from '#api/client/index.ts';
import { type Duration, MINUTE } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { ask, type Connection, withConnection } from './api.ts';
import { parseDurationArgument } from './arguments.ts';
import { type By, withBy } from './by.ts';
import { platformClocks, type ZoneOptions } from './clocks.ts';
import { CliFailure } from './failure.ts';
import { conflictWithOptions } from './option-conflicts.ts';
import { printJson } from './print.ts';
import { type EndOptions, spanGiven, withEnd } from './span.ts';

type Options = Partial<Connection> &
  By & {
    readonly json?: boolean;
    readonly yes?: boolean;
    readonly silence?: Duration;
  };

/** `wardbell ack` and the other actions of a person on an incident. */
export function addActions(program: Command): void {
  const simple = [
    ['ack', 'acknowledgeIncident', 'take responsibility'],
    ['take-over', 'takeOverIncident', 'take responsibility from whoever has it'],
    ['decline', 'declineIncident', 'hand it on: page the next person now'],
    ['escalate', 'escalateIncident', 'take the next step of the escalation now'],
    ['noise', 'markNoise', 'say that it asked for nothing that anybody had to do'],
    ['not-noise', 'unmarkNoise', 'take back that it was noise'],
    ['undo', 'undoResolution', 'take back that it was resolved, within a minute'],
  ] as const;
  for (const [name, operation, description] of simple) {
    actionCommand(program, `${name} <incident>`, description).action((id: string, o: Options) =>
      act(o, (client) => client[operation]({ path: { id }, body: { by: o.by } })),
    );
  }
  const end = actionCommand(program, 'resolve <incident>', 'say that it is over')
    .option('--yes', 'also where alerts still fire: what fires on pages again a minute later')
    .option('--silence <time>', 'silence what still fires instead, e.g. 1h', parseDurationArgument);
  conflictWithOptions(end, 'yes', 'silence').action(resolve);
  withEnd(actionCommand(program, 'snooze <incident>', 'be quiet about it for a while')).action(
    async (id: string, options: Options & EndOptions & ZoneOptions) => {
      const { ends } = spanGiven(options, await platformClocks(options));
      const body = { by: options.by, until: isoTime(ends) };
      await act(options, (client) => client.snoozeIncident({ path: { id }, body }));
    },
  );
  actionCommand(
    program,
    'reassign <incident> <to>',
    'page this person or schedule instead (person:… or schedule:… where both have the name)',
  ).action((id: string, to: string, options: Options) =>
    act(options, (client) =>
      client.reassignIncident({ path: { id }, body: { by: options.by, to } }),
    ),
  );
  actionCommand(program, 'note <incident> <text>', 'write something into its timeline').action(
    (id: string, text: string, options: Options) =>
      act(options, (client) =>
        client.noteOnIncident({ path: { id }, body: { by: options.by, text } }),
      ),
  );
}

function actionCommand(program: Command, usage: string, description: string): Command {
  return withBy(withConnection(program.command(usage).description(description)));
}

/** If alerts still fire it asks for confirmation, or says how to confirm if nobody can answer. */
async function resolve(id: string, options: Options): Promise<void> {
  const { by, yes, silence: lasts } = options;
  const path = { id };
  if (lasts !== undefined) {
    const body = { by, minutes: lasts / MINUTE };
    return act(options, (client) => client.silenceIncident({ path, body }));
  }
  const end = (stillFiring?: 'confirmed') =>
    act(options, (client) => client.resolveIncident({ path, body: { by, stillFiring } }));
  try {
    await end(yes ? 'confirmed' : undefined);
  } catch (error) {
    if (!(error instanceof CliFailure) || error.problem !== 'still_firing') {
      throw error;
    }
    if (!(await isMeant(id))) {
      throw new CliFailure('refused', howToConfirm(id));
    }
    await end('confirmed');
  }
}

function howToConfirm(id: string): string {
  return [
    `Nothing was done: alerts of incident ${id} still fire.`,
    `  npx --no-install wardbell resolve ${id} --silence 1h    keeps it open, and quiet for so long`,
    `  npx --no-install wardbell resolve ${id} --yes           resolves it; what fires on pages again a minute later`,
  ].join('\n');
}

/** Asks only at a terminal; elsewhere nobody could answer. */
async function isMeant(id: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const question = `Alerts of incident ${id} still fire. Resolve it all the same? [y/N] `;
  const said = await terminal.question(question);
  terminal.close();
  return /^y(es)?$/i.test(said.trim());
}

async function act(
  options: Options,
  action: (client: Client) => Promise<ActionAnswer>,
): Promise<void> {
  const answer = await ask(options, action);
  if (options.json) {
    printJson(answer);
  } else {
    console.log(answer.text);
  }
}
