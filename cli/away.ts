import type { Command } from 'commander';
import { type Absence, pages } from '#api/client/index.ts';
import { describeAuthor } from '#core/actor/actor.ts';
import { oneLine } from '#core/text/one-line.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { ask, askAll, type Connection, withConnection } from './api.ts';
import { addAwayImport } from './away-import.ts';
import { type By, withBy } from './by.ts';
import { platformClocks, shownIn, shownTime, type ZoneOptions, zoneToShow } from './clocks.ts';
import { printJson, printTable } from './print.ts';
import { type SpanOptions, spanGiven, withSpan } from './span.ts';

type Options = Partial<Connection> & By & ZoneOptions & { readonly json?: boolean };

type SetOptions = Options & SpanOptions & { readonly comment?: string; readonly force?: string };

/** `wardbell away`: who is away, and what becomes of their turns. */
export function addAway(program: Command): void {
  const away = program.command('away').description('who is away: no schedule leads to them');
  addSet(away);
  addAwayImport(away);
  withConnection(away.command('list').description('all absences')).action(
    async (options: Options) => {
      const found = await askAll(options, (client) => pages(client.listAbsences));
      const absences = found.flatMap((page) => page.absences);
      if (options.json) {
        return printJson({ absences });
      }
      if (absences.length === 0) {
        return console.log('Nobody is away.');
      }
      const zone = await zoneToShow(options);
      const rows = absences.map((one) => [
        one.id,
        one.person,
        shownTime(one.from, zone),
        shownTime(one.to, zone),
        describeAuthor(one),
        one.comment ?? '',
        one.endedAt === undefined ? '' : `ended ${shownTime(one.endedAt, zone)}`,
      ]);
      printTable(['ID', 'PERSON', 'FROM', 'TO', 'BY', 'COMMENT', ''], rows);
    },
  );
  withBy(
    withConnection(away.command('end <id>').description('they are back, or do not leave')),
  ).action(async (id: string, options: Options) => {
    const ended = await ask(options, (client) =>
      client.endAbsence({ body: { id, by: options.by } }),
    );
    if (options.json) {
      return printJson(ended);
    }
    console.log(`Ended: ${describe(ended, await zoneToShow(options))}.`);
  });
}

function addSet(away: Command): void {
  withBy(
    withConnection(
      withSpan(away.command('set <person>').description('a person is away for a while'))
        .option('--comment <text>', 'why')
        .option('--force <reason>', 'also where nobody has their turns then, and why that may be'),
    ),
  ).action(async (person: string, options: SetOptions) => {
    const clocks = await platformClocks(options);
    const { begins, ends } = spanGiven(options, clocks);
    const { by, comment, force: uncovered } = options;
    const span = { from: isoTime(begins), to: isoTime(ends) };
    const body = { person, ...span, comment, uncovered, by };
    const made = await ask(options, (client) => client.setAbsence({ body }));
    if (options.json) {
      return printJson(made);
    }
    const zone = shownIn(clocks);
    console.log(`Absence ${made.id}: ${describe(made, zone)}.`);
    for (const { schedule, from, to, before = 'nobody', after = 'nobody' } of made.changes) {
      const when = `${shownTime(from, zone)} until ${shownTime(to, zone)}`;
      console.log(oneLine(`  ${schedule}, ${when}: ${after} instead of ${before}`));
    }
  });
}

function describe({ person, from, to }: Absence, zone: string): string {
  return `${person} is away from ${shownTime(from, zone)} until ${shownTime(to, zone)}`;
}
