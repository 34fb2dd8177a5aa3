import { DAY, type Duration, type Instant } from '../../time/instant.ts';
import { entryOf } from '../entry.ts';
import type { Edits, Kind } from '../kind.ts';
import type { Relation, RelationsEntry } from './state.ts';

/** The key of the entry with the relations of a user. */
const RELATIONS_KEY = 'relations';

/** How much longer than it holds a relation is known: accesses of its time may be told later. */
const LINGERS: Duration = DAY;

/** More than anybody cares for at once; those that end soonest give way. */
const MOST = 300;

const NONE: readonly Relation[] = [];

/** The kind of what the sender has told of a user's relations to patients. */
export const RELATIONS: Kind<RelationsEntry> = {
  about: () => ({ rule: '', metric: '', labels: {} }),
  phase: () => 'healthy',
  since: () => undefined,
  rank: () => 'watched',
  texts: ({ relations }) => relations.map(({ patient }) => patient),
  counted: ({ relations }) => 2 * relations.length,
  newestSample: () => 0,
  lastValue: () => undefined,
  // They are the sender's times.
  moved: (state) => state,
  due: ({ relations }) => Math.max(0, ...relations.map(({ until }) => until)) + LINGERS,
  reconcile(edits, rules, key, state) {
    if (RELATIONS.due(state, rules) <= edits.now) {
      edits.drop(key);
    }
  },
};

/** Notes relations, and returns all that are known of the user by now. */
export function noteRelations(edits: Edits, told: readonly Relation[]): readonly Relation[] {
  const known = entryOf('relations', edits.get(RELATIONS_KEY))?.relations ?? NONE;
  const lasting = told.filter(({ until }) => until + LINGERS > edits.now);
  const all = lasting.reduce(withRelation, known);
  if (all === known) {
    return known;
  }
  const relations = mostLasting(all, edits.now);
  edits.put(RELATIONS_KEY, { kind: 'relations', relations });
  return relations;
}

/** Relations to one patient whose times touch are one; what is known already changes nothing. */
function withRelation(all: readonly Relation[], one: Relation): readonly Relation[] {
  const touching = all.filter((other) => touches(other, one));
  if (touching.some(({ from, until }) => from <= one.from && until >= one.until)) {
    return all;
  }
  const from = Math.min(one.from, ...touching.map((other) => other.from));
  const until = Math.max(one.until, ...touching.map((other) => other.until));
  return [...all.filter((other) => !touching.includes(other)), { ...one, from, until }];
}

function touches(other: Relation, one: Relation): boolean {
  const isSame = other.patient === one.patient && other.own === one.own;
  return isSame && other.from <= one.until && one.from <= other.until;
}

function mostLasting(all: readonly Relation[], now: Instant): readonly Relation[] {
  return all
    .filter(({ until }) => until + LINGERS > now)
    .toSorted((a, b) => b.until - a.until)
    .slice(0, MOST);
}
