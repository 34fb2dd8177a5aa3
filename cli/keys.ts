import { type Command, Option } from 'commander';
import { describeActor } from '#core/actor/actor.ts';
import { SCOPES } from '#usecases/ports.ts';
import { apiPath, type Connection, callApi, callList, withConnection } from './api.ts';
import { type By, byQuery, withBy } from './by.ts';
import { shownTime, type ZoneOptions, zoneToShow } from './clocks.ts';
import { addFirstKey } from './first-key.ts';
import { printJson, printNewKey, printTable } from './print.ts';

interface Key {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdAt: string;
  readonly revokedAt?: string;
  readonly createdBy?: string;
  readonly createdByKey?: string;
  readonly revokedBy?: string;
  readonly revokedByKey?: string;
  readonly key?: string;
}

type Options = Connection &
  By &
  ZoneOptions & { readonly json?: boolean; readonly scope: readonly string[] };

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
      const made = await callApi<Key>(options, 'POST', '/v1/keys', body);
      if (options.json) {
        return printJson(made);
      }
      printNewKey(made.key ?? '', made.id, made.scopes);
    });
  withConnection(keys.command('list').description('show all keys, never their secrets')).action(
    async (options: Options) => {
      const keys = await callList<Key>(options, 'keys');
      if (options.json) {
        return printJson({ keys });
      }
      const zone = await zoneToShow(options);
      const rows = keys.map((k) => [
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
    const revoked = await callApi<Key>(
      options,
      'DELETE',
      apiPath`/v1/keys/${id}` + byQuery(options),
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
