import { awsClients, closeClients } from '#adapters/aws-clients.ts';
import { dynamodbControls } from '#adapters/dynamodb/controls.ts';
import { matchesDeclaration } from '#adapters/dynamodb/matches-declaration.ts';
import type { Instant } from '#core/time/instant.ts';
import { TABLES } from '#deployment/tables.ts';
import { createApiKey } from '#http/api-key.ts';
import type { ApiKey, ControlStore } from '#usecases/ports.ts';
import { whyAwsRefused } from './why-aws-refused.ts';

/**
 * The outcome of asking for the first key: `token` is shown once; `others` are the valid admin keys
 * that exist.
 */
export type FirstKey =
  | { readonly kind: 'made'; readonly token: string; readonly key: ApiKey }
  | { readonly kind: 'not_the_first'; readonly others: readonly ApiKey[] }
  | { readonly kind: 'failed'; readonly why: string };

interface Asked {
  /** The deployed name of the controls' table. */
  readonly table: string;
  /** @default the one of the caller's AWS profile or environment */
  readonly region?: string;
  /** Creates it although others exist: somebody has lost theirs. */
  readonly force: boolean;
  readonly now: Instant;
}

/**
 * Creates the first admin key directly in the table, with the caller's own AWS rights: the API
 * cannot be called without a key.
 */
export async function makeFirstKey({ table, region, force, now }: Asked): Promise<FirstKey> {
  const clients = awsClients(undefined, region);
  const at = { client: clients.dynamodb, name: table };
  try {
    return (await matchesDeclaration(at, TABLES.controls))
      ? await storeFirstKey(dynamodbControls(at), force, now)
      : { kind: 'failed', why: anotherTable(table) };
  } catch (error) {
    const why = whyAwsRefused(error, table);
    if (why === undefined) {
      throw error;
    }
    return { kind: 'failed', why };
  } finally {
    closeClients(clients);
  }
}

/** Stores it, unless the table has an admin key, or keys of which nobody can tell. */
export async function storeFirstKey(
  controls: Pick<ControlStore, 'keys' | 'putKey'>,
  force: boolean,
  now: Instant,
): Promise<FirstKey> {
  const unreadable: string[] = [];
  const keys = await controls.keys(({ id }) => unreadable.push(id));
  if (unreadable.length > 0 && !force) {
    return { kind: 'failed', why: unreadableKeys(unreadable) };
  }
  const others = keys.filter((key) => key.revokedAt === undefined && key.scopes.includes('admin'));
  if (others.length > 0 && !force) {
    return { kind: 'not_the_first', others };
  }
  const { token, key } = createApiKey('first administrator', ['admin'], now);
  await controls.putKey(key);
  return { kind: 'made', token, key };
}

function anotherTable(table: string): string {
  return `The table "${table}" is not the one for controls. The outputs of the stack name it.`;
}

function unreadableKeys(ids: readonly string[]): string {
  const [which, are] = ids.length === 1 ? ['Key', 'is'] : ['Keys', 'are'];
  return `${which} ${ids.join(', ')} ${are} stored and cannot be read, so nobody can tell whether this is the first. Correct the items, or create it all the same with --force.`;
}
