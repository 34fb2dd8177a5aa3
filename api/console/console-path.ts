import { CONSOLE_ROOT, CONSOLE_START } from '#console/addresses.ts';

/** Addresses of the console that show nothing to come back to. */
const OF_SIGN_IN = /^\/console\/(sign-in|callback|sign-out|signed-out|back-channel-logout)\b/u;

/**
 * Returns where to go after signing in: a path of the console with its query, whatever was asked
 * for. An address elsewhere would make the sign-in a way to lead people astray.
 */
export function consolePath(asked: string | undefined, publicUrl: string): string {
  const base = new URL(publicUrl);
  const url = URL.parse(asked ?? '', publicUrl);
  const isOurs =
    url !== null && url.origin === base.origin && url.pathname.startsWith(CONSOLE_ROOT);
  return isOurs && !OF_SIGN_IN.test(url.pathname) ? url.pathname + url.search : CONSOLE_START;
}
