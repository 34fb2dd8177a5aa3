import type { Rejection } from '#core/sample/admit.ts';
import type { Sample } from '#core/sample/sample.ts';
import type { IngestResult } from '#usecases/ingest.ts';
import { malformed } from '../decoders/decoded.ts';
import { type Entry, refusedSample } from '../decoders/fhir/entry.ts';
import type { Fault } from '../decoders/fhir/fault.ts';
import type { Done } from './fhir-answer.ts';
import type { Known } from './fhir-once.ts';

type Sent = Entry | Known;

/** The entries of a request, and the samples of those that are evaluated. */
export interface FhirRequest {
  readonly form: 'one' | 'batch' | 'transaction';
  readonly entries: readonly Sent[];
  /** For each of `samples`, the place of its entry. */
  readonly places: readonly number[];
  readonly samples: readonly Sample[];
  readonly errors: readonly Rejection[];
}

/** The samples of entries, in their order. Of a transaction in which anything is wrong nothing is evaluated. */
export function requestOf(form: FhirRequest['form'], entries: readonly Sent[]): FhirRequest {
  const faults = entries.flatMap((entry) => (entry.kind === 'refused' ? entry.faults : []));
  const errors = faults.map(({ detail }) => malformed(detail));
  const samples: Sample[] = [];
  const places: number[] = [];
  if (form !== 'transaction' || faults.length === 0)
    for (const [place, entry] of entries.entries())
      for (const sample of entry.kind === 'observation' ? entry.samples : []) {
        samples.push(sample);
        places.push(place);
      }
  return { form, entries, samples, places, errors };
}

/** What became of each entry, once its samples were evaluated: a subject may have had no room for the series of one. */
export function whatBecame(
  { form, entries, places, samples }: FhirRequest,
  rejected: IngestResult['rejected'],
): readonly Done[] {
  const faults = new Map<number, Fault[]>();
  for (const { index, ...rejection } of rejected) {
    const [sample, place] = [samples[index], places[index]];
    if (sample === undefined || place === undefined) continue;
    const path = form === 'one' ? 'Observation' : `Bundle.entry[${place}].resource`;
    faults.set(place, [...(faults.get(place) ?? []), refusedSample(path, sample, rejection)]);
  }
  return entries.map((entry, place) => {
    const found = faults.get(place);
    return found === undefined ? doneOf(entry) : { kind: 'refused', faults: found };
  });
}

function doneOf(entry: Sent): Done {
  switch (entry.kind) {
    case 'refused':
      return entry;
    case 'known':
      return taken(entry.id, 200, 'It was taken before, and nothing was evaluated again.');
    case 'not_kept': {
      const { type, id } = entry;
      const text = `No ${type} is kept here; references to it were read.`;
      return { kind: 'taken', type, id, status: 200, text };
    }
    case 'observation': {
      const { id, isUpdate, samples } = entry;
      const text = `Values evaluated: ${samples.length}. The Observation itself is not kept.`;
      return taken(id, isUpdate ? 200 : 201, text);
    }
  }
}

function taken(id: string, status: 200 | 201, text: string): Done {
  return { kind: 'taken', type: 'Observation', id, status, text };
}
