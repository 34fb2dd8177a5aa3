import type { Duration, Instant } from '../../time/instant.ts';
import { entryOf } from '../entry.ts';
import { keptKind } from '../kept-kind.ts';
import type { Edits } from '../kind.ts';
import { OLDEST_ACCESS } from './record-access.ts';
import type { Relation, RelationsEntry } from './state.ts';

/** The key of the entry with the relations of a user. */
const RELATIONS_KEY = 'relations';

/** How much longer than it holds a relation is known: accesses of its time may be told later. */
const LINGERS: Duration = OLDEST_ACCESS;

/** More than anybody cares for at once. */
const MOST = 300;

const NONE: readonly Relation[] = [];

/** The kind of what a sender has told of a user's relations to patients, by its own times. */
export const RELATIONS = keptKind<RelationsEntry>({
  about: () => ({ rule: '', metric: '', labels: {} }),
  texts: ({ relations }) => relations.flatMap(({ patient, by }) => [patient, by]),
  counted: ({ relations }) => 2 * relations.length,
  due: ({ relations }) => Math.max(0, ...relations.map(({ until }) => until)) + LINGERS,
});

/**
 * Notes relations, and returns all that are known of the user by now. What a resource tells
 * replaces what it has told before of the same patient.
 */
export function noteRelations(edits: Edits, told: readonly Relation[]): readonly Relation[] {
  const stored = entryOf('relations', edits.get(RELATIONS_KEY))?.relations ?? NONE;
  const known = stored.filter(({ until }) => until + LINGERS > edits.now);
  const all = new Map(known.map((one) => [relationKey(one), one]));
  for (const one of told) {
    const before = all.get(relationKey(one));
    if (before?.from !== one.from || before.until !== one.until) {
      all.set(relationKey(one), one);
    }
  }
  const relations = mostUseful([...all.values()], edits.now);
  const before = new Set(known);
  if (relations.length !== known.length || relations.some((one) => !before.has(one))) {
    edits.put(RELATIONS_KEY, { kind: 'relations', relations });
  }
  return relations;
}

function relationKey({ by, patient }: Relation): string {
  return `${by} ${patient}`;
}

/**
 * Where there are too many: first what holds, of each patient that which lasts longest, then what
 * begins next, what else holds, and what is over.
 */
function mostUseful(all: readonly Relation[], now: Instant): readonly Relation[] {
  const lasting = all.filter(({ until }) => until + LINGERS > now);
  if (lasting.length <= MOST) {
    return lasting;
  }
  const byEnd = lasting.toSorted((a, b) => b.until - a.until);
  const over = byEnd.filter(({ until }) => until < now);
  const next = lasting.filter(({ from }) => from > now).toSorted((a, b) => a.from - b.from);
  const holding = byEnd.filter(({ from, until }) => from <= now && now <= until);
  const ofPatients = Map.groupBy(holding, ({ patient, own = false }) => `${patient} ${own}`);
  const longest = new Set([...ofPatients.values()].flatMap(([first = []]) => first));
  const besides = holding.filter((one) => !longest.has(one));
  return [...longest, ...next, ...besides, ...over].slice(0, MOST);
}
