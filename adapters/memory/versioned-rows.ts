import type { Instant } from '#core/time/instant.ts';
import type { Due, SaveOutcome } from '#usecases/ports.ts';
import { storedDocuments } from '../stored/documents.ts';
import type { StoredKind } from '../stored/kind.ts';

interface Versioned {
  readonly version: number;
  readonly due?: Instant;
}

interface Row {
  readonly text: string;
  readonly version: number;
  readonly due: Instant | undefined;
}

/** States by key with the conditional writes of a store. */
export interface VersionedRows<State> {
  get(key: string): State | undefined;
  pick(keys: readonly string[]): Map<string, State>;
  all(): State[];
  save(key: string, state: State, expectedVersion: number): SaveOutcome;
  remove(key: string, expectedVersion: number): SaveOutcome;
  dueBefore(at: Instant, limit: number, after?: Due): Due[];
}

/**
 * Rows are kept as JSON, as in DynamoDB: nothing is shared by reference, and what JSON cannot hold
 * is lost here as there.
 */
export function versionedRows<State extends Versioned, Stored>(
  kind: StoredKind<State, Stored>,
): VersionedRows<State> {
  const documents = storedDocuments(kind);
  const rows = new Map<string, Row>();
  const holds = (key: string, version: number) => (rows.get(key)?.version ?? 0) === version;
  const get = (key: string) => {
    const row = rows.get(key);
    return row && documents.read(row.text);
  };
  return {
    get,
    pick(keys) {
      const found = new Map<string, State>();
      for (const key of keys) {
        const state = get(key);
        if (state !== undefined) {
          found.set(key, state);
        }
      }
      return found;
    },
    all: () => [...rows.values()].map((row) => documents.read(row.text)),
    save(key, state, expectedVersion) {
      if (!holds(key, expectedVersion)) {
        return 'conflict';
      }
      rows.set(key, { text: documents.write(state), version: state.version, due: state.due });
      return 'saved';
    },
    remove(key, expectedVersion) {
      if (!holds(key, expectedVersion)) {
        return 'conflict';
      }
      rows.delete(key);
      return 'saved';
    },
    dueBefore: (at, limit, after) => oldestDue(rows, at, after).slice(0, limit),
  };
}

/** The due index of some rows. In memory one lane is enough. */
export function dueIndex<State>({ dueBefore }: VersionedRows<State>) {
  return {
    dueBefore: async (at: Instant, limit: number) => dueBefore(at, limit),
    dueLanes: 1,
    dueInLane: async (_lane: number, at: Instant, limit: number, after?: Due) =>
      dueBefore(at, limit, after),
  };
}

function oldestDue(rows: ReadonlyMap<string, Row>, at: Instant, after?: Due): Due[] {
  const found: Due[] = [];
  for (const [id, { due }] of rows) {
    if (
      due !== undefined &&
      due <= at &&
      (after === undefined || compareDue({ id, due }, after) > 0)
    ) {
      found.push({ id, due });
    }
  }
  return found.sort(compareDue);
}

function compareDue(a: Due, b: Due): number {
  return a.due - b.due || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
