import { formatValue } from '#http/format-value.ts';
import type { JsonObject } from '#http/json-object.ts';
import { asObject, type Element, elementOf, elementsOf, textOf } from './element.ts';
import type { Entry, Reading } from './entry.ts';
import { type FhirIssue, invariantIssue, isIssue, valueIssue } from './issue.ts';
import { idOf, readResource, type Sent, takenTypes, unsupportedIssue } from './resource.ts';

/** Twenty times what a personal gateway sends at once. */
const MAX_ENTRIES = 1_000;

/**
 * Resources to which Observations refer, and which gateways send with them. Nothing of them is
 * kept.
 */
const REFERRED = new Set([
  'Patient',
  'Device',
  'DeviceMetric',
  'Encounter',
  'Location',
  'Practitioner',
  'Organization',
]);

/** A request within a Bundle: its method and resource. */
interface BundleEntry extends Sent {
  readonly type: string;
}

/** The entries of a batch or transaction, in their order. */
export interface Bundle {
  readonly kind: 'batch' | 'transaction';
  readonly entries: readonly Entry[];
}

/**
 * Parses a Bundle. References between its entries are resolved before its Observations are parsed.
 */
export function parseBundle(
  bundle: Element,
  reading: Omit<Reading, 'resolve'>,
): Bundle | FhirIssue {
  const kind = textOf(bundle, 'type');
  if (kind !== 'batch' && kind !== 'transaction') {
    return valueIssue('Bundle.type', kind, 'batch or transaction');
  }
  const entries = elementsOf(bundle, 'entry', MAX_ENTRIES);
  if (isIssue(entries)) {
    return entries;
  }
  const sent = entries.map(readSent);
  const ids = new Map<string, string>();
  for (const one of sent) {
    if (!isIssue(one) && one.fullUrl !== undefined && REFERRED.has(one.type)) {
      ids.set(one.fullUrl, `${one.type}/${idOf(one)}`);
    }
  }
  const resolve = (reference: string) => ids.get(reference);
  return { kind, entries: sent.map((one) => entryOf(one, { ...reading, resolve })) };
}

function entryOf(sent: BundleEntry | FhirIssue, reading: Reading): Entry {
  if (isIssue(sent)) {
    return { kind: 'refused', faults: [sent] };
  }
  const { type } = sent;
  if (takenTypes(reading.config).includes(type)) {
    const entry = readResource(type, sent, reading);
    return entry.kind === 'observation'
      ? { ...entry, resource: withResolved(entry.resource, reading.resolve) }
      : entry;
  }
  return REFERRED.has(type)
    ? { kind: 'not_kept', type, id: idOf(sent) }
    : { kind: 'refused', faults: [unsupportedIssue(type, reading.config)] };
}

/** Replaces references to other entries by their ids, as a server would store the resource. */
function withResolved(resource: JsonObject, resolve: Reading['resolve']): JsonObject {
  const resolved = Object.entries(resource).flatMap(([name, value]) => {
    const reference = asObject(value)?.['reference'];
    const meant = typeof reference === 'string' ? resolve(reference) : undefined;
    return meant === undefined ? [] : [[name, { ...asObject(value), reference: meant }]];
  });
  return { ...resource, ...Object.fromEntries(resolved) };
}

/** `Observation`, `Observation/123` or `Observation?identifier=…`, relative or absolute. */
const URL =
  /^(?:https?:\/\/[^?#]+\/|\/)?([A-Z][A-Za-z]{1,63})(?:\/([A-Za-z0-9.-]{1,64})|\?(.+))?\/?$/;

function readSent(entry: Element): BundleEntry | FhirIssue {
  const request = elementOf(entry, 'request');
  if (request === undefined || isIssue(request)) {
    return (
      request ?? valueIssue(`${entry.path}.request`, undefined, 'an object with method and url')
    );
  }
  const method = textOf(request, 'method');
  if (method !== 'POST' && method !== 'PUT') {
    return { ...valueIssue(`${request.path}.method`, method, 'POST or PUT'), status: 405 };
  }
  const [, type, id, query] = URL.exec(textOf(request, 'url') ?? '') ?? [];
  const expected =
    method === 'POST' ? 'Observation' : 'Observation/<id> or Observation?identifier=…';
  if (type === undefined || (method === 'POST') !== (id === undefined && query === undefined)) {
    return valueIssue(`${request.path}.url`, request.json['url'], expected);
  }
  const resource = elementOf(entry, 'resource');
  if (resource === undefined || isIssue(resource)) {
    return resource ?? valueIssue(`${entry.path}.resource`, undefined, 'an object');
  }
  if (resource.json['resourceType'] !== type) {
    return mismatchIssue(resource, type);
  }
  const search = query ?? textOf(request, 'ifNoneExist');
  return { method, type, id, search, resource, fullUrl: textOf(entry, 'fullUrl') };
}

/** The path names another type than the resource. */
export function mismatchIssue({ json, path }: Element, type: string): FhirIssue {
  const detail = `It is ${formatValue(json['resourceType'])}; the path says ${type}.`;
  return invariantIssue(`${path}.resourceType`, 'invalid', detail);
}
