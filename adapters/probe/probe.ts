import type { Check, DnsTarget, Probed } from '#core/check/check.ts';
import { faultOfAnswer } from '#core/check/http-answer.ts';
import { formatDuration } from '#core/time/duration.ts';
import type { Duration, Instant } from '#core/time/instant.ts';
import { connectTcp, connectTls } from './connect.ts';
import { resolveTarget } from './dns.ts';
import { fetchTarget } from './http.ts';
import { createReach, type Reach } from './reach.ts';

type Found = Omit<Probed, 'took'>;

/**
 * Probes what a check asks for, once. It does not throw, and ends by its timeout, or when it is
 * stopped.
 */
export async function probe(check: Check, stop?: AbortSignal): Promise<Probed> {
  const began = performance.now();
  const timeout = AbortSignal.timeout(check.timeout);
  const signal = stop === undefined ? timeout : AbortSignal.any([timeout, stop]);
  const found = await inTime(find(check, createReach(check.reach), signal), signal).catch(
    (error: unknown): Found => ({ failure: failureOf(error, signal, check.timeout) }),
  );
  return { ...found, took: performance.now() - began };
}

/** A look-up of the machine cannot be stopped: nobody waits for it longer than for all else. */
async function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  return Promise.race([work, late]);
}

async function find({ target, timeout }: Check, reach: Reach, signal: AbortSignal): Promise<Found> {
  switch (target.kind) {
    case 'http': {
      const answer = await fetchTarget(target, reach, signal);
      const failure = faultOfAnswer(target, answer);
      const { status, certificateEnds } = answer;
      return { status, ...until(certificateEnds), ...(failure !== undefined && { failure }) };
    }
    case 'tcp':
      await connectTcp(target, reach, signal);
      return {};
    case 'tls':
      return until(await connectTls(target, reach, signal));
    case 'dns': {
      const records = await resolveTarget(target, reach, { timeout, signal });
      const failure = faultOfRecords(target, records);
      return { ...(failure !== undefined && { failure }) };
    }
  }
}

function until(certificateEnds: Instant | undefined): Pick<Probed, 'certificateEnds'> {
  return { ...(certificateEnds !== undefined && { certificateEnds }) };
}

function faultOfRecords(
  { contains = '' }: DnsTarget,
  records: readonly string[],
): string | undefined {
  return records.some((record) => record.includes(contains))
    ? undefined
    : `none of its ${records.length} records contains ${JSON.stringify(contains)}`;
}

/** What systems say by a code, in words. */
const IN_WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'it refuses the connection',
  ECONNRESET: 'it broke off the connection before the end of its answer',
  ENOTFOUND: 'its name is not known',
  ENODATA: 'its name has no such record',
  EHOSTUNREACH: 'no way leads there',
  ENETUNREACH: 'no way leads there',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'nobody who is trusted has signed its certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
};

function failureOf(error: unknown, signal: AbortSignal, timeout: Duration): string {
  if (signal.aborted) {
    return `it had not answered after ${formatDuration(timeout)}`;
  }
  // Of several addresses that were tried, each has an error of its own.
  const first = error instanceof AggregateError ? error.errors[0] : error;
  const { code = '', message } = first as { readonly code?: string; readonly message: string };
  return IN_WORDS[code] ?? message;
}
