import type { z } from 'zod';
import { roleFor, type Scope, scopeFor } from '#core/access/right.ts';
import { type AnswerContract, type Operation, TAGS } from '#http/contract.ts';
import { type Described, OPERATIONS } from './contracts.ts';
import { type SchemaWriter, schemaWriter } from './json-schema.ts';
import { answersOf } from './problems.ts';

type Json = Record<string, unknown>;

const DESCRIPTION = `Wardbell takes measured values, decides which of them somebody must know about, and pages people until one of them answers.

**Keys.** Nearly everything asks for an API key (\`wb_<id>_<secret>\`), as a bearer token or as the password of Basic authentication. It has scopes: \`samples\` sends, \`read\` asks, \`respond\` acts, \`admin\` does all of it and manages keys and contacts.

**People** who have signed in are known by the cookie of their session, in this API and not in the protocols of others, and may do what their role may: a \`viewer\` sees, a \`responder\` answers, a \`lead\` decides for others and silences, an \`admin\` manages keys and contacts too. Each acts in their own name. What changes something must be asked for by a page of the platform itself.

**Problems** are told in problem details (RFC 9457): what went wrong, the value given, what is allowed, what to do. Doors of other protocols tell them in their protocol's form, and browsers get a page.

**Rates.** A key may ask 1,000 times at once and 500 times a second of each instance; without a valid key an address may ask 100 times at once and 20 times a second. Beyond that the answer is 429 with \`Retry-After\`.

**Lists** come in pages: \`next\` is the \`cursor\` of the page that follows, under the same filters. A parameter that is not known is refused.

**Copies.** Whatever can be got of Wardbell itself, but health, has an \`ETag\`; \`If-None-Match\` is answered 304 while it holds. HEAD is answered as GET is, without the body.

**Repeating** a request that was answered 503, or not at all, does no harm.`;

/** Placeholder in the document, until a platform serves it and puts its own address there. */
const SERVER = { url: '/', description: 'the platform that serves this document' };

/** Returns the API document, as OpenAPI 3.1. */
export function openapi(): Json {
  const schemas = schemaWriter();
  const paths: Record<string, Json> = {};
  for (const described of OPERATIONS) {
    const { path, method } = described;
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(described, schemas) };
  }
  const responses = shared(paths);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Wardbell',
      // Of the API, which is in its paths; that of the platform is told by GET /v1/version.
      version: '1',
      summary: 'Alerting and paging for hospitals',
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [SERVER],
    tags: Object.entries(TAGS).map(([name, { title, text }]) => ({
      name,
      // A title for readers, as renderers of such documents know it.
      'x-displayName': title,
      description: text,
    })),
    paths,
    components: {
      responses,
      schemas: Object.fromEntries(
        Object.entries(schemas.named).sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'an API key, `wb_<id>_<secret>`' },
        basic: {
          type: 'http',
          scheme: 'basic',
          description: 'an API key as the password of any user',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-wardbell',
          description: 'somebody who has signed in; the cookie is `wardbell` where there is no TLS',
        },
      },
    },
  };
}

function operationOf({ method, path, operation }: Described, schemas: SchemaWriter): Json {
  const { operationId, tag, summary, access } = operation;
  return {
    operationId,
    tags: [tag],
    summary,
    description: descriptionOf(operation),
    ...parametersOf(operation, schemas),
    ...bodyOf(operation, schemas),
    responses: responsesOf(operation, revalidated(method, path), schemas),
    security: [...(isKeyed(access) ? BY_KEY : []), ...(takesSessions(access) ? BY_SESSION : [])],
    ...(typeof access === 'object' && { 'x-wardbell-scope': scopeOf(access) }),
    ...(typeof access === 'object' && 'right' in access && { 'x-wardbell-right': access.right }),
  };
}

const BY_KEY = [{ bearer: [] }, { basic: [] }];
const BY_SESSION = [{ session: [] }];

function isKeyed(access: Operation['access']): boolean {
  return typeof access === 'object' || access === 'whoever is known';
}

/** Protocols of others are for programs, which have keys. */
function takesSessions(access: Operation['access']): boolean {
  return typeof access === 'object' ? 'right' in access : access === 'whoever is known';
}

function descriptionOf({ description, access }: Operation): string {
  const who = {
    'key elsewhere':
      'The key needs the scope `samples`; the protocol carries it in its path or body.',
    'secret address': 'Whoever has the address may ask.',
    'whoever is known': 'Needs any key, or that somebody is signed in.',
    anybody: 'It needs no key.',
  };
  const asks = typeof access === 'object' ? neededFor(access) : who[access];
  return description === undefined ? asks : `${description}\n\n${asks}`;
}

function neededFor(access: Extract<Operation['access'], object>): string {
  const key = `Needs a key with the scope \`${scopeOf(access)}\``;
  const role = 'right' in access ? roleFor(access.right) : undefined;
  return role === undefined ? `${key}.` : `${key}, or the role \`${role}\`.`;
}

/** Returns the narrowest scope of a key that may ask. */
function scopeOf(access: Extract<Operation['access'], object>): Scope {
  return 'right' in access ? scopeFor(access.right) : access.key;
}

function parametersOf(operation: Operation, schemas: SchemaWriter): Json {
  const { path = {}, query = {}, headers = {}, example } = operation;
  const of = (where: string, given: Readonly<Record<string, z.ZodType>>, required: boolean) =>
    Object.entries(given).map(([name, schema]) => {
      const { description, ...rest } = schemas.write(schema, 'input');
      const shown = where === 'path' ? example?.path?.[name] : example?.query?.[name];
      return {
        name,
        in: where,
        required: required || (where === 'header' && !schema.safeParse(undefined).success),
        ...(description !== undefined && { description }),
        ...(rest['type'] === 'array' && { style: 'form', explode: true }),
        schema: rest,
        ...(shown !== undefined && !shown.startsWith('{') && { example: shown }),
      };
    });
  const all = [
    ...of('path', path, true),
    ...of('query', query, false),
    ...of('header', headers, false),
  ];
  return { ...(all.length > 0 && { parameters: all }) };
}

function bodyOf({ body, example }: Operation, schemas: SchemaWriter): Json {
  if (body === undefined) {
    return {};
  }
  const { content, words = {}, required = true } = body;
  const media = Object.entries(content).map(([type, schema]) => {
    const written = schemas.write(schema, 'input');
    const properties = (written['properties'] ?? {}) as Record<string, Json>;
    for (const [name, description] of Object.entries(words)) {
      properties[name] = { ...properties[name], description };
    }
    const isShown = example?.body !== undefined && typeof schema !== 'string';
    return [type, { schema: written, ...(isShown && { example: example?.body }) }];
  });
  return { requestBody: { required, content: Object.fromEntries(media) } };
}

/** Whether it is a GET of our own API, which has an entity tag for `If-None-Match`. */
function revalidated(method: string, path: string): boolean {
  return method === 'GET' && path.startsWith('/v1/') && path !== '/v1/health';
}

const TAGGED = { etag: 'what `If-None-Match` asks again with' };

function responsesOf(operation: Operation, isTagged: boolean, schemas: SchemaWriter): Json {
  const answers = Object.entries(answersOf(operation)).map(([status, answer]) => [
    status,
    responseOf(isTagged && status === '200' ? tagged(answer) : answer, schemas),
  ]);
  const held = {
    description: 'What `If-None-Match` names still holds.',
    headers: headersOf(TAGGED),
  };
  return { ...Object.fromEntries(answers), ...(isTagged && { 304: held }) };
}

function tagged(answer: AnswerContract): AnswerContract {
  return { ...answer, headers: { ...answer.headers, ...TAGGED } };
}

function responseOf(
  { description, content, headers = {}, links = {} }: AnswerContract,
  schemas: SchemaWriter,
): Json {
  const media = Object.entries(content ?? {}).map(([type, schema]) => [
    type,
    { schema: schemas.write(schema, 'output') },
  ]);
  return {
    description,
    ...(Object.keys(headers).length > 0 && { headers: headersOf(headers) }),
    ...(Object.keys(links).length > 0 && { links: linksOf(links) }),
    ...(media.length > 0 && { content: Object.fromEntries(media) }),
  };
}

function linksOf(links: NonNullable<AnswerContract['links']>): Json {
  const all = Object.entries(links).map(([operationId, parameters]) => [
    operationId,
    { operationId, parameters },
  ]);
  return Object.fromEntries(all);
}

function headersOf(headers: Readonly<Record<string, string>>): Json {
  const all = Object.entries(headers).map(([name, description]) => [
    name,
    { description, schema: { type: 'string' } },
  ]);
  return Object.fromEntries(all);
}

/**
 * Answers that several operations give, each under a name of its own; a reference is left where
 * they stood.
 */
function shared(paths: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  const operations = Object.values(paths).flatMap((path) => Object.values(path)) as {
    readonly tags: readonly string[];
    readonly responses: Record<string, Json>;
  }[];
  const places = operations.flatMap(({ tags, responses }) =>
    Object.entries(responses).map(([status, response]) => ({ tags, responses, status, response })),
  );
  const found = Map.groupBy(places, ({ status, response }) => status + JSON.stringify(response));
  const named: Record<string, Json> = {};
  for (const same of found.values()) {
    const [first] = same;
    if (first !== undefined && same.length > 1) {
      const name = freeName(named, first);
      named[name] = first.response;
      for (const { responses, status } of same) {
        responses[status] = { $ref: `#/components/responses/${name}` };
      }
    }
  }
  return named;
}

/** `RateLimited`, after the problems that it tells; where that is taken, with its tag before it. */
function freeName(
  taken: Readonly<Record<string, Json>>,
  { tags, status, response }: { tags: readonly string[]; status: string; response: Json },
): string {
  const kinds = String(response['description']).match(/`(\w+)`/g) ?? [];
  const words = kinds.join(' ').match(/[a-z]+/g) ?? ['answer', status];
  const name = pascal(words);
  const own = pascal([...(tags[0] ?? '').split(' '), ...words]);
  return [name, own, `${own}${status}`].find((one) => taken[one] === undefined) ?? own;
}

function pascal(words: readonly string[]): string {
  return words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
}
