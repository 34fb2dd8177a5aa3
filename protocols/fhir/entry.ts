import type { Sample } from '#core/sample/sample.ts';
import { type Rejection, validateSample } from '#core/sample/validate-sample.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { idFrom, searchedIdentifier } from '#http/fhir-reference.ts';
import type { JsonObject } from '#http/json-object.ts';
import type { AuditEventRead } from './audit-event.ts';
import type { RelationsRead } from './care.ts';
import { asObject, type Element, textOf } from './element.ts';
import type { Move } from './encounter.ts';
import { identifierOf, isId } from './identity.ts';
import { type FhirIssue, invariantIssue, valueIssue } from './issue.ts';
import { parseObservation } from './observation.ts';
import type { Resolve } from './subject.ts';

/** The result of parsing a request, or an entry of a Bundle, before anything is evaluated. */
export type Entry =
  | {
      readonly kind: 'observation';
      readonly id: string;
      readonly samples: readonly Sample[];
      /** What is wrong with its other parts. */
      readonly faults: readonly FhirIssue[];
      /** It was sent with PUT, under an id of the sender's. */
      readonly isUpdate: boolean;
      /** It was sent with If-None-Exist: once taken, a repeat is answered as known. */
      readonly onlyOnce: boolean;
      /** The condition with which it was sent, if that is no search that can be answered. */
      readonly unsearched?: string;
      /** The resource as it was sent. */
      readonly resource: JsonObject;
    }
  /**
   * A resource to which others refer, or that says who has to do with whom; `moves`: who came and
   * left by it, if an Encounter; `relations`: if it was asked for them.
   */
  | {
      readonly kind: 'not_kept';
      readonly type: string;
      readonly id: string;
      readonly moves?: readonly Move[];
      readonly relations?: RelationsRead;
    }
  /** An AuditEvent. */
  | ({
      readonly kind: 'audit_event';
      readonly id: string;
      readonly isUpdate: boolean;
    } & AuditEventRead)
  | { readonly kind: 'refused'; readonly faults: readonly FhirIssue[] };

/** The context of parsing Observations. */
export interface Reading {
  readonly config: Pick<Config, 'fhir' | 'sampleTimes' | 'privacyMonitoring'>;
  readonly now: Instant;
  readonly resolve: Resolve;
}

/**
 * How an Observation was sent: the id in a PUT's path, and the search of If-None-Exist or of a
 * conditional update.
 */
export interface Asked {
  readonly method: 'POST' | 'PUT';
  readonly id?: string | undefined;
  readonly search?: string | undefined;
}

/**
 * Parses an Observation and validates its samples; it is refused if nothing is left to evaluate.
 */
export function parseEntry(observation: Element, asked: Asked, reading: Reading): Entry {
  const { config, now, resolve } = reading;
  const misnamed = idFault(observation, asked.id);
  if (misnamed !== undefined) {
    return { kind: 'refused', faults: [misnamed] };
  }
  const { search } = asked;
  const identifier = search === undefined ? undefined : searchedIdentifier(search);
  const read = parseObservation(observation, { elements: config.fhir.subjectElements, resolve });
  const faults = [...read.faults];
  const samples: Sample[] = [];
  for (const sample of read.samples) {
    const rejection = validateSample(sample, now, config.sampleTimes);
    if (rejection === undefined) {
      samples.push(sample);
    } else {
      faults.push(refusedSample(observation.path, sample, rejection));
    }
  }
  if (faults.length > 0 && samples.length === 0) {
    return { kind: 'refused', faults };
  }
  const isUpdate = asked.method === 'PUT';
  const id = asked.id ?? idFrom(identifier ?? nameOf(observation, samples));
  return {
    kind: 'observation',
    id,
    samples,
    faults,
    isUpdate,
    onlyOnce: !isUpdate && search !== undefined,
    resource: observation.json,
    ...(search !== undefined && identifier === undefined && { unsearched: search }),
  };
}

/** Returns the issue for a rejected sample of an Observation. */
export function refusedSample(path: string, { metric }: Sample, rejection: Rejection): FhirIssue {
  const detail = `The ${metric.slice(0, 80)} was not taken: ${rejection.detail}.`;
  return { ...invariantIssue(path, 'business-rule', detail), rejection };
}

/** Returns what is wrong with the id of a path, which becomes part of the answer's location. */
export function idFault(observation: Element, id: string | undefined): FhirIssue | undefined {
  if (id === undefined) {
    return undefined;
  }
  const path = `${observation.path}.id`;
  if (!isId(id)) {
    return { ...valueIssue(path, id, '1 to 64 letters, digits, hyphens and dots'), status: 400 };
  }
  const own = textOf(observation, 'id') ?? id;
  return own === id
    ? undefined
    : { ...valueIssue(path, own, `${id}, as in the path`), status: 400 };
}

/**
 * Returns the identifier of an Observation, or else what it measures of whom and when, so that a
 * repeat has the same id.
 */
function nameOf(observation: Element, samples: readonly Sample[]): string {
  const measured = samples.map(({ subject, metric, at, labels }) => [subject, metric, at, labels]);
  const { json } = observation;
  const when = Object.entries(json).filter(([name]) => /^(effective|issued)/.test(name));
  const subject = asObject(json['subject'])?.['reference'];
  const named = [textOf(observation, 'id'), typeof subject === 'string' ? subject : '', when];
  return identifierOf(observation) ?? JSON.stringify(samples.length > 0 ? measured : named);
}
