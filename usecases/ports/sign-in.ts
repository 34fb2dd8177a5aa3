/** What binds a sign-in to the browser that began it. */
export interface SignInChallenge {
  /** Comes back with the browser. */
  readonly state: string;
  /** Comes back in the ID token. */
  readonly nonce: string;
  /** Proves that a code is redeemed by whoever asked for it (PKCE, RFC 7636). */
  readonly verifier: string;
}

/** What became of a code with which a browser came back. */
export type Redeemed =
  /** The claims of the ID token, whose signature was checked, and what the issuer told beside. */
  | { readonly kind: 'claims'; readonly claims: Readonly<Record<string, unknown>> }
  | { readonly kind: 'denied'; readonly why: string }
  /** The code was used before, or is too old. */
  | { readonly kind: 'used'; readonly why: string }
  /** The issuer has not made it, or not for this sign-in. */
  | { readonly kind: 'forged'; readonly why: string }
  /** The issuer does not know the platform as it says it is. */
  | { readonly kind: 'misconfigured'; readonly why: string };

/** Whose sessions are over, in the words of an issuer. */
export interface SignOutNotice {
  readonly subject?: string;
  readonly issuerSession?: string;
}

/** Where people sign in. What it does not answer in time is `Unavailable`. */
export interface SignInIssuer {
  readonly issuer: string;
  /** Whether it lets nobody in without a second factor, and so need not say so. */
  readonly alwaysMfa: boolean;
  /** Returns where the browser goes to sign in; `again`: as somebody else, perhaps. */
  signInUrl(
    asked: SignInChallenge & { readonly redirectUri: string; readonly again: boolean },
  ): Promise<string>;
  /** Redeems the code in the address at which the browser came back. */
  redeem(callbackUrl: string, challenge: SignInChallenge): Promise<Redeemed>;
  /** Returns where a browser goes to sign out there, too; undefined where that cannot be done. */
  signOutUrl(returnTo: string): Promise<string | undefined>;
  /**
   * Reads a token that tells of sessions that are over; undefined if the issuer has not made it.
   */
  readSignOut(token: string): Promise<SignOutNotice | undefined>;
}
