import { beforeAll, describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { ROLES, rightsOfRole, rightsOfScopes, SCOPES } from '#core/access/right.ts';
import { createApiKey } from '#http/api-key.ts';
import { createAnswerHandler } from '#lambdas/answer/handler.ts';
import { createConsoleHandler } from '#lambdas/console/handler.ts';
import { createContactsHandler } from '#lambdas/contacts/handler.ts';
import { createIngestHandler } from '#lambdas/ingest/handler.ts';
import { createReportsHandler } from '#lambdas/reports/handler.ts';
import { createRespondHandler } from '#lambdas/respond/handler.ts';
import { gatewayEvent } from '#local/gateway-event.ts';
import { OPERATIONS } from '../../../tools/openapi/contracts.ts';
import { openapi } from '../../../tools/openapi/document.ts';
import { NIGHT } from '../../support/incident.ts';
import { TEST_CONFIG } from '../../support/platform.ts';
import { signIn, TEST_ACCESS } from '../../support/signed-in.ts';

const ports = memoryPorts(() => NIGHT);
const runtime = {
  ports,
  config: { ...TEST_CONFIG, access: TEST_ACCESS },
  publicUrl: 'https://wardbell.test',
  clock: () => NIGHT,
  log: () => undefined,
  measure: () => undefined,
};
const handlers = {
  ingest: createIngestHandler(runtime),
  answer: createAnswerHandler(runtime),
  respond: createRespondHandler(runtime),
  reports: createReportsHandler(runtime),
  contacts: createContactsHandler(runtime, {} as never),
  console: createConsoleHandler(runtime, { files: () => [], issuer: undefined }),
};

/** Whoever may knock, by the headers they send. */
const knocking: Record<string, Readonly<Record<string, string>>> = { nobody: {} };

beforeAll(async () => {
  for (const scope of SCOPES) {
    const { key, token } = createApiKey(scope, [scope], NIGHT);
    await ports.controls.putKey(key);
    knocking[`key ${scope}`] = { authorization: `Bearer ${token}` };
  }
  for (const role of ROLES) {
    knocking[role] = await signIn(runtime, { groups: [`${role}s`] });
  }
  knocking['without a role'] = await signIn(runtime, { groups: ['cooks'] });
});

interface Documented {
  readonly operationId: string;
  readonly security: readonly Readonly<Record<string, unknown>>[];
  readonly 'x-wardbell-right'?: string;
  readonly 'x-wardbell-scope'?: string;
}

const DOCUMENTED = Object.entries(openapi()['paths'] as Record<string, object>).flatMap(
  ([path, methods]) =>
    Object.entries(methods as Record<string, Documented>).map(
      ([method, told]) => [told.operationId, method.toUpperCase(), path, told] as const,
    ),
);

/** Whom an operation lets in, as the document tells it. */
function admitted(told: Documented): readonly string[] {
  const right = told['x-wardbell-right'];
  const scope = told['x-wardbell-scope'];
  const takesSession = told.security.some((one) => 'session' in one);
  const isForAll = takesSession && right === undefined;
  const may = (rights: readonly string[]) => isForAll || rights.includes(right ?? scope ?? '');
  return [
    ...SCOPES.filter((one) => may(rightsOfScopes([one]))).map((one) => `key ${one}`),
    ...ROLES.filter((role) => takesSession && may(rightsOfRole(role))),
    ...(isForAll ? ['without a role'] : []),
  ];
}

/** Each request comes from another address: from one only so many without a key are answered. */
let addresses = 0;

async function ask(method: string, path: string, headers: Readonly<Record<string, string>>) {
  const url = path.replaceAll(/\{\w+\+?\}/g, 'x');
  addresses += 1;
  const sourceIp = `10.0.${addresses >> 8}.${addresses & 255}`;
  const from = { headers, body: Buffer.alloc(0), sourceIp, id: 'r', at: NIGHT };
  const { function: name, event } = gatewayEvent({ method, url, ...from });
  const { statusCode = 200 } = await handlers[name as 'respond'](event, {} as never);
  return statusCode;
}

describe('an operation that asks who it is', () => {
  const ASKING = DOCUMENTED.filter(([, , , { security }]) => security.length > 0);

  test.each(ASKING)('%s lets in whom its description names, and nobody else', async (...row) => {
    const [, method, path, told] = row;
    const expected = admitted(told);
    const found: Record<string, string> = {};
    for (const [who, headers] of Object.entries(knocking)) {
      const status = await ask(method, path, headers);
      found[who] = status === 401 ? 'unknown' : status === 403 ? 'refused' : 'let in';
    }
    const isAgents = !told.security.some((one) => 'session' in one);
    const otherwise = (who: string) =>
      who === 'nobody' || (isAgents && !who.startsWith('key ')) ? 'unknown' : 'refused';
    expect(found).toEqual(
      Object.fromEntries(
        Object.keys(knocking).map((who) => [
          who,
          expected.includes(who) ? 'let in' : otherwise(who),
        ]),
      ),
    );
  });

  test('is any but those that are public, that a secret opens, or whose key is elsewhere', () => {
    const open = OPERATIONS.filter(({ operation: { access } }) =>
      ['anybody', 'secret address', 'key elsewhere'].includes(access as string),
    );
    expect(ASKING.length + open.length).toBe(OPERATIONS.length);
  });
});
