import type { Claims } from './identity.ts';

/*
 * What kind of factor each method of RFC 8176 is. `pop` and `hwk` are keys that somebody has; `mfa`
 * says by itself that there were several.
 */
const KIND_OF_METHOD: Readonly<Record<string, 'knows' | 'has' | 'is'>> = {
  pwd: 'knows',
  pin: 'knows',
  kba: 'knows',
  otp: 'has',
  sms: 'has',
  tel: 'has',
  hwk: 'has',
  swk: 'has',
  pop: 'has',
  sc: 'has',
  fpt: 'is',
  face: 'is',
  iris: 'is',
  retina: 'is',
  vbm: 'is',
};

/**
 * Contexts that demand several factors: of OpenID's Extended Authentication Profile, where `phr`
 * resists phishing and is held in hardware with `phrh`; of PAPE; of REFEDS; of Okta.
 */
const CONTEXTS: ReadonlySet<string> = new Set([
  'phr',
  'phrh',
  'http://schemas.openid.net/pape/policies/2007/06/multi-factor',
  'https://refeds.org/profile/mfa',
  'urn:okta:loa:2fa:any',
]);

/**
 * Whether the claims of an ID token say that more than one factor was used: by its methods (`amr`),
 * which name `mfa` or two of different kinds, or by its context (`acr`). What is not known counts
 * as one factor.
 */
export function isMultiFactor({ amr, acr }: Claims): boolean {
  const methods = [amr].flat().filter((one) => typeof one === 'string');
  const kinds = new Set(methods.flatMap((one) => kindOf(one) ?? []));
  return (
    methods.includes('mfa') || kinds.size > 1 || (typeof acr === 'string' && CONTEXTS.has(acr))
  );
}

function kindOf(method: string): string | undefined {
  return Object.hasOwn(KIND_OF_METHOD, method) ? KIND_OF_METHOD[method] : undefined;
}
