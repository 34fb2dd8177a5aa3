import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { type Duration, MINUTE } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { apiPath, type Connection, callApi, withConnection } from './api.ts';
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
    ['ack', 'take responsibility'],
    ['take-over', 'take responsibility from whoever has it'],
    ['decline', 'hand it on: page the next person now'],
    ['escalate', 'take the next step of the escalation now'],
    ['undo', 'take back that it was resolved, within a minute'],
  ] as const;
  for (const [name, description] of simple) {
    actionCommand(program, `${name} <incident>`, description).action((id: string, o: Options) =>
      act(id, name, o, {}),
    );
  }
  const end = actionCommand(program, 'resolve <incident>', 'say that it is over')
    .option('--yes', 'also where alerts still fire: what fires on pages again a minute later')
    .option('--silence <time>', 'silence what still fires instead, e.g. 1h', parseDurationArgument);
  conflictWithOptions(end, 'yes', 'silence').action(resolve);
  withEnd(actionCommand(program, 'snooze <incident>', 'be quiet about it for a while')).action(
    async (id: string, options: Options & EndOptions & ZoneOptions) => {
      const { ends } = spanGiven(options, await platformClocks(options));
      await act(id, 'snooze', options, { until: isoTime(ends) });
    },
  );
  actionCommand(
    program,
    'reassign <incident> <to>',
    'page this person or schedule instead (person:… or schedule:… where both have the name)',
  ).action((id: string, to: string, options: Options) => act(id, 'reassign', options, { to }));
  actionCommand(program, 'note <incident> <text>', 'write something into its timeline').action(
    (id: string, text: string, options: Options) => act(id, 'note', options, { text }),
  );
}

function actionCommand(program: Command, usage: string, description: string): Command {
  return withBy(withConnection(program.command(usage).description(description)));
}

/** If alerts still fire it asks for confirmation, or says how to confirm if nobody can answer. */
async function resolve(id: string, options: Options): Promise<void> {
  const { yes, silence: lasts } = options;
  if (lasts !== undefined) {
    return act(id, 'silence', options, { minutes: lasts / MINUTE });
  }
  const confirmed = { stillFiring: 'confirmed' };
  try {
    await act(id, 'resolve', options, yes ? confirmed : {});
  } catch (error) {
    if (!(error instanceof CliFailure) || error.problem !== 'still_firing') {
      throw error;
    }
    if (!(await isMeant(id))) {
      throw new CliFailure('refused', stillFiring(id));
    }
    await act(id, 'resolve', options, confirmed);
  }
}

function stillFiring(id: string): string {
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

async function act(id: string, action: string, options: Options, more: object): Promise<void> {
  const path = apiPath`/v1/incidents/${id}/${action}`;
  const body = { by: options.by, ...more };
  const answer = await callApi<{ text: string }>(options, 'POST', path, body);
  if (options.json) {
    printJson(answer);
  } else {
    console.log(answer.text);
  }
}
