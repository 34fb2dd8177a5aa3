import type { Command } from 'commander';
import { type AuditEntry, type Client, pages } from '#api/client/index.ts';
import { describeActor } from '#core/actor/actor.ts';
import { AUDIT_ACTIONS } from '#core/audit/actions.ts';
import { AUDIT_COLUMNS } from '#core/audit/audit-view.ts';
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
    readonly subject?: string;
    readonly action?: string;
    readonly from?: TypedTime;
    readonly to?: TypedTime;
  };

/** `wardbell audit`: who has changed what, and who has looked at whom. */
export function addAudit(program: Command): void {
  withExport(
    withConnection(
      program
        .command('audit')
        .description('who has changed what, who has looked at whom, and who was refused')
        .option('--person <id>', 'only what they did, or what was done to them')
        .option('--subject <id>', 'only what concerns this subject')
        .option('--action <code>', 'only this action, or all of a kind: key.make, or key')
        .option('--from <time>', 'not before (default: 31 days before --to)', parseTimeArgument)
        .option('--to <time>', 'not after (default: now)', parseTimeArgument),
    ),
  ).action(async (options: Options) => {
    const clocks = await platformClocks(options);
    const { person, subject, action } = options;
    const query = { person, subject, action, ...typedSpan(options, clocks) };
    const entriesOf = async function* (client: Client) {
      for await (const { entries } of pages(client.listAudit, { query })) {
        yield entries;
      }
    };
    if (await printExport(options, AUDIT_COLUMNS, entriesOf)) {
      return;
    }
    const entries = (await askAll(options, entriesOf)).flat();
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
