import { openIdIssuer } from '#adapters/openid/issuer.ts';
import { secretReader, secretsClient } from '#adapters/secrets-manager/secret.ts';
import type { Config } from '#core/team/config.ts';
import { OWN_ENV, type SignInEnv } from '#deployment/env.ts';
import type { SignInIssuer } from '#usecases/ports.ts';

/** Where the stack says that people sign in, and with which secret. */
interface Where extends Omit<SignInEnv, 'secretId'> {
  /** @default none */
  readonly secret?: () => Promise<string | undefined>;
}

/**
 * Creates the issuer that the config names, or the stack; undefined where nobody can sign in.
 */
export function consoleIssuer(
  { access }: Pick<Config, 'access'>,
  where?: Where,
): SignInIssuer | undefined {
  const signIn = access?.signIn;
  const { issuer, clientId } = where ?? signIn ?? {};
  return signIn === undefined || issuer === undefined || clientId === undefined
    ? undefined
    : openIdIssuer({ ...signIn, alwaysMfa: false, ...where, issuer, clientId });
}

/** Reads from the environment that the stack sets where people sign in. */
export function whereFromEnv(
  env: NodeJS.ProcessEnv = process.env,
  client = secretsClient,
): Where | undefined {
  const text = env[OWN_ENV.signIn];
  if (text === undefined) {
    return undefined;
  }
  const { secretId, ...where } = JSON.parse(text) as SignInEnv;
  return { ...where, ...(secretId !== undefined && { secret: secretReader(client(), secretId) }) };
}
