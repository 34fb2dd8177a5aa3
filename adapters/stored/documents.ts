import {
  type Carried,
  carriedIn,
  documentJson,
  type OpenedDocument,
  openDocument,
  stateOf,
  storedForm,
} from './document.ts';
import type { StoredKind } from './kind.ts';

/**
 * Of how many documents of later versions it is remembered what must be kept of them: far more than
 * are loaded at once to be saved.
 */
const MAX_CARRIED = 10_000;

/** How a store reads and writes documents of one kind. */
export interface Documents<State, Stored = State> {
  /** The state in a document's JSON. */
  read(json: string): State;
  /** The JSON of a state. */
  write(state: State): string;
  /** The state of a document that was put together of parts. */
  readOpened(opened: OpenedDocument<Stored>): State;
  /** The document of a state, for whoever divides it, and what its label needs. */
  toStored(state: State): { readonly stored: Stored; readonly carried: Carried | undefined };
}

/**
 * The documents of one kind in one store. What a later version has written and this one does not
 * know is kept: it is remembered by the id of what was read, and put back wherever it is lacking in
 * what is written under that id. Nothing is remembered, and nothing looked for, while no later
 * version writes here.
 */
export function storedDocuments<State, Stored = State>(
  kind: StoredKind<State, Stored>,
): Documents<State, Stored> {
  const carriedById = new Map<string, Carried>();

  /** What was read last is what a save stands on: it meets a conflict otherwise. */
  function remember(id: string, carried: Carried | undefined): void {
    if (carriedById.size === 0 && carried === undefined) {
      return;
    }
    carriedById.delete(id);
    if (carried === undefined) {
      return;
    }
    carriedById.set(id, carried);
    const [oldest] = carriedById.keys();
    if (carriedById.size > MAX_CARRIED && oldest !== undefined) {
      carriedById.delete(oldest);
    }
  }

  function readOpened(opened: OpenedDocument<Stored>): State {
    const { stored } = opened;
    remember(kind.idOf(stored), carriedIn(kind, opened));
    return stateOf(kind, stored);
  }

  function toStored(state: State) {
    const carried = carriedById.size === 0 ? undefined : carriedById.get(kind.idOf(state));
    return { stored: storedForm(kind, state, carried), carried };
  }

  return {
    readOpened,
    toStored,
    read: (json) => readOpened(openDocument(kind, JSON.parse(json))),
    write(state) {
      const { stored, carried } = toStored(state);
      return documentJson(kind, stored, carried);
    },
  };
}
