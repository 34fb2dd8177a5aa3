import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import type { HttpEvent, HttpResponse } from '#http/http.ts';
import { MAX_SAMPLE_BYTES } from '#http/read-body.ts';
import type { Runtime } from '#runtime/runtime.ts';
import type { IngestResult } from '#usecases/ingest-samples.ts';
import type { Undecodable } from '../decoded.ts';
import type { From, SampleDoor } from '../door.ts';
import { parseBody } from '../parse-body.ts';
import { answerEach, answerOne, type Done, refuseAll } from './answer.ts';
import { type Bundle, mismatchIssue, parseBundle } from './bundle.ts';
import { createConditionalCreateCache } from './conditional-create.ts';
import { asObject, type Element } from './element.ts';
import type { Entry } from './entry.ts';
import { type FhirIssue, isIssue } from './issue.ts';
import { type Preference, preferenceOf } from './prefer.ts';
import type { Recent } from './recent.ts';
import { refuseFhir } from './refusal.ts';
import { entryOutcomes, type FhirRequest, isRefused, requestOf } from './request.ts';
import { readResource, takenTypes, unsupportedIssue } from './resource.ts';

/** The decoded request, and the form of its answer. */
export interface Asked extends FhirRequest {
  readonly prefer: Preference;
  readonly from: From;
}

/** The doors of FHIR R4: for a single Observation, and for a Bundle of many. */
interface FhirDoors {
  readonly observation: SampleDoor<Asked>;
  readonly bundle: SampleDoor<Asked>;
}

/** Create it once for each function: both doors share the memory of recent resources. */
export function fhirDoors(
  { config, publicUrl }: Pick<Runtime, 'config' | 'publicUrl'>,
  recent: Recent,
): FhirDoors {
  const once = createConditionalCreateCache();
  const request = (form: FhirRequest['form'], entries: readonly Entry[], from: From): Asked => ({
    ...requestOf(form, entries.map(once.withoutKnown)),
    prefer: preferenceOf(from.event.headers),
    from,
  });
  const shared = {
    body: { types: ['application/fhir+json', 'application/json'], maxBytes: MAX_SAMPLE_BYTES },
    answer: (sent: Asked, result: IngestResult) => {
      const done = entryOutcomes(sent, result);
      if (!isRefused(sent)) {
        for (const [place, entry] of sent.entries.entries()) {
          const one = done[place];
          if (one?.kind !== 'taken') {
            continue;
          }
          once.add(entry);
          if (one.resource !== undefined) {
            recent.keep(one.id, one.resource, sent.from.key);
          }
        }
      }
      return answer(sent, done, `${publicUrl}/fhir`);
    },
    renderProblem: refuseFhir,
  };
  return {
    observation: {
      ...shared,
      decode({ bytes }, from) {
        const json = parse(bytes);
        if ('detail' in json) {
          return json;
        }
        return request('one', [readOne(json, from.event, config, from.now)], from);
      },
    },
    bundle: {
      ...shared,
      decode({ bytes }, from) {
        const json = parse(bytes);
        if ('detail' in json) {
          return json;
        }
        const bundle = readMany(json, config, from.now);
        return isIssue(bundle)
          ? request('one', [{ kind: 'refused', faults: [bundle] }], from)
          : request(bundle.kind, bundle.entries, from);
      },
    },
  };
}

function parse(bytes: Buffer): { readonly json: Element['json'] } | Undecodable {
  const parsed = parseBody(bytes);
  if ('kind' in parsed) {
    return parsed;
  }
  const json = asObject(parsed.json);
  if (json !== undefined) {
    return { json };
  }
  return { kind: 'malformed', detail: 'The body is not an object of JSON, as a resource is.' };
}

function readOne(
  { json }: Pick<Element, 'json'>,
  { pathParameters = {}, headers, rawQueryString }: HttpEvent,
  config: Config,
  now: Instant,
): Entry {
  const { id, proxy = '', type = proxy.replace(/\/$/, '') } = pathParameters;
  const isUpdate = pathParameters['type'] !== undefined;
  const search = (isUpdate ? rawQueryString : headers['if-none-exist'])?.trim() || undefined;
  const resource = { json, path: type };
  if (!takenTypes(config).includes(type)) {
    return { kind: 'refused', faults: [unsupportedIssue(type, config)] };
  }
  if (json['resourceType'] !== type) {
    return { kind: 'refused', faults: [mismatchIssue(resource, type)] };
  }
  if (isUpdate && id === undefined && search === undefined) {
    return { kind: 'refused', faults: [NOTHING_TO_UPDATE] };
  }
  const sent = { method: isUpdate ? 'PUT' : 'POST', id, search, resource } as const;
  // A single resource refers to nothing that came with it.
  return readResource(type, sent, { config, now, resolve: () => undefined });
}

const NOTHING_TO_UPDATE: FhirIssue = {
  kind: 'fault',
  status: 400,
  code: 'required',
  detail:
    'The address names no resource: PUT it to Observation/<id> or Observation?identifier=<system>|<value>, or POST it.',
};

function readMany(
  { json }: Pick<Element, 'json'>,
  config: Config,
  now: Instant,
): Bundle | FhirIssue {
  const resource = { json, path: 'Bundle' };
  return json['resourceType'] === 'Bundle'
    ? parseBundle(resource, { config, now })
    : mismatchIssue(resource, 'Bundle');
}

function answer({ form, prefer }: Asked, done: readonly Done[], base: string): HttpResponse {
  const [first] = done;
  if (form === 'one' && first !== undefined) {
    return answerOne(first, base, prefer);
  }
  const faults = done.flatMap((one) => (one.kind === 'refused' ? one.faults : []));
  return form === 'transaction' && faults.length > 0
    ? refuseAll(422, faults)
    : answerEach(form === 'batch' ? 'batch' : 'transaction', done, prefer);
}
