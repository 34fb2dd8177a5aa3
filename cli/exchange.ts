import type { Command } from 'commander';
import { type Exchange, type ExchangeAnswered, pages } from '#api/client/index.ts';
import type { TypedTime } from '#core/time/typed-time.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { ask, askAll, type Connection, withConnection } from './api.ts';
import { parseTimeArgument } from './arguments.ts';
import { type By, withBy } from './by.ts';
import {
  platformClocks,
  shownIn,
  shownTime,
  typedMoment,
  type ZoneOptions,
  zoneToShow,
} from './clocks.ts';
import { printJson, printTable } from './print.ts';
import { type SpanOptions, spanGiven, withSpan } from './span.ts';

type Options = Partial<Connection> & By & ZoneOptions & { readonly json?: boolean };

type AskOptions = Options & SpanOptions & { readonly comment?: string };

interface SwapOptions extends AskOptions {
  readonly forSchedule?: string;
  readonly forFrom: TypedTime;
  readonly forUntil: TypedTime;
}

const BEGINS = { begins: 'when the turn begins' };

/** `wardbell cover` and `wardbell swap`: turns that change hands among colleagues. */
export function addExchanges(program: Command): void {
  const cover = program.command('cover').description('a colleague takes a turn of somebody');
  const ofWhom = cover
    .command('ask <schedule> <giver>')
    .description('ask a colleague, or all of the schedule, to take a turn');
  withBy(
    withConnection(
      withSpan(ofWhom, BEGINS)
        .option('--of <person>', 'who is asked (default: all of the schedule)')
        .option('--comment <text>', 'why'),
    ),
  ).action(
    async (schedule: string, giver: string, options: AskOptions & { readonly of?: string }) => {
      const clocks = await platformClocks(options);
      const { begins, ends } = spanGiven(options, clocks);
      const { by, comment, of: taker } = options;
      const span = { from: isoTime(begins), to: isoTime(ends) };
      const body = { giver, taker, schedule, ...span, comment, by };
      const asked = await ask(options, (client) => client.askExchange({ body }));
      printAnswered(asked, options, shownIn(clocks));
    },
  );
  addSwap(program);
  for (const group of ['cover', 'swap']) {
    addAnswers(program, group);
  }
}

function addSwap(program: Command): void {
  const swap = program
    .command('swap')
    .description('two colleagues take a turn of each other, both or none');
  const withWhom = swap
    .command('ask <schedule> <giver> <taker>')
    .description('offer a turn for one of a colleague');
  withBy(
    withConnection(
      withSpan(withWhom, BEGINS)
        .requiredOption('--for-from <time>', 'when the turn in return begins', parseTimeArgument)
        .requiredOption('--for-until <time>', 'and when it ends', parseTimeArgument)
        .option('--for-schedule <schedule>', 'of another schedule')
        .option('--comment <text>', 'why'),
    ),
  ).action(async (schedule: string, giver: string, taker: string, options: SwapOptions) => {
    const clocks = await platformClocks(options);
    const { begins, ends } = spanGiven(options, clocks);
    const { by, comment, forSchedule } = options;
    const span = { from: isoTime(begins), to: isoTime(ends) };
    const from = typedMoment(options.forFrom, clocks);
    const to = typedMoment(options.forUntil, clocks, from);
    const inReturn = { schedule: forSchedule, from: isoTime(from), to: isoTime(to) };
    const body = { giver, taker, schedule, ...span, inReturn, comment, by };
    const asked = await ask(options, (client) => client.askExchange({ body }));
    printAnswered(asked, options, shownIn(clocks));
  });
}

/** Both words lead to the same: an id says which it is. */
function addAnswers(program: Command, group: string): void {
  const parent = program.commands.find((command) => command.name() === group) ?? program;
  withConnection(parent.command('list').description('covers and swaps that are open or stand'))
    .option('--all', 'also those that are over')
    .action((options: Options & { readonly all?: boolean }) => list(options));
  withBy(withConnection(parent.command('accept <id>').description('take the turn')))
    .option('--taker <person>', 'who takes it, where all were asked (default: whoever accepts)')
    .action(async (id: string, options: Options & { readonly taker?: string }) => {
      const body = { id, taker: options.taker, by: options.by };
      const answered = await ask(options, (client) => client.acceptExchange({ body }));
      printAnswered(answered, options, await zoneToShow(options));
    });
  const ends = [
    ['decline', 'declineExchange', 'leave the turn where it is'],
    ['withdraw', 'withdrawExchange', 'take it back as a whole, also where it was accepted'],
  ] as const;
  for (const [name, operation, description] of ends) {
    withBy(withConnection(parent.command(`${name} <id>`).description(description))).action(
      async (id: string, options: Options) => {
        const body = { id, by: options.by };
        const answered = await ask(options, (client) => client[operation]({ body }));
        printAnswered(answered, options, await zoneToShow(options));
      },
    );
  }
}

async function list(options: Options & { readonly all?: boolean }): Promise<void> {
  const found = (await askAll(options, (client) => pages(client.listExchanges))).flatMap(
    (page) => page.exchanges,
  );
  const exchanges = found.filter(
    ({ status }) => options.all === true || status === 'open' || status === 'accepted',
  );
  if (options.json) {
    return printJson({ exchanges });
  }
  if (exchanges.length === 0) {
    return console.log('No covers and no swaps.');
  }
  const zone = await zoneToShow(options);
  const rows = exchanges.map((one) => [
    one.id,
    one.status,
    ...halvesText(one, zone),
    one.comment ?? '',
  ]);
  printTable(['ID', 'STATUS', 'TAKEN', 'IN RETURN', 'COMMENT'], rows);
}

function printAnswered(answered: ExchangeAnswered, options: Options, zone: string): void {
  if (options.json) {
    printJson(answered);
    return;
  }
  const { id, kind, status, told, alsoOnCall = [] } = answered;
  const name = kind === 'cover' ? 'Cover' : 'Swap';
  console.log(
    `${name} ${id}, ${status}: ${halvesText(answered, zone).filter(Boolean).join('; ')}.`,
  );
  for (const { person, schedule, from, to } of alsoOnCall) {
    const when = `${shownTime(from, zone)} until ${shownTime(to, zone)}`;
    console.log(`  ${person} is on call in ${schedule} too, ${when}`);
  }
  if (told.length > 0) {
    console.log(`  A message goes to ${told.join(', ')}.`);
  }
}

function halvesText({ giver, taker, inReturn, ...given }: Exchange, zone: string) {
  const half = (
    takes: string,
    of: string,
    { schedule, from, to }: Pick<Exchange, 'schedule' | 'from' | 'to'>,
  ) =>
    `${takes} takes ${schedule} of ${of} from ${shownTime(from, zone)} until ${shownTime(to, zone)}`;
  const taken = half(taker ?? 'whoever accepts', giver, given);
  return [taken, inReturn === undefined ? '' : half(giver, taker ?? '', inReturn)] as const;
}
