import type { Command } from 'commander';
import { apiPath, type Connection, callApi, withConnection } from './api.ts';
import { type By, byQuery, withBy } from './by.ts';
import { printJson } from './print.ts';

type Options = Partial<Connection> & By & { readonly json?: boolean };

/** `wardbell subjects`: what is measured. */
export function addSubjects(program: Command): void {
  const subjects = program
    .command('subjects')
    .description('what is measured: beds, devices, services');
  withBy(
    withConnection(
      subjects
        .command('retire <subject>')
        .description(
          'it will not report any more: its alerts end, and nobody misses it. By its id, or by what a page calls it',
        ),
    ),
  ).action(async (asked: string, options: Options) => {
    const path = apiPath`/v1/subjects/${asked}/retire` + byQuery(options);
    const answer = await callApi<{ subject: string; alerts: number }>(options, 'POST', path);
    if (options.json) return printJson(answer);
    console.log(
      `Retired ${answer.subject}; ${answer.alerts} ${answer.alerts === 1 ? 'alert' : 'alerts'} ended. If it reports again it is new.`,
    );
  });
}
