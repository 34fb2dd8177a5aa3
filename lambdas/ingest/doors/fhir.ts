import type { Config } from '#core/config.ts';
import type { Instant } from '#core/time/instant.ts';
import type { IngestResult } from '#usecases/ingest.ts';
import type { HttpEvent, HttpResponse } from '../../support/http.ts';
import { jsonText } from '../../support/json-text.ts';
import { MOST_SAMPLE_BYTES, NOT_UTF8 } from '../../support/read-body.ts';
import type { Runtime } from '../../support/runtime.ts';
import type { Undecodable } from '../decoders/decoded.ts';
import { type Bundle, mismatch, readBundle, unsupported } from '../decoders/fhir/bundle.ts';
import { asObject, type Element } from '../decoders/fhir/element.ts';
import { type Entry, readEntry } from '../decoders/fhir/entry.ts';
import { type Fault, isFault } from '../decoders/fhir/fault.ts';
import type { SampleDoor } from '../door.ts';
import { answerEach, answerOne, type Done, refuseAll } from './fhir-answer.ts';
import { createOnce } from './fhir-once.ts';
import { refuseFhir } from './fhir-refusal.ts';
import { type FhirRequest, isRefused, requestOf, whatBecame } from './fhir-request.ts';

/** The ways in for FHIR R4: an Observation by itself, and many of them in a Bundle. */
interface FhirDoors {
  readonly observation: SampleDoor<FhirRequest>;
  readonly bundle: SampleDoor<FhirRequest>;
}

/** One for each function: both doors remember together what was taken under If-None-Exist. */
export function fhirDoors({ config, publicUrl }: Pick<Runtime, 'config' | 'publicUrl'>): FhirDoors {
  const once = createOnce();
  const request = (form: FhirRequest['form'], entries: readonly Entry[]) =>
    requestOf(form, entries.map(once.withoutKnown));
  const shared = {
    body: { types: ['application/fhir+json', 'application/json'], maxBytes: MOST_SAMPLE_BYTES },
    answer: (sent: FhirRequest, result: IngestResult) => {
      const done = whatBecame(sent, result);
      if (!isRefused(sent))
        for (const [place, entry] of sent.entries.entries())
          if (done[place]?.kind === 'taken') once.add(entry);
      return answer(sent.form, done, `${publicUrl}/fhir`);
    },
    refuse: refuseFhir,
  };
  return {
    observation: {
      ...shared,
      decode({ bytes }, { now, event }) {
        const json = parse(bytes);
        if ('detail' in json) return json;
        return request('one', [readOne(json, event, config, now)]);
      },
    },
    bundle: {
      ...shared,
      decode({ bytes }, { now }) {
        const json = parse(bytes);
        if ('detail' in json) return json;
        const bundle = readMany(json, config, now);
        if (isFault(bundle)) return request('one', [{ kind: 'refused', faults: [bundle] }]);
        return request(bundle.kind, bundle.entries);
      },
    },
  };
}

function parse(bytes: Buffer): { readonly json: Element['json'] } | Undecodable {
  const text = jsonText(bytes);
  if (text === undefined) return { kind: 'malformed', detail: NOT_UTF8 };
  try {
    const json = asObject(JSON.parse(text));
    if (json !== undefined) return { json };
    return { kind: 'malformed', detail: 'The body is not an object of JSON, as a resource is.' };
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 200) : 'it cannot be parsed';
    return { kind: 'malformed', detail: `The body is not JSON: ${why}.` };
  }
}

function readOne(
  { json }: Pick<Element, 'json'>,
  { pathParameters = {}, headers }: HttpEvent,
  config: Config,
  now: Instant,
): Entry {
  const { id, proxy = '', type = proxy.replace(/\/$/, '') } = pathParameters;
  const resource = { json, path: 'Observation' };
  if (type !== 'Observation') return { kind: 'refused', faults: [unsupported(type)] };
  if (json['resourceType'] !== type) return { kind: 'refused', faults: [mismatch(resource, type)] };
  const method = id === undefined ? 'POST' : 'PUT';
  const asked = { method, id, search: headers['if-none-exist'] } as const;
  // By itself an Observation refers to nothing that came with it.
  return readEntry(resource, asked, { config, now, resolve: () => undefined });
}

function readMany({ json }: Pick<Element, 'json'>, config: Config, now: Instant): Bundle | Fault {
  const resource = { json, path: 'Bundle' };
  return json['resourceType'] === 'Bundle'
    ? readBundle(resource, { config, now })
    : mismatch(resource, 'Bundle');
}

function answer(form: FhirRequest['form'], done: readonly Done[], base: string): HttpResponse {
  const [first] = done;
  if (form === 'one' && first !== undefined) return answerOne(first, base);
  const faults = done.flatMap((one) => (one.kind === 'refused' ? one.faults : []));
  return form === 'transaction' && faults.length > 0
    ? refuseAll(422, faults)
    : answerEach(form === 'batch' ? 'batch' : 'transaction', done);
}
