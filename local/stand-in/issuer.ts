import { generateKeyPairSync, randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type {
  MutableRedirectUri,
  MutableResponse,
  MutableToken,
  TokenRequestIncomingMessage,
} from 'oauth2-mock-server';
import type { PageAnswer } from '#api/link-pages/document.ts';
import type { AccessPolicy } from '#core/access/policy.ts';
import { ROLES } from '#core/access/right.ts';
import type { Config } from '#core/team/config.ts';
import { teamPeople, teamPerson } from '#core/team/team-people.ts';
import { describeError, type Log } from '#runtime/log.ts';
import { STAND_IN, STAND_IN_CLIENT } from './access.ts';
import { choosePage, GUEST, groupOf } from './choose-page.ts';

/** Answers the requests below `/issuer`. */
export type StandIn = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Claims of an ID token, as the config asks for them. */
type Claims = Readonly<Record<string, unknown>>;

const ALGORITHM = 'ES256';

/** How many choices and codes are remembered that nobody has come back with. */
const MOST_WAITING = 100;

interface Setting {
  readonly publicUrl: string;
  readonly access: AccessPolicy;
  readonly config: Config;
  readonly log: Log;
}

/**
 * The issuer of one machine: whoever comes chooses who to be, and is believed. It speaks the
 * protocol of any other, so that the console signs people in as it does in AWS, and it makes its
 * key when the first asks. It is reached at this machine's own address only: a page elsewhere must
 * not choose, nor a name elsewhere that leads here.
 */
export function standInIssuer(setting: Setting): StandIn {
  const answer = answerIn(setting);
  return (request, response) =>
    answer(request, response).catch((error: unknown) => {
      setting.log({
        level: 'error',
        message: 'the stand-in issuer failed',
        error: describeError(error),
      });
      send(response, { statusCode: 500, headers: {}, body: 'This failed; the log says why.' });
    });
}

function answerIn(setting: Setting): StandIn {
  const chosen = waiting<Claims>();
  let made: Promise<RequestListener> | undefined;
  return async (request, response) => {
    const url = new URL(request.url ?? '/', setting.publicUrl);
    if (request.headers.host !== url.host) {
      return send(response, {
        statusCode: 421,
        headers: {},
        body: 'This is not known by that name.',
      });
    }
    const isAuthorize = url.pathname === `${STAND_IN}/authorize`;
    if (isAuthorize && request.method === 'POST') {
      return choose(request, response, { ...setting, url, chosen });
    }
    if (isAuthorize && !chosen.has(url.searchParams.get('chosen'))) {
      const wrong = wrongRequest(url, setting.publicUrl);
      const page = choosePage(setting.access, teamPeople(setting.config));
      return send(response, wrong ?? page);
    }
    if (isStrayReturn(url, setting.publicUrl)) {
      return send(response, { statusCode: 400, headers: {}, body: 'Nobody is sent there.' });
    }
    made ??= startService(setting.publicUrl, chosen);
    request.url = url.pathname.slice(STAND_IN.length) + url.search;
    (await made)(request, response);
  };
}

async function startService(
  publicUrl: string,
  chosen: ReturnType<typeof waiting<Claims>>,
): Promise<RequestListener> {
  const { Events, OAuth2Issuer, OAuth2Service } = await import('oauth2-mock-server');
  const issuer = new OAuth2Issuer();
  issuer.url = publicUrl + STAND_IN;
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await issuer.keys.add({ ...privateKey.export({ format: 'jwk' }), alg: ALGORITHM });
  const service = new OAuth2Service(issuer);
  const byCode = waiting<Claims>();
  service.on(Events.BeforeWellKnownOpenIdConfiguration, ({ body }: MutableResponse) => {
    Object.assign(body, { id_token_signing_alg_values_supported: [ALGORITHM] });
  });
  service.on(
    Events.BeforeAuthorizeRedirect,
    ({ url }: MutableRedirectUri, { url: asked = '' }: IncomingMessage) => {
      const claims = chosen.take(new URL(asked, publicUrl).searchParams.get('chosen'));
      const code = url.searchParams.get('code');
      if (claims !== undefined && code !== null) {
        byCode.keep(code, claims);
      }
    },
  );
  service.on(
    Events.BeforeTokenSigning,
    ({ payload }: MutableToken, { body }: TokenRequestIncomingMessage) => {
      Object.assign(payload, byCode.get(body.code ?? null));
    },
  );
  return service.requestHandler;
}

/** Remembers a few things for whoever comes back with their name. */
function waiting<Value>() {
  const kept = new Map<string, Value>();
  const get = (name: string | null) => (name === null ? undefined : kept.get(name));
  return {
    has: (name: string | null) => get(name) !== undefined,
    get,
    take(name: string | null) {
      const value = get(name);
      kept.delete(name ?? '');
      return value;
    },
    keep(name: string, value: Value) {
      kept.set(name, value);
      const [oldest] = kept.keys();
      if (kept.size > MOST_WAITING && oldest !== undefined) {
        kept.delete(oldest);
      }
    },
  };
}

interface Choice extends Setting {
  readonly url: URL;
  readonly chosen: ReturnType<typeof waiting<Claims>>;
}

/** A button of the page was pressed. */
async function choose(
  request: IncomingMessage,
  response: ServerResponse,
  { url, chosen, publicUrl, access, config }: Choice,
): Promise<void> {
  const { origin, 'sec-fetch-site': site } = request.headers;
  const isOwn = site === 'same-origin' || (site === undefined && origin === publicUrl);
  const who = new URLSearchParams(await textOf(request)).get('who') ?? '';
  const claims = claimsOf(who, access, config);
  const wrong = wrongRequest(url, publicUrl);
  if (!isOwn || claims === undefined || wrong !== undefined) {
    const body = 'Only the page that asks who you are can say so.';
    return send(response, wrong ?? { statusCode: 403, headers: {}, body });
  }
  const ticket = randomUUID();
  chosen.keep(ticket, claims);
  url.searchParams.set('chosen', ticket);
  send(response, { statusCode: 303, headers: { location: url.pathname + url.search }, body: '' });
}

/** The claims about a person, who may have chosen a role beside; undefined if it is nobody. */
function claimsOf(who: string, access: AccessPolicy, config: Config): Claims | undefined {
  const [id = '', chosenRole] = who.split(' ');
  const person = teamPerson(config, id) ?? (id === GUEST.id ? GUEST : undefined);
  const role = ROLES.find((one) => one === chosenRole);
  if (person === undefined) {
    return undefined;
  }
  const { personClaim, groupsClaim } = access.signIn;
  const group = role && groupOf(access, role);
  return {
    name: person.name,
    [personClaim]: ('signIn' in person ? person.signIn : undefined) ?? id,
    [groupsClaim]: group === undefined ? [] : [group],
    amr: ['mfa'],
    sub: id,
  };
}

/** What is wrong with a request to sign in: a code goes to the console of this machine alone. */
function wrongRequest({ searchParams: asked }: URL, publicUrl: string): PageAnswer | undefined {
  const isOurs =
    asked.get('redirect_uri') === `${publicUrl}/console/callback` &&
    asked.get('client_id') === STAND_IN_CLIENT &&
    asked.get('code_challenge_method') === 'S256';
  const body = 'Only the console of this machine signs people in here.';
  return isOurs ? undefined : { statusCode: 400, headers: {}, body };
}

/** After signing out, too, nobody is sent elsewhere. */
function isStrayReturn({ searchParams: asked }: URL, publicUrl: string): boolean {
  const returnTo = asked.get('post_logout_redirect_uri');
  return returnTo !== null && !returnTo.startsWith(`${publicUrl}/`);
}

/** A form with one field; what is longer is none of ours. */
const LONGEST_FORM = 1_000;

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text = (text + String(chunk)).slice(0, LONGEST_FORM);
  }
  return text;
}

function send(response: ServerResponse, { statusCode, headers, body }: PageAnswer): void {
  // With no referrer at all the form would not say where it comes from.
  response.writeHead(statusCode, {
    'content-type': 'text/plain; charset=utf-8',
    ...headers,
    'referrer-policy': 'same-origin',
  });
  response.end(body);
}
