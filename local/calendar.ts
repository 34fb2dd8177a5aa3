import { fetchTarget } from '#adapters/probe/http.ts';
import { createReach } from '#adapters/probe/reach.ts';

/** The largest calendar that is fetched, in bytes; one of a year has some hundred kilobytes. */
const LARGEST = 10_000_000;

/** How long it may take, with all redirects, in milliseconds. */
const LONGEST = 30_000;

const REDIRECTS = 5;

/**
 * Fetches the text of a calendar. It goes to public addresses alone, and to the networks that are
 * named, also where it is redirected.
 *
 * @param url of HTTP or HTTPS
 * @param networks in CIDR notation
 * @throws what keeps it from the calendar, without its address, which may be a secret
 */
export async function fetchCalendar(url: string, networks: readonly string[]): Promise<string> {
  const headers = { 'user-agent': 'wardbell', accept: 'text/calendar, */*' };
  const { status, body, isCut } = await fetchTarget(
    { url, method: 'GET', headers, redirects: REDIRECTS },
    createReach(networks),
    AbortSignal.timeout(LONGEST),
    LARGEST,
  );
  if (status < 200 || status > 299) {
    throw new Error(`it answers with status ${status}`);
  }
  if (isCut) {
    throw new Error(`it has more than ${LARGEST / 1_000_000} MB`);
  }
  return body;
}
