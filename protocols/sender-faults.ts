import { truncateText } from '#core/alert/external-alert.ts';
import type { SenderFault } from '#core/alert/sender-fault.ts';
import { own } from '#core/collections/own.ts';
import { REPLICA_LABELS } from '#core/sample/replica.ts';
import type { Sample } from '#core/sample/sample.ts';
import type { Rejection } from '#core/sample/validate-sample.ts';
import type { Config } from '#core/team/config.ts';
import type { HttpEvent } from '#http/http.ts';
import type { IngestResult } from '#usecases/ingest-samples.ts';
import type { ApiKey } from '#usecases/ports.ts';

/** The origin of a request, as far as it distinguishes senders. */
export interface RequestSender {
  readonly key: Pick<ApiKey, 'name'>;
  readonly event: Pick<HttpEvent, 'requestContext'>;
}

/** What is wrong with a request, and the outcome of its samples. */
interface Outcome {
  readonly errors: readonly Rejection[];
  readonly shared?: Sample;
  readonly result: Pick<IngestResult, 'accepted' | 'duplicates' | 'outOfOrder' | 'rejected'>;
}

/**
 * Derives faults of the sender from the rejections of a request: its clock is wrong, if nothing was
 * accepted because of its time; or it sends impossible values; or its processes alternate in one
 * series.
 */
export function sampleFaults(
  outcome: Outcome,
  by: RequestSender,
  config: Pick<Config, 'aliases'>,
): readonly SenderFault[] {
  const { errors, result, shared } = outcome;
  const refused = [...errors, ...result.rejected];
  if (refused.length === 0 && shared === undefined) {
    return NONE;
  }
  const from = (sample: Sample | undefined): From => {
    const sender = senderOf(sample, config);
    return { key: by.key.name, ...addressOf(by.event), ...(sender !== '' && { sender }) };
  };
  const first = from(result.rejected[0]?.sample);
  return [
    ...clockFault(outcome, refused, first),
    ...valuesFault(refused, first),
    ...(shared === undefined ? [] : [seriesFault(from(shared))]),
  ];
}

const NONE: readonly SenderFault[] = [];

/** Adds the address of the request to faults that alerts show. */
export function withAddress(
  faults: readonly SenderFault[],
  { event }: Pick<RequestSender, 'event'>,
): readonly SenderFault[] {
  return faults.map((fault) => ({ ...fault, ...addressOf(event) }));
}

function addressOf({ requestContext }: RequestSender['event']): Pick<SenderFault, 'address'> {
  const { sourceIp: address } = requestContext.http;
  return { ...(address !== '' && { address }) };
}

type From = Pick<SenderFault, 'key' | 'sender' | 'address'>;

/** An old sample among accepted ones is late; if all are old, the clock is behind. */
function clockFault(
  { result }: Outcome,
  refused: readonly Rejection[],
  from: From,
): readonly SenderFault[] {
  const ofTime = refused.find(({ reason }) => reason === 'too_old' || reason === 'in_future');
  const isTaken = result.accepted + result.duplicates + result.outOfOrder > 0;
  if (ofTime === undefined || isTaken) {
    return NONE;
  }
  const how = ofTime.reason === 'too_old' ? 'too old' : 'of the future';
  const title = `All its samples are refused as ${how}: set its clock right`;
  return [{ kind: 'clock', ...from, title, detail: ofTime.detail }];
}

function valuesFault(refused: readonly Rejection[], from: From): readonly SenderFault[] {
  const impossible = refused.filter(({ reason }) => reason === 'impossible');
  const metrics = [...new Set(impossible.flatMap(({ metric }) => metric ?? []))];
  if (impossible.length === 0) {
    return NONE;
  }
  const title = 'It sends values that cannot be, which are refused: check its unit and sensor';
  const detail = `refused: ${metrics.join(', ') || 'a value'} (${impossible.length} of a request)`;
  return [{ kind: 'values', ...from, title, detail }];
}

function seriesFault(from: From): SenderFault {
  const title = 'Several of its processes are one series: give each a host.name that stays';
  const detail = 'values of service.instance.id take turns under one subject with the same labels';
  return { kind: 'series', ...from, title, detail };
}

/**
 * Labels by which operators of several Prometheus servers or services distinguish them. Others are
 * left out: one may name a patient, and these appear in pages.
 */
const NAMING = ['cluster', 'prometheus', ...REPLICA_LABELS, 'service.name', 'host.name'];

const MOST = 64;

function senderOf(sample: Sample | undefined, { aliases }: Pick<Config, 'aliases'>): string {
  const { labels = {}, replica }: Partial<Sample> = sample ?? {};
  const named = NAMING.flatMap((name) => own(labels, name) ?? []);
  const names = replica === undefined ? named : [...named, replica];
  // The replacement for a subject whose name must not leave in a page.
  return names.map((name) => truncateText(own(aliases, name) ?? name, MOST)).join(' ');
}
