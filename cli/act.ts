import type { Command } from 'commander';
import { apiPath, type Connection, callApi, withConnection } from './api.ts';
import { parseMinutesArgument, parseTimeArgument } from './arguments.ts';
import { CliFailure } from './failure.ts';
import { printJson } from './print.ts';

type Options = Partial<Connection> & {
  readonly json?: boolean;
  readonly by?: string;
  readonly for?: number;
  readonly until?: string;
};

/** `wardbell ack` and its kin: what a person does to an incident. */
export function addActions(program: Command): void {
  const simple = [
    ['ack', 'take responsibility'],
    ['decline', 'hand it on: page the next person now'],
    ['escalate', 'take the next step of the escalation now'],
    ['resolve', 'say that it is over'],
  ] as const;
  for (const [name, description] of simple)
    actionCommand(program, `${name} <incident>`, description).action((id: string, o: Options) =>
      act(id, name, o, {}),
    );
  actionCommand(program, 'snooze <incident>', 'be quiet about it for a while')
    .option('--for <time>', 'how long, e.g. 30m', parseMinutesArgument)
    .option('--until <time>', 'until when', parseTimeArgument)
    .action((id: string, options: Options) => {
      if ((options.for === undefined) === (options.until === undefined))
        throw new CliFailure('Say how long: either --for 30m or --until "2026-05-04 07:00".');
      return act(id, 'snooze', options, { minutes: options.for, until: options.until });
    });
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
  return withConnection(program.command(usage).description(description)).option(
    '--by <person>',
    'the person who acts (default: the name of the key)',
  );
}

async function act(id: string, action: string, options: Options, more: object): Promise<void> {
  const path = apiPath`/v1/incidents/${id}/${action}`;
  const body = { by: options.by, ...more };
  const answer = await callApi<{ text: string }>(options, 'POST', path, body);
  if (options.json) printJson(answer);
  else console.log(answer.text);
}
