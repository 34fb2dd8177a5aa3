import { generateKeyPairSync } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Shown } from './browser.ts';

/** Claims of somebody at the issuer, beside `sub`. */
type Claims = Readonly<Record<string, unknown>>;

/** An issuer that is not ours: `oidc-provider`, as it comes. */
export interface StockIssuer {
  readonly url: string;
  /** Whom it knows, by account; changed by a test as it likes. */
  readonly people: Map<string, Claims>;
  /** What it answers at its token endpoint instead, while there is something. */
  interfere: ((body: Record<string, unknown>) => void) | undefined;
  /** Makes the platform known at `publicUrl`. */
  know(publicUrl: string): Promise<void>;
  /** Signs in on its own pages, as this account, from where a browser was sent there. */
  signIn(browser: Browser, shown: Shown, account: string): Promise<Shown>;
  stop(): Promise<void>;
}

export const STOCK_CLIENT = { id: 'wardbell', secret: 'a secret of the platform at its issuer' };

export async function startStockIssuer(): Promise<StockIssuer> {
  const speak = quieten();
  const people = new Map<string, Claims>();
  let answer: RequestListener = (_, response) => response.end();
  const server = createServer((request, response) => answer(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer: StockIssuer = {
    url,
    people,
    interfere: undefined,
    async know(publicUrl) {
      const provider = await createProvider(url, publicUrl, people);
      provider.use(async (context, next) => {
        await next();
        const { body } = context;
        if (context.path === '/token' && issuer.interfere && typeof body === 'object') {
          issuer.interfere(body as Record<string, unknown>);
        }
      });
      answer = provider.callback();
    },
    signIn,
    stop: () => close(server).finally(speak),
  };
  return issuer;
}

async function createProvider(url: string, publicUrl: string, people: Map<string, Claims>) {
  const { Provider } = await import('oidc-provider');
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return new Provider(url, {
    clients: [
      {
        client_id: STOCK_CLIENT.id,
        client_secret: STOCK_CLIENT.secret,
        redirect_uris: [`${publicUrl}/console/callback`],
        post_logout_redirect_uris: [`${publicUrl}/console/signed-out`],
        backchannel_logout_uri: `${publicUrl}/console/back-channel-logout`,
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' }] },
    cookies: { keys: ['a key of the issuer'] },
    claims: { openid: ['sub', 'sid'], profile: ['name', 'preferred_username', 'groups'] },
    features: { backchannelLogout: { enabled: true } },
    ttl: {
      AccessToken: 60,
      AuthorizationCode: 60,
      IdToken: 60,
      Interaction: 60,
      Session: 600,
      Grant: 600,
    },
    async findAccount(_, sub) {
      const claims = people.get(sub);
      return claims && { accountId: sub, claims: async () => ({ sub, ...claims }) };
    },
  });
}

/** Its own pages ask who it is, and then whether the platform may know. */
async function signIn(browser: Browser, shown: Shown, account: string): Promise<Shown> {
  let page = shown;
  for (let step = 0; step < MOST_STEPS && page.url.includes('/interaction/'); step++) {
    const form = page.text.includes('name="login"')
      ? { prompt: 'login', login: account, password: 'x' }
      : { prompt: 'consent' };
    page = await browser.post(page.url, form);
  }
  return page;
}

const MOST_STEPS = 4;

/** It tells on the console that it is set up for development, which is what is meant. */
function quieten(): () => void {
  const { warn, info } = console;
  console.warn = () => undefined;
  console.info = () => undefined;
  return () => Object.assign(console, { warn, info });
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => {
    server.close(() => done());
  });
}
