import type { Command } from 'commander';
import { pages, type Slo } from '#api/client/index.ts';
import { noSuch } from '#core/text/closest.ts';
import { askAll, type Connection, withConnection } from './api.ts';
import { shownTime, type ZoneOptions, zoneToShow } from './clocks.ts';
import { CliFailure } from './failure.ts';
import { percent } from './percent.ts';
import { printJson, printTable } from './print.ts';
import { addSloImport } from './slo-import.ts';
import { addSloReport } from './slo-report.ts';
import { addSloShow } from './slo-show.ts';
import { addSloSimulate } from './slo-simulate.ts';
import { spentText } from './slo-text.ts';

type Options = Partial<Connection> &
  ZoneOptions & { readonly json?: boolean; readonly service?: string };

/** `wardbell slo`: what becomes of error budgets. */
export function addSlo(program: Command): void {
  const slo = program.command('slo').description('service level objectives and their budgets');
  withConnection(
    slo
      .command('list')
      .description('what is left of each error budget')
      .option('--service <service>', 'only those of this service'),
  ).action(printAll);
  withConnection(
    slo
      .command('check [names...]')
      .description('ends with 1 if the budget of one of them, or of any, is spent'),
  ).action(check);
  addSloShow(slo);
  addSloReport(slo);
  addSloImport(slo);
  addSloSimulate(slo);
}

async function listed({ service, ...options }: Options): Promise<readonly Slo[]> {
  const query = { ...(service !== undefined && { service }) };
  const found = await askAll(options, (client) => pages(client.listSlos, { query }));
  return found.flatMap(({ slos }) => slos);
}

async function printAll(options: Options): Promise<void> {
  const slos = await listed(options);
  if (options.json) {
    return printJson({ slos });
  }
  const zone = await zoneToShow(options);
  printTable(
    ['SLO', 'SUBJECT', 'SERVICE', 'GOOD', 'MEASURED', 'SPENT', 'LEFT', 'GONE', ''],
    slos.map((slo) => [
      slo.slo,
      slo.subject ?? 'all',
      slo.service,
      slo.good === undefined ? 'unknown' : percent(slo.good),
      percent(slo.measured),
      spentText(slo),
      percent(slo.left),
      slo.left <= 0 ? 'spent' : shownTime(slo.goneAt, zone),
      stateText(slo),
    ]),
  );
}

/**
 * Asks before a pipeline deploys. What is not measured is not good: it is no budget to spend, and
 * ends the command as well, as what cannot be told now.
 */
async function check(names: readonly string[], options: Options): Promise<void> {
  const all = await listed(options);
  const known = [...new Set(all.map(({ slo }) => slo))];
  for (const name of names) {
    if (!known.includes(name)) {
      throw new CliFailure('not_found', noSuch('slo', name, known));
    }
  }
  const asked = names.length === 0 ? all : all.filter(({ slo }) => names.includes(slo));
  if (asked.length === 0) {
    throw new CliFailure('not_found', 'There are no slos: nothing says that it may be deployed.');
  }
  if (options.json) {
    printJson({ slos: asked });
  }
  const spent = asked.filter(({ left }) => left <= 0);
  if (spent.length > 0) {
    throw new CliFailure('failed', `The error budget is spent: ${spent.map(whySpent).join('; ')}.`);
  }
  const blind = asked.filter(({ isBlind }) => isBlind);
  if (blind.length > 0) {
    const those = blind.map(nameOf).join(', ');
    throw new CliFailure('refused', `Nothing is measured, so nothing can be said: ${those}.`);
  }
  const faulty = asked.filter(({ fault }) => fault !== undefined);
  if (faulty.length > 0) {
    const those = faulty.map((slo) => `${nameOf(slo)}: ${slo.fault}`).join('; ');
    throw new CliFailure('refused', `Not all can be counted, so nothing can be said: ${those}.`);
  }
  if (!options.json) {
    for (const slo of asked) {
      const left = `${percent(slo.left)} of the error budget is left`;
      console.log(`${nameOf(slo)}: ${left}; ${percent(slo.measured)} of the time was measured.`);
    }
  }
}

function whySpent(slo: Slo): string {
  return `${nameOf(slo)} (${spentText(slo)})`;
}

function nameOf({ slo, subject }: Slo): string {
  return subject === undefined ? slo : `${slo} of ${subject}`;
}

function stateText({ burning, isBlind, isUnreadable, fault, alerts }: Slo): string {
  return [
    burning && `burns ${Number(burning.burnRate.toPrecision(2))} times as fast as it may`,
    isUnreadable ? 'cannot be read' : isBlind && 'blind',
    fault,
    !alerts && 'alerts nobody',
  ]
    .filter(Boolean)
    .join(', ');
}
