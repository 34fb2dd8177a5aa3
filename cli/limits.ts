import { type Command, Option } from 'commander';
import { type Limit, pages } from '#api/client/index.ts';
import { describeAuthor } from '#core/actor/actor.ts';
import { oneLine } from '#core/text/one-line.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { ask, askAll, type Connection, withConnection } from './api.ts';
import { parseNumberArgument, parsePairArgument } from './arguments.ts';
import { type By, withBy } from './by.ts';
import { platformClocks, shownIn, shownTime, type ZoneOptions, zoneToShow } from './clocks.ts';
import { printJson, printTable } from './print.ts';
import { type EndOptions, spanGiven, withEnd } from './span.ts';

type Options = Partial<Connection> & By & ZoneOptions & { readonly json?: boolean };

interface OrderOptions extends Options, EndOptions {
  readonly below?: number;
  readonly above?: number;
  readonly outside?: readonly number[];
  readonly oxygenScale?: '2';
  readonly reason: string;
}

/** `wardbell limits`: limits that single subjects have in place of those of the config. */
export function addLimits(program: Command): void {
  const limits = program
    .command('limits')
    .description('limits of single subjects, such as one patient, in place of those of the config');
  withConnection(limits.command('list').description('all that hold now')).action(
    async (options: Options) => {
      const found = await askAll(options, (client) => pages(client.listLimits));
      const all = found.flatMap((page) => page.limits);
      if (options.json) {
        return printJson({ limits: all });
      }
      if (all.length === 0) {
        return console.log('No subject has a limit of its own.');
      }
      printLimits(all, await zoneToShow(options));
    },
  );
  addSet(limits);
  withBy(
    withConnection(
      limits
        .command('end <subject> <rule>')
        .description('end one now: the limit of the config holds again at once'),
    ),
  ).action(async (subject: string, rule: string, options: Options) => {
    const body = { subject, rule, by: options.by };
    const ended = await ask(options, (client) => client.endLimit({ body }));
    if (options.json) {
      return printJson(ended);
    }
    console.log(`Ended: ${inWords(ended)}.`);
  });
}

function addSet(limits: Command): void {
  const set = limits
    .command('set <subject> <rule>')
    .description(
      'set one for a time, within the bounds that the config gives the rule, or scale 2 of NEWS2',
    )
    .addOption(
      new Option('--below <limit>', 'for a rule that says below')
        .argParser(parseNumberArgument)
        .conflicts(['above', 'outside']),
    )
    .addOption(
      new Option('--above <limit>', 'for a rule that says above')
        .argParser(parseNumberArgument)
        .conflicts(['below', 'outside']),
    )
    .addOption(
      new Option('--outside <low,high>', 'for a rule that says outside, such as 40,130')
        .argParser(parsePairArgument)
        .conflicts(['below', 'above']),
    )
    .addOption(
      new Option('--oxygen-scale <scale>', 'for NEWS2: the patient has a target of 88 to 92 %')
        .choices(['2'])
        .conflicts(['below', 'above', 'outside']),
    )
    .requiredOption('--reason <text>', 'why; it stands in no page');
  withBy(withConnection(withEnd(set))).action(
    async (subject: string, rule: string, options: OrderOptions) => {
      const clocks = await platformClocks(options);
      const { below, above, outside, oxygenScale: scale, reason, by } = options;
      const oxygenScale = scale && (2 as const);
      const endsAt = isoTime(spanGiven(options, clocks).ends);
      const body = { subject, rule, below, above, outside, oxygenScale, reason, endsAt, by };
      const made = await ask(options, (client) => client.setLimit({ body }));
      if (options.json) {
        return printJson(made);
      }
      const { warning } = made;
      const usual = made.usual === undefined ? '' : `; for others it is ${made.usual}`;
      const until = shownTime(made.endsAt, shownIn(clocks));
      console.log(`Set until ${until}: ${inWords(made)}${usual}.`);
      if (warning !== undefined) {
        console.log(`Note: ${oneLine(warning)}`);
      }
    },
  );
}

function inWords({ subject, rule, condition }: Limit): string {
  return `${rule} of ${oneLine(subject)} at ${condition}`;
}

/** Prints limits as a table. */
export function printLimits(limits: readonly Limit[], zone: string): void {
  printTable(
    ['SUBJECT', 'RULE', 'LIMIT', 'FOR OTHERS', 'UNTIL', 'BY', 'REASON', ''],
    limits.map((one) => [
      one.subject,
      one.rule,
      one.condition,
      one.usual ?? '',
      shownTime(one.endsAt, zone),
      describeAuthor(one),
      one.reason,
      one.ignored === undefined ? '' : `does not count: ${one.ignored}`,
    ]),
  );
}
