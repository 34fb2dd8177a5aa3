import { type Command, Option } from 'commander';
import { type Client, type LoggedPage, pages } from '#api/client/index.ts';
import { PAGE_REASONS, PAGE_STATUSES, type PageReason } from '#core/paging/page.ts';
import { PAGE_COLUMNS } from '#core/paging/page-columns.ts';
import { CHANNELS, type Channel } from '#core/responder/channel.ts';
import type { TypedTime } from '#core/time/typed-time.ts';
import { askAll, type Connection, withConnection } from './api.ts';
import { parseTimeArgument } from './arguments.ts';
import { platformClocks, shownIn, shownSecond, typedSpan, type ZoneOptions } from './clocks.ts';
import { type ExportOptions, printExport, withExport } from './export.ts';
import { printJson, printTable } from './print.ts';

type Options = Partial<Connection> &
  ZoneOptions &
  ExportOptions & {
    readonly person?: string;
    readonly service?: string;
    readonly incident?: string;
    readonly channel?: Channel;
    readonly status?: LoggedPage['status'];
    readonly reason?: PageReason;
    readonly from?: TypedTime;
    readonly to?: TypedTime;
  };

/** `wardbell pages`: all that was sent, to whom, why, and what became of it. */
export function addPages(program: Command): void {
  withExport(
    withConnection(
      program
        .command('pages')
        .description('all that was sent: to whom, by what, why, and what became of it')
        .option('--person <id>', 'only those to this person')
        .option('--service <id>', 'only those about incidents of this service')
        .option('--incident <id>', 'only those about this incident')
        .addOption(new Option('--channel <name>', 'only those by this').choices(CHANNELS))
        .addOption(
          new Option('--status <name>', 'only those of which this became').choices(PAGE_STATUSES),
        )
        .addOption(
          new Option('--reason <code>', 'only those for this reason').choices(PAGE_REASONS),
        )
        .option('--from <time>', 'not before (default: 31 days before --to)', parseTimeArgument)
        .option('--to <time>', 'not after (default: now)', parseTimeArgument),
    ),
  ).action(async (options: Options) => {
    const clocks = await platformClocks(options);
    const { person, service, incident, channel, status, reason } = options;
    const filters = { person, service, incident, channel, status, reason };
    const query = { ...filters, ...typedSpan(options, clocks) };
    const pagesOf = async function* (client: Client) {
      for await (const { pages: some } of pages(client.listPages, { query })) {
        yield some;
      }
    };
    if (await printExport(options, PAGE_COLUMNS, pagesOf)) {
      return;
    }
    const found = (await askAll(options, pagesOf)).flat();
    if (options.json) {
      return printJson({ pages: found });
    }
    if (found.length === 0) {
      return console.log('No page of the kind is on record.');
    }
    const zone = shownIn(clocks);
    printTable(
      ['TIME', 'TO', 'BY', 'STATUS', 'TRIES', 'OUTCOME', 'SERVICE', 'INCIDENT', 'WHY'],
      found.map((page) => rowOf(page, zone)),
    );
  });
}

function rowOf(page: LoggedPage, zone: string): readonly string[] {
  const { at, responder, channel, status, tries, attempts, doubt, service = '', incident } = page;
  const { reason, via } = page;
  return [
    shownSecond(at, zone),
    responder,
    channel,
    status,
    String(tries),
    [attempts.at(-1)?.outcome, doubt].filter(Boolean).join(', '),
    service,
    incident,
    [reason, via?.text].filter(Boolean).join(': '),
  ];
}
