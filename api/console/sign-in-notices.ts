import type { Role } from '#core/access/right.ts';
import { html } from '../link-pages/html.ts';
import { type ConsoleNotice, PAGED } from './notice.ts';

const SIGN_IN = html`<a href="/console/sign-in">Sign in</a>.`;
const AGAIN = html`<a href="/console/sign-in">Sign in again</a>.`;
const AS_ANOTHER = html`<a href="/console/sign-in?again=yes">Sign in as somebody else</a>.`;

/** Why nobody was signed in. */
export type NotSignedIn =
  /** There is nowhere to sign in. */
  | { readonly kind: 'not_set_up' }
  /** This browser has not begun it, or has ended it already. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'expired' }
  /** The issuer said no, or somebody turned back. */
  | { readonly kind: 'denied'; readonly why: string }
  /** What came back was used already. */
  | { readonly kind: 'used' }
  /** What came back was not made by the issuer, or not for this sign-in. */
  | { readonly kind: 'forged' }
  /** The issuer and the platform do not agree about each other. */
  | { readonly kind: 'misconfigured'; readonly why: string }
  | { readonly kind: 'no_account'; readonly claim: string; readonly claims: readonly string[] }
  | { readonly kind: 'unverified'; readonly account: string }
  | { readonly kind: 'groups_left_out'; readonly claim: string }
  | { readonly kind: 'no_role'; readonly account: string; readonly groups: readonly string[] }
  | { readonly kind: 'needs_mfa'; readonly account: string; readonly role: Role };

type Notices = {
  readonly [Kind in NotSignedIn['kind']]: (
    refused: Extract<NotSignedIn, { readonly kind: Kind }>,
  ) => ConsoleNotice;
};

const NOTICES: Notices = {
  not_set_up: () =>
    notice(404, 'Nobody can sign in here', {
      text: 'The config of this platform has no "access", which says who may sign in.',
      steps: [PAGED, 'You run it: add "access" to the config, as docs/sign-in.md shows.'],
    }),
  unknown: () =>
    notice(400, 'This sign-in is not known here', {
      text: 'It began in another browser, or at another address, or it is over already. Nobody was signed in by it.',
      steps: [SIGN_IN, PAGED],
    }),
  expired: () =>
    notice(400, 'This sign-in took too long', {
      text: 'It holds for a quarter of an hour.',
      steps: [AGAIN, PAGED],
    }),
  denied: ({ why }) =>
    notice(403, 'You were not signed in', {
      text: `Where you sign in it was said: ${short(why)}.`,
      steps: [AGAIN, PAGED],
    }),
  used: () =>
    notice(400, 'This sign-in was used already', {
      text: 'Each works once, and for a short time.',
      steps: [AGAIN, PAGED],
    }),
  forged: () =>
    notice(400, 'This sign-in cannot be trusted', {
      text: 'What came back was not made for it, or not by where you sign in. The log says what was wrong.',
      steps: [AGAIN, 'It stays so: tell whoever runs this platform.', PAGED],
    }),
  misconfigured: ({ why }) =>
    notice(502, 'Signing in is not set up as it must be', {
      text: `Where people sign in, this platform was refused: ${short(why)}.`,
      steps: [
        'Tell whoever runs this platform: docs/sign-in.md says what must be the same on both sides.',
        PAGED,
      ],
    }),
  no_account: ({ claim, claims }) =>
    notice(403, 'It was not said who you are', {
      text: `The config asks for the claim "${claim}" ("access.sign_in.person_claim"), and there are only: ${claims.join(', ')}.`,
      steps: ['Tell whoever runs this platform.', PAGED],
    }),
  unverified: ({ account }) =>
    notice(403, 'Your address is not confirmed', {
      text: `Where you sign in, nobody has shown yet that ${short(account)} is yours.`,
      steps: ['Confirm it there, and sign in again.', AS_ANOTHER, PAGED],
    }),
  groups_left_out: ({ claim }) =>
    notice(403, 'Your groups were left out', {
      text: `You are in too many for the claim "${claim}" to hold them, so that nobody knows what you may do.`,
      steps: [
        'Tell whoever runs this platform: let the issuer send only the groups that are assigned to it, as docs/sign-in.md shows.',
        PAGED,
      ],
    }),
  no_role: ({ account, groups }) =>
    notice(403, 'You may see nothing here', {
      text: `You have signed in as ${short(account)}, and the config gives no role to that account${ofGroups(groups)}.`,
      steps: [AS_ANOTHER, 'Ask whoever runs this platform for a role ("access.roles").', PAGED],
    }),
  needs_mfa: ({ account, role }) =>
    notice(403, 'A second factor is needed', {
      text: `You have signed in as ${short(account)} with one factor, and the role "${role}" asks for two.`,
      steps: [
        'Set up a second factor where you sign in, such as a passkey or a code from an app.',
        AS_ANOTHER,
        PAGED,
      ],
    }),
};

/** The page that says why nobody was signed in, and what to do. */
export function signInNotice<Refused extends NotSignedIn>(refused: Refused): ConsoleNotice {
  const words = NOTICES[refused.kind] as (about: Refused) => ConsoleNotice;
  return words(refused);
}

function notice(
  status: number,
  title: string,
  rest: Pick<ConsoleNotice, 'text' | 'steps'>,
): ConsoleNotice {
  return { status, title, ...rest };
}

/** How many groups are listed, and how long a text of others may be. */
const MOST_GROUPS = 20;
const LONGEST = 300;

function ofGroups(groups: readonly string[]): string {
  if (groups.length === 0) {
    return ', of which no groups were told';
  }
  const listed = groups.slice(0, MOST_GROUPS).map(short).join(', ');
  const more = groups.length - MOST_GROUPS;
  return ` or to any of its groups: ${listed}${more > 0 ? ` and ${more} more` : ''}`;
}

function short(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
