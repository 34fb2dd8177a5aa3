import { openIdIssuer } from '#adapters/openid/issuer.ts';
import type { SignIn } from '#core/access/policy.ts';
import type { SignInIssuer } from '#usecases/ports.ts';

interface More {
  /** @default false */
  readonly alwaysMfa?: boolean;
  /** @default none */
  readonly secret?: () => Promise<string | undefined>;
}

/** Creates the issuer that the config names; undefined if it names none. */
export function consoleIssuer(
  { issuer, clientId, ...signIn }: SignIn,
  { alwaysMfa = false, secret }: More = {},
): SignInIssuer | undefined {
  return issuer === undefined || clientId === undefined
    ? undefined
    : openIdIssuer({
        ...signIn,
        issuer,
        clientId,
        alwaysMfa,
        ...(secret !== undefined && { secret }),
      });
}
