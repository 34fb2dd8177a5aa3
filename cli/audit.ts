import { type Command, Option } from 'commander';
import { type AuditEntry, pages } from '#api/client/index.ts';
import { describeActor } from '#core/actor/actor.ts';
import { AUDIT_ACTIONS } from '#core/audit/actions.ts';
import { AUDIT_CSV_HEAD, auditCsv, auditJsonLines } from '#core/audit/audit-view.ts';
import { DAY } from '#core/time/instant.ts';
import type { TypedTime } from '#core/time/typed-time.ts';
import { ask, askAll, type Connection, withConnection } from './api.ts';
import { parseTimeArgument } from './arguments.ts';
import { platformClocks, shownIn, shownSecond, typedMoment, type ZoneOptions } from './clocks.ts';
import { printJson, printTable } from './print.ts';

type Options = Partial<Connection> &
  ZoneOptions & {
    readonly json?: boolean;
    readonly jsonl?: boolean;
    readonly csv?: boolean;
    readonly person?: string;
    readonly subject?: string;
    readonly action?: string;
    readonly from?: TypedTime;
    readonly to?: TypedTime;
  };

/** `wardbell audit`: who has changed what, and who has looked at whom. */
export function addAudit(program: Command): void {
  withConnection(
    program
      .command('audit')
      .description('who has changed what, who has looked at whom, and who was refused')
      .option('--person <id>', 'only what they did, or what was done to them')
      .option('--subject <id>', 'only what concerns this subject')
      .option('--action <code>', 'only this action, or all of a kind: key.make, or key')
      .option('--from <time>', 'not before (default: 31 days before --to)', parseTimeArgument)
      .option('--to <time>', 'not after (default: now)', parseTimeArgument),
  )
    .addOption(new Option('--jsonl', 'print JSON Lines').conflicts('json'))
    .addOption(new Option('--csv', 'print CSV').conflicts(['json', 'jsonl']))
    .action(async (options: Options) => {
      const clocks = await platformClocks(options);
      // A time of day without a date is the last that has been.
      const moment = (typed: TypedTime | undefined) =>
        typed && new Date(typedMoment(typed, clocks, clocks.now - DAY)).toISOString();
      const { person, subject, action } = options;
      const query = { person, subject, action, from: moment(options.from), to: moment(options.to) };
      const format = formatOf(options);
      if (format !== undefined) {
        return exportAll(options, query, format);
      }
      const found = await askAll(options, (client) => pages(client.listAudit, { query }));
      const entries = found.flatMap((page) => page.entries);
      if (options.json) {
        return printJson({ entries });
      }
      if (entries.length === 0) {
        return console.log('Nothing of the kind is on record.');
      }
      const zone = shownIn(clocks);
      printTable(
        ['TIME', 'WHO', 'WHAT', 'OF', 'SUBJECTS', 'OUTCOME', 'FROM'],
        entries.map((entry) => rowOf(entry, zone)),
      );
    });
}

type Query = Readonly<Record<'person' | 'subject' | 'action' | 'from' | 'to', string | undefined>>;

/** Page by page, so that six years need no memory. */
async function exportAll(options: Options, query: Query, format: 'csv' | 'jsonl'): Promise<void> {
  const print = (text: string) => void process.stdout.write(text);
  print(format === 'csv' ? AUDIT_CSV_HEAD : '');
  const linesOf = format === 'csv' ? auditCsv : auditJsonLines;
  // Nothing is left to answer at the end: each page is written as it comes.
  await ask({ ...options, json: true }, async (client) => {
    for await (const { entries } of pages(client.listAudit, { query })) {
      print(linesOf(entries));
    }
  });
}

function formatOf({ csv, jsonl }: Options): 'csv' | 'jsonl' | undefined {
  return csv ? 'csv' : jsonl ? 'jsonl' : undefined;
}

function rowOf(entry: AuditEntry, zone: string): readonly string[] {
  const { at, who, action, object, subjects = [], outcome, reason, from } = entry;
  return [
    shownSecond(at, zone),
    who.kind === 'link' ? `${who.by}, by a link` : describeActor(who),
    AUDIT_ACTIONS[action],
    object?.id ?? '',
    subjects.join(' '),
    outcome === 'begun' ? 'not known' : [outcome, reason].filter(Boolean).join(': '),
    from?.network ?? '',
  ];
}
