import type { Rejection } from '#core/sample/validate-sample.ts';
import { formatValue } from '#http/format-value.ts';
import { isObject, type JsonObject } from '#http/json-object.ts';
import type { AccessesTold } from '#usecases/ingest-accesses.ts';
import type { IngestResult } from '#usecases/ingest-samples.ts';
import { malformed } from '../decoded.ts';
import type { PlacedSample } from '../placed.ts';
import type { Done } from './answer.ts';
import { MOST_RELATIONS, type RelationsRead } from './care.ts';
import type { Known } from './conditional-create.ts';
import type { Move } from './encounter.ts';
import { type Entry, refusedSample } from './entry.ts';
import type { FhirIssue } from './issue.ts';

/** A request costs a read, and may cost a write, for each user of whom it tells. */
const MOST_RELATIONS_AT_ONCE = 5_000;

type Sent = Entry | Known;
type EntryOf<Kind extends Entry['kind']> = Extract<Entry, { readonly kind: Kind }>;

/** The entries of a request, and the samples of those that are evaluated. */
export interface FhirRequest {
  readonly form: 'one' | 'batch' | 'transaction';
  readonly entries: readonly Sent[];
  /** Their positions are those of their entries. */
  readonly samples: readonly PlacedSample[];
  readonly errors: readonly Rejection[];
}

/**
 * Collects the samples of entries, in their order. A transaction with any error is not evaluated at
 * all.
 */
export function requestOf(form: FhirRequest['form'], sent: readonly Sent[]): FhirRequest {
  const entries = withRoomForRelations(sent);
  const faults = entries.flatMap(faultsOf);
  const errors = faults.map(({ detail, rejection }) => ({ ...malformed(detail), ...rejection }));
  const samples: PlacedSample[] = [];
  if (!isRefused({ form, errors })) {
    for (const [index, entry] of entries.entries()) {
      for (const sample of entry.kind === 'observation' ? entry.samples : []) {
        samples.push({ sample, index });
      }
    }
  }
  return { form, entries, samples, errors };
}

/** Leaves out the relations for which others of the request have left no room. */
function withRoomForRelations(entries: readonly Sent[]): readonly Sent[] {
  let room = MOST_RELATIONS_AT_ONCE;
  return entries.map((entry) => {
    if (entry.kind !== 'not_kept' || entry.relations === undefined) {
      return entry;
    }
    const { noted, leftOut } = entry.relations;
    const kept = noted.slice(0, room);
    room -= kept.length;
    return { ...entry, relations: { noted: kept, leftOut: leftOut + noted.length - kept.length } };
  });
}

/** Whether nothing of it is evaluated. */
export function isRefused({ form, errors }: Pick<FhirRequest, 'form' | 'errors'>): boolean {
  return form === 'transaction' && errors.length > 0;
}

/** Who has come and left, by the Encounters of a request; nobody by one that is refused. */
export function movesIn(sent: FhirRequest): readonly Move[] {
  return isRefused(sent)
    ? []
    : sent.entries.flatMap((entry) => (entry.kind === 'not_kept' ? (entry.moves ?? []) : []));
}

/** What a request tells of accesses to records; nothing if it is refused. */
export function accessesIn(sent: FhirRequest): AccessesTold {
  const entries = isRefused(sent) ? [] : sent.entries;
  return {
    accesses: entries.flatMap((entry) => ('accesses' in entry ? entry.accesses : [])),
    relations: entries.flatMap((entry) =>
      entry.kind === 'not_kept' ? (entry.relations?.noted ?? []) : [],
    ),
  };
}

function faultsOf(entry: Sent): readonly FhirIssue[] {
  return entry.kind === 'refused' || entry.kind === 'observation' ? entry.faults : [];
}

/**
 * Returns the outcome of each entry once its samples were evaluated: one may have come too late, or
 * its subject may have had no room for its series.
 */
export function entryOutcomes(
  { form, entries }: FhirRequest,
  { rejected, passedOver }: Pick<IngestResult, 'rejected' | 'passedOver'>,
): readonly Done[] {
  const faults = new Map<number, FhirIssue[]>();
  for (const { sample, index: place, ...rejection } of rejected) {
    const path = form === 'one' ? 'Observation' : `Bundle.entry[${place}].resource`;
    faults.set(place, [...(faults.get(place) ?? []), refusedSample(path, sample, rejection)]);
  }
  const late = Map.groupBy(passedOver, ({ index }) => index);
  return entries.map((entry, place) => {
    const metrics = (late.get(place) ?? []).map(({ sample }) => sample.metric);
    return doneOf(entry, faults.get(place) ?? [], metrics);
  });
}

function doneOf(entry: Sent, rejected: readonly FhirIssue[], late: readonly string[]): Done {
  switch (entry.kind) {
    case 'refused':
      return entry;
    case 'known':
      return taken(entry, 200, 'It was taken before, and nothing was evaluated again.');
    case 'not_kept': {
      const { type, id } = entry;
      return { kind: 'taken', type, id, status: 200, text: unkeptInWords(entry) };
    }
    case 'audit_event': {
      const { id, isUpdate } = entry;
      const status = isUpdate ? 200 : 201;
      return { kind: 'taken', type: 'AuditEvent', id, status, text: auditInWords(entry) };
    }
    case 'observation':
      return evaluated(entry, rejected, late);
  }
}

function unkeptInWords({ type, moves, relations }: EntryOf<'not_kept'>): string {
  const told = [
    ...(moves === undefined ? [] : [movesInWords(moves)]),
    ...(relations === undefined ? [] : [relationsInWords(type, relations)]),
  ];
  const all = told.length === 0 ? ['references to it were read.'] : told;
  return `No ${type} is kept here; ${all.join(' ')}`;
}

function relationsInWords(type: string, { noted, leftOut }: RelationsRead): string {
  const what = type === 'Person' ? 'links of a user to their own record' : 'reasons of care';
  const without =
    leftOut > 0
      ? ` Left out: ${leftOut}, since a resource may tell of ${MOST_RELATIONS} and a request of ${MOST_RELATIONS_AT_ONCE}.`
      : '';
  return `${what} that were noted: ${noted.length}.${without}`;
}

function auditInWords(entry: EntryOf<'audit_event'>): string {
  return 'ignored' in entry
    ? `It is not judged: ${entry.ignored}.`
    : `Accesses judged: ${entry.accesses.length}. The AuditEvent itself is not kept.`;
}

function movesInWords(moves: readonly Move[]): string {
  return moves.length > 0
    ? 'limits of single subjects that were set before somebody came or left have ended.'
    : 'it says of nobody when they came or left: a moment in location.period, or of one that is finished in period.end.';
}

function evaluated(
  entry: Extract<Entry, { kind: 'observation' }>,
  rejected: readonly FhirIssue[],
  late: readonly string[],
): Done {
  const { isUpdate, onlyOnce, samples, faults, unsearched } = entry;
  const count = samples.length - rejected.length - late.length;
  const passed =
    late.length > 0
      ? ` Not evaluated: ${late.map((metric) => metric.slice(0, 80)).join(', ')}, since a value of the same time or of a later one came before.`
      : '';
  const condition =
    unsearched === undefined
      ? ''
      : ` Nothing was searched for by ${formatValue(unsearched)}, since only identifier=<system>|<value> can be.`;
  const text = `Values evaluated: ${count}.${passed}${condition} The Observation itself is not kept.`;
  const all = [...faults, ...rejected];
  // Another instance may have taken it: the stored state shows that nothing of it is new.
  const isRepeat = onlyOnce && samples.length > 0 && late.length === samples.length;
  return all.length > 0
    ? { kind: 'refused', faults: all, text }
    : taken(entry, isUpdate || isRepeat ? 200 : 201, text);
}

function taken(
  { id, resource }: { readonly id: string; readonly resource: JsonObject },
  status: 200 | 201,
  text: string,
): Done {
  const meta = isObject(resource['meta']) ? resource['meta'] : {};
  const named = { ...resource, id, meta: { ...meta, versionId: '1' } };
  return { kind: 'taken', type: 'Observation', id, status, text, resource: named };
}
