import { isMultiFactor } from './multi-factor.ts';
import type { SignedIn, SignIn } from './policy.ts';
import type { Session } from './session.ts';

/** What an issuer has said of somebody: the claims of an ID token whose signature was checked. */
export type Claims = Readonly<Record<string, unknown>>;

/** Who has signed in, in the words of an issuer. */
export type Identity = SignedIn & Pick<Session, 'issuer' | 'subject' | 'issuerSession' | 'name'>;

/** Who it is that the claims are about, or why nobody can be made of them. */
export type IdentityDecision =
  | { readonly kind: 'identity'; readonly identity: Identity }
  /** The claim that names the person holds no text. */
  | { readonly kind: 'no_account'; readonly claim: string; readonly claims: readonly string[] }
  /** The issuer says itself that nobody has shown to own the address. */
  | { readonly kind: 'unverified'; readonly account: string }
  /** The issuer has left out the groups, because there are too many for a token. */
  | { readonly kind: 'groups_left_out'; readonly claim: string };

/** An account that is longer is none: it stands in every entry of the audit trail. */
const LONGEST = 256;

interface Said {
  readonly issuer: string;
  readonly claims: Claims;
  /** Whether the issuer lets nobody in without a second factor, and so need not say so. */
  readonly alwaysMfa: boolean;
}

/**
 * Returns who has signed in. Groups may be missing: whoever has none may be named in the config.
 * Entra ID sends a pointer instead of more than 200 groups ("groups overage claim"), and nobody's
 * role may depend on what was left out.
 */
export function identityOf(
  { issuer, claims, alwaysMfa }: Said,
  { personClaim, groupsClaim }: Pick<SignIn, 'personClaim' | 'groupsClaim'>,
): IdentityDecision {
  const account = textOf(claimOf(claims, personClaim));
  if (account === undefined) {
    return { kind: 'no_account', claim: personClaim, claims: Object.keys(claims) };
  }
  if (personClaim === 'email' && claims['email_verified'] === false) {
    return { kind: 'unverified', account };
  }
  if (isLeftOut(claims, groupsClaim)) {
    return { kind: 'groups_left_out', claim: groupsClaim };
  }
  const issuerSession = textOf(claims['sid']);
  return {
    kind: 'identity',
    identity: {
      issuer,
      subject: textOf(claims['sub']) ?? account,
      ...(issuerSession !== undefined && { issuerSession }),
      account,
      name: nameOf(claims) ?? account,
      groups: textsOf(claimOf(claims, groupsClaim)),
      mfa: alwaysMfa || isMultiFactor(claims),
    },
  };
}

/** Whether the claims say who it is and in which groups; else the issuer may be asked for more. */
export function isComplete(
  claims: Claims,
  { personClaim, groupsClaim }: Pick<SignIn, 'personClaim' | 'groupsClaim'>,
): boolean {
  return [personClaim, groupsClaim].every((name) => claimOf(claims, name) !== undefined);
}

/**
 * Returns a claim by its name, or else by a path with dots: Keycloak keeps roles in
 * `realm_access.roles`, while the names of others hold dots and slashes themselves.
 */
function claimOf(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) {
    return claims[name];
  }
  return name
    .split('.')
    .reduce<unknown>(
      (within, part) =>
        isRecord(within) && Object.hasOwn(within, part) ? within[part] : undefined,
      claims,
    );
}

function isRecord(value: unknown): value is Claims {
  return typeof value === 'object' && value !== null;
}

function isLeftOut(claims: Claims, groupsClaim: string): boolean {
  const elsewhere = claims['_claim_names'];
  return (
    (isRecord(elsewhere) && Object.hasOwn(elsewhere, groupsClaim)) || claims['hasgroups'] === true
  );
}

function textOf(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' || text.length > LONGEST ? undefined : text;
}

/** A single group is a text at some issuers, and a list of one at others. */
function textsOf(value: unknown): readonly string[] {
  return [value].flat().flatMap((one) => textOf(one) ?? []);
}

function nameOf(claims: Claims): string | undefined {
  const parts = [claims['given_name'], claims['family_name']].flatMap((one) => textOf(one) ?? []);
  return (
    textOf(claims['name']) ??
    (parts.length > 0 ? parts.join(' ') : undefined) ??
    textOf(claims['preferred_username']) ??
    textOf(claims['email'])
  );
}
