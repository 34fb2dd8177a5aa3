import { type Command, Option } from 'commander';
import { pages } from '#api/client/index.ts';
import { SCOPES, type Scope } from '#core/access/right.ts';
import { describeActor } from '#core/actor/actor.ts';
import { ask, askAll, type Connection, withConnection } from './api.ts';
import { type By, withBy } from './by.ts';
import { shownTime, type ZoneOptions, zoneToShow } from './clocks.ts';
import { addFirstKey } from './first-key.ts';
import { printJson, printNewKey, printTable } from './print.ts';

type Options = Connection &
  By &
  ZoneOptions & { readonly json?: boolean; readonly scope: readonly Scope[] };

/** `wardbell keys`: the API keys of the platform. */
export function addKeys(program: Command): void {
  const keys = program.command('keys').description('create, list and revoke API keys');
  const scopes = new Option(
    '--scope <scopes...>',
    'what it may be used for: one or more, with blanks between',
  )
    .choices(SCOPES)
    .makeOptionMandatory();
  withBy(
    withConnection(keys.command('create <name>').description('make a key; it is shown this once')),
  )
    .addOption(scopes)
    .action(async (name: string, options: Options) => {
      const body = { name, scopes: options.scope, by: options.by };
      const made = await ask(options, (client) => client.createKey({ body }));
      if (options.json) {
        return printJson(made);
      }
      printNewKey(made.key ?? '', made.id, made.scopes);
    });
  withConnection(keys.command('list').description('show all keys, never their secrets')).action(
    async (options: Options) => {
      const found = await askAll(options, (client) => pages(client.listKeys));
      const list = found.flatMap((page) => page.keys);
      if (options.json) {
        return printJson({ keys: list });
      }
      const zone = await zoneToShow(options);
      const rows = list.map((k) => [
        k.id,
        k.name,
        k.scopes.join(' '),
        shownTime(k.createdAt, zone) + byWhom(k.createdBy, k.createdByKey),
        k.revokedAt
          ? `revoked ${shownTime(k.revokedAt, zone)}${byWhom(k.revokedBy, k.revokedByKey)}`
          : 'valid',
      ]);
      printTable(['ID', 'NAME', 'SCOPES', 'CREATED', 'STATUS'], rows);
    },
  );
  withBy(
    withConnection(
      keys.command('revoke <id>').description('end a key; it works 30 s longer at most'),
    ),
  ).action(async (id: string, options: Options) => {
    const revoked = await ask(options, (client) =>
      client.revokeKey({ path: { id }, query: { by: options.by } }),
    );
    if (options.json) {
      return printJson(revoked);
    }
    console.log(`Revoked ${revoked.id} (${revoked.name}).`);
  });
  addFirstKey(keys);
}

function byWhom(by: string | undefined, key: string | undefined): string {
  return by === undefined ? '' : ` by ${describeActor({ by, key })}`;
}
