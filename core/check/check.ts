import type { JsonValue } from '../collections/json-pointer.ts';
import type { Duration, Instant } from '../time/instant.ts';

/** A host and a port. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** Returns the host of a URL, an address of IPv6 without its brackets. */
export function hostOf({ hostname }: Pick<URL, 'hostname'>): string {
  return hostname.replace(/^\[(.*)\]$/u, '$1');
}

/** What an answer over HTTP must be. */
export interface HttpTarget {
  readonly kind: 'http';
  readonly url: string;
  readonly method: 'GET' | 'HEAD';
  readonly headers: Readonly<Record<string, string>>;
  /** The statuses that are good; none: every 2xx. */
  readonly status: readonly number[];
  readonly contains?: string;
  /** Values of a JSON body, by RFC 6901's pointers to them. */
  readonly json: Readonly<Record<string, JsonValue>>;
  /** How many redirects it follows. */
  readonly redirects: number;
}

export const RECORD_TYPES = ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'SRV', 'TXT'] as const;

/** What is asked of a name server. */
export interface DnsTarget {
  readonly kind: 'dns';
  readonly name: string;
  readonly type: (typeof RECORD_TYPES)[number];
  /** What one of the records must have in it. */
  readonly contains?: string;
  /** A name server by its address; otherwise those of the machine are asked. */
  readonly server?: Endpoint;
}

export type CheckTarget = HttpTarget | DnsTarget | ({ readonly kind: 'tcp' | 'tls' } & Endpoint);

/** An active check: something that is asked again and again whether it is there. */
export interface Check {
  readonly name: string;
  readonly target: CheckTarget;
  readonly every: Duration;
  readonly timeout: Duration;
  /** The places that probe it; none named: each but the account. */
  readonly places: readonly string[];
  /** The networks in CIDR notation that it may reach, beside public addresses. */
  readonly reach: readonly string[];
}

/** The outcome of one probe. */
export interface Probed {
  /** Why it failed, for people; absent if it succeeded. */
  readonly failure?: string;
  readonly took: Duration;
  readonly status?: number;
  /** When the certificate that was shown ends to be valid. */
  readonly certificateEnds?: Instant;
}

/**
 * The place that is the account of AWS that Wardbell is deployed to, in each of its Regions; their
 * names are the places of what is probed there.
 */
export const ACCOUNT = 'aws';

/** How many checks may be probed from the account: all that are due are probed at once. */
export const MOST_FROM_ACCOUNT = 100;

/**
 * Returns the checks that a place probes. From the account are probed only those that say so: what
 * it asks is paid for, and seen by others.
 */
export function checksOf(checks: readonly Check[], place: string): readonly Check[] {
  return checks.filter(
    ({ places }) => places.includes(place) || (places.length === 0 && place !== ACCOUNT),
  );
}
