import {
  type Carried,
  carriedIn,
  documentJson,
  type OpenedDocument,
  openJson,
  stateOf,
  storedForm,
} from './document.ts';
import type { StoredKind } from './kind.ts';
import { withoutLastLabel } from './label.ts';
import { recentlyRead } from './recently-read.ts';

/**
 * For how many documents of later versions the carried parts are remembered: far more than are
 * loaded at once to be saved.
 */
const MAX_CARRIED = 10_000;

/** How a store reads and writes documents of one kind. */
export interface Documents<State, Stored = State> {
  /** Parses the state of a document's JSON. */
  read(json: string): State;
  /** Serializes a state. */
  write(state: State): string;
  /** Returns the state of a document that was joined from parts. */
  readOpened(opened: OpenedDocument<Stored>): State;
  /** Returns the document of a state, for callers that divide it, and what its label needs. */
  toStored(state: State): { readonly stored: Stored; readonly carried: Carried | undefined };
}

/**
 * The documents of one kind in one store. Keys that a later version has written and this one does
 * not know are kept: they are remembered by the id of what was read, and put back wherever they are
 * missing in what is written under that id. While no later version writes here, nothing is
 * remembered or searched.
 */
export function storedDocuments<State, Stored = State>(
  kind: StoredKind<State, Stored>,
): Documents<State, Stored> {
  const carriedById = new Map<string, Carried>();

  /** A save is based on the last read; otherwise it meets a conflict. */
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

  const readBefore = kind.isRereadUnchanged === true ? recentlyRead<State>() : undefined;

  return {
    readOpened,
    toStored,
    read(text) {
      const known = readBefore?.get(text);
      if (known !== undefined) {
        return known;
      }
      const { json, beside } = withoutLastLabel(text);
      const state = readOpened(openJson(kind, json, beside));
      // What a later version has written must be remembered with each read.
      if (carriedById.size === 0) {
        readBefore?.set(text, state);
      }
      return state;
    },
    write(state) {
      const { stored, carried } = toStored(state);
      return documentJson(kind, stored, carried);
    },
  };
}
