import { type Instant, MINUTE } from '#core/time/instant.ts';
import { ownCookie, ownCookieName } from '#http/own-cookie.ts';
import type { LinkSigner, SignInChallenge } from '#usecases/ports.ts';

/** A sign-in under way: what the browser that began it keeps until the issuer sends it back. */
export interface Flow extends SignInChallenge {
  /** The path of the console to go to. */
  readonly to: string;
  readonly at: Instant;
}

/** How long somebody may take to sign in: long enough to find a token or to set up a passkey. */
const LASTS = 15 * MINUTE;

/** A browser with more tabs that sign in at once loses the older of them. */
const MOST_FLOWS = 5;

/**
 * The cookies of sign-ins under way. Each has a name of its own, made of its state, so that several
 * tabs may sign in at once; a browser has only those that it began itself. They are signed, so that
 * their moment counts; they hold no secret from their own browser.
 */
export function flowCookies(links: Pick<LinkSigner, 'sign' | 'verify'>, publicUrl: string) {
  const prefix = ownCookieName(publicUrl, 'wardbell-sign-in-');
  const nameOf = (state: string) => prefix + state.slice(0, 12);
  const forget = (name: string) => ownCookie(publicUrl, { name, value: '', lasts: 0 });

  return {
    /** Returns the cookies to set when a sign-in begins. */
    async begun(flow: Flow, held: readonly string[] = []): Promise<readonly string[]> {
      const payload = Buffer.from(JSON.stringify(flow)).toString('base64url');
      const value = `${payload}.${await links.sign(signed(payload))}`;
      const others = held.map(nameIn).filter((name) => name.startsWith(prefix));
      return [
        ownCookie(publicUrl, { name: nameOf(flow.state), value, lasts: LASTS }),
        ...(others.length < MOST_FLOWS ? [] : others.map(forget)),
      ];
    },
    /** Returns the sign-in that a browser began with this state, or why there is none. */
    async of(
      state: string,
      held: readonly string[] = [],
      now: Instant,
    ): Promise<Flow | 'unknown' | 'expired'> {
      const beginning = `${nameOf(state)}=`;
      const value = held.find((one) => one.startsWith(beginning))?.slice(beginning.length) ?? '';
      const [payload = '', signature = ''] = value.split('.');
      if (value === '' || !(await links.verify(signed(payload), signature))) {
        return 'unknown';
      }
      const flow = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Flow;
      if (flow.state !== state) {
        return 'unknown';
      }
      return now >= flow.at && now < flow.at + LASTS ? flow : 'expired';
    },
    /** Returns the cookie that makes a browser forget the sign-in: it is over. */
    ended: (state: string) => forget(nameOf(state)),
  };
}

/** What is signed here is nothing else that the same secret signs. */
function signed(payload: string): string {
  return `sign-in ${payload}`;
}

function nameIn(cookie: string): string {
  return cookie.split('=')[0] ?? '';
}
