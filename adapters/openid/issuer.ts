import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientError,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  calculatePKCECodeChallenge,
  clockTolerance,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
  ResponseBodyError,
} from 'openid-client';
import { isComplete } from '#core/access/identity.ts';
import type { SignIn } from '#core/access/policy.ts';
import { HOUR } from '#core/time/instant.ts';
import { type Redeemed, type SignInIssuer, Unavailable } from '#usecases/ports.ts';
import { signOutReader } from './sign-out-token.ts';

export interface OpenIdSettings extends Pick<SignIn, 'scopes' | 'personClaim' | 'groupsClaim'> {
  /** The issuer, exactly as it names itself. */
  readonly issuer: string;
  readonly clientId: string;
  /** Whether it lets nobody in without a second factor. */
  readonly alwaysMfa: boolean;
  /**
   * Reads the client's secret.
   * @default none: the client is public, and PKCE alone binds a code to whoever asked for it
   */
  readonly secret?: () => Promise<string | undefined>;
}

/** How long an issuer may take for one answer, in seconds: a browser waits. */
const PATIENCE_SECONDS = 5;

/** How much the clocks of the issuer and of the function may differ, in seconds. */
const TOLERANCE_SECONDS = 30;

/** How long what an issuer says of itself, and the secret, are taken for true. */
const KEPT = HOUR;

/** Plain HTTP is for an issuer on this very machine. */
const ON_THIS_MACHINE = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]/u;

/**
 * Signs people in by OpenID Connect: authorization code with PKCE. The issuer is asked about itself
 * at first use, and again each hour; after a failure at once, so that an issuer that was away, or a
 * new secret, needs no deployment.
 */
export function openIdIssuer(settings: OpenIdSettings): SignInIssuer {
  const { issuer, clientId, alwaysMfa } = settings;
  const { configured, forget } = configurations(settings);
  const readSignOut = signOutReader(settings);
  return {
    issuer,
    alwaysMfa,
    async signInUrl({ redirectUri, state, nonce, verifier, again }) {
      const url = buildAuthorizationUrl(await configured(), {
        redirect_uri: redirectUri,
        scope: [...new Set(['openid', ...settings.scopes])].join(' '),
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
        ...(again && { prompt: 'login' }),
      });
      return url.href;
    },
    async redeem(callbackUrl, { state, nonce, verifier }) {
      const configuration = await configured();
      try {
        const tokens = await authorizationCodeGrant(configuration, new URL(callbackUrl), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims() ?? {};
        const more = await furtherClaims(configuration, settings, { ...tokens, claims });
        return { kind: 'claims', claims: { ...more, ...claims } };
      } catch (error) {
        const refused = refusalOf(error, issuer);
        if (refused.kind === 'misconfigured') {
          forget();
        }
        return refused;
      }
    },
    async signOutUrl(returnTo) {
      const { end_session_endpoint: endpoint } = (await configured()).serverMetadata();
      if (endpoint === undefined) {
        return undefined;
      }
      const url = new URL(endpoint);
      url.searchParams.set('client_id', clientId);
      url.searchParams.set('post_logout_redirect_uri', returnTo);
      if (new URL(issuer).hostname.startsWith('cognito-idp.')) {
        // Cognito's own name for it, without which it shows an error.
        url.searchParams.set('logout_uri', returnTo);
      }
      return url.href;
    },
    async readSignOut(token) {
      return readSignOut(token, (await configured()).serverMetadata().jwks_uri);
    },
  };
}

/** Keeps what the issuer says of itself, and the secret, for a while. */
function configurations(settings: OpenIdSettings) {
  let kept: { readonly until: number; readonly made: Promise<Configuration> } | undefined;
  const forget = () => {
    kept = undefined;
  };
  return {
    forget,
    configured(): Promise<Configuration> {
      const now = performance.now();
      if (kept === undefined || now > kept.until) {
        const made = configure(settings).catch((error: unknown) => {
          forget();
          throw unreachable(settings.issuer, error);
        });
        kept = { until: now + KEPT, made };
      }
      return kept.made;
    },
  };
}

async function configure({ issuer, clientId, secret }: OpenIdSettings): Promise<Configuration> {
  const execute = ON_THIS_MACHINE.test(issuer) ? [allowInsecureRequests] : [];
  const found = await discovery(new URL(issuer), clientId, undefined, None(), {
    execute,
    timeout: PATIENCE_SECONDS,
  });
  const server = found.serverMetadata();
  const own = await secret?.();
  const configuration = new Configuration(
    server,
    clientId,
    { ...(own !== undefined && { client_secret: own }), [clockTolerance]: TOLERANCE_SECONDS },
    authenticationBy(own, server.token_endpoint_auth_methods_supported),
  );
  for (const change of execute) {
    change(configuration);
  }
  configuration.timeout = PATIENCE_SECONDS;
  // The signature of the ID token is checked too, and not only whence it came.
  enableNonRepudiationChecks(configuration);
  return configuration;
}

/** An issuer that says nothing takes Basic authentication (OpenID Connect Discovery 1.0, 3). */
function authenticationBy(secret: string | undefined, methods: readonly string[] | undefined) {
  if (secret === undefined) {
    return None();
  }
  return methods?.includes('client_secret_post')
    ? ClientSecretPost(secret)
    : ClientSecretBasic(secret);
}

interface Granted {
  readonly access_token: string;
  readonly claims: { readonly sub?: unknown };
}

/** Some issuers tell name and groups only when asked with the access token. */
async function furtherClaims(
  configuration: Configuration,
  settings: Pick<SignIn, 'personClaim' | 'groupsClaim'>,
  { access_token: token, claims }: Granted,
): Promise<object> {
  const { userinfo_endpoint: endpoint } = configuration.serverMetadata();
  if (endpoint === undefined || isComplete({ ...claims }, settings)) {
    return {};
  }
  return fetchUserInfo(configuration, token, String(claims.sub));
}

/** Errors of the issuer about us, rather than about this person's sign-in. */
const ABOUT_US: readonly string[] = [
  'invalid_client',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
  'unsupported_response_type',
  'invalid_request',
];

/** Sorts what went wrong: only what is the issuer's or the network's fault is thrown. */
function refusalOf(error: unknown, issuer: string): Exclude<Redeemed, { kind: 'claims' }> {
  if (error instanceof AuthorizationResponseError) {
    const kind = ABOUT_US.includes(error.error) ? 'misconfigured' : 'denied';
    return { kind, why: [error.error, error.error_description].filter(Boolean).join(': ') };
  }
  if (error instanceof ResponseBodyError) {
    const { error: code, error_description: text, status } = error;
    if (status >= 500) {
      throw unreachable(issuer, error);
    }
    const kind = code === 'invalid_grant' ? 'used' : 'misconfigured';
    return { kind, why: [code, text].filter(Boolean).join(': ') };
  }
  if (isOfNetwork(error)) {
    throw unreachable(issuer, error);
  }
  return { kind: 'forged', why: error instanceof Error ? whyOf(error) : String(error) };
}

/** `fetch` says no more than "fetch failed" of what a network does. */
function isOfNetwork(error: unknown): boolean {
  if (!(error instanceof Error)) {
    return false;
  }
  const isBare = error instanceof TypeError && !(error instanceof ClientError);
  const names = ['TimeoutError', 'AbortError'];
  const isFetch = isBare && error.message === 'fetch failed';
  return names.includes(error.name) || isFetch || isOfNetwork(error.cause);
}

function whyOf({ message, cause }: Error): string {
  return cause instanceof Error && cause.message !== message
    ? `${message} (${cause.message})`
    : message;
}

function unreachable(issuer: string, cause: unknown): Unavailable {
  const { host } = new URL(issuer);
  return new Unavailable(`The issuer ${issuer} does not answer as it should.`, {
    reason: `${host}, where people sign in, does not answer as it should.`,
    cause,
  });
}
