import { describeRecordedAuthor, type RecordedAuthor } from '#core/actor/actor.ts';
import { omit } from '#core/collections/omit.ts';
import { ESCALATION_FAILURE_TEXT } from '#core/incident/escalation-failure.ts';
import type {
  EscalationFailure,
  EscalationFailureCode,
  Incident,
  IncidentPage,
  Silenced,
} from '#core/incident/incident.ts';
import { pageDoubtText } from '#core/messages/page-result-text.ts';
import { doubtOf, readResult, resultInWords, resultOf } from './in-words.ts';
import { isRecord } from './shape.ts';

/** A page with the words that 0.1.0 reads. */
export type StoredPage = IncidentPage & { readonly detail?: string; readonly doubt?: string };

export type StoredSilenced = Silenced & { readonly author?: string };

export type StoredFailure = EscalationFailure & { readonly reason?: string };

type Undo = NonNullable<Incident['undo']>;

type StoredUndo = Omit<Undo, 'silenced'> & { readonly silenced?: StoredSilenced };

/**
 * An incident in its own item: with the alerts that changed last, and the names of the items with
 * the others, oldest first, if it has so many; and with words beside its codes.
 */
export type StoredIncident = Omit<Incident, 'pages' | 'silenced' | 'undo' | 'distress'> & {
  readonly pages: readonly StoredPage[];
  readonly silenced?: StoredSilenced;
  readonly undo?: StoredUndo;
  readonly distress?: StoredFailure;
  readonly chunks?: readonly string[];
};

export function incidentToStored(incident: Incident): StoredIncident {
  const { pages, silenced, undo, distress } = incident;
  return {
    ...incident,
    pages: pages.map(pageToStored),
    ...(silenced !== undefined && { silenced: silencedToStored(silenced) }),
    ...(undo !== undefined && { undo: undoToStored(undo) }),
    ...(distress !== undefined && {
      distress: { ...distress, reason: ESCALATION_FAILURE_TEXT[distress.why] },
    }),
  };
}

function pageToStored(page: IncidentPage): StoredPage {
  const { result, doubtful } = page;
  return {
    ...page,
    ...(result !== undefined && { detail: resultInWords(result) }),
    ...(doubtful !== undefined && { doubt: pageDoubtText(doubtful) }),
  };
}

function silencedToStored(silenced: Silenced): StoredSilenced {
  const { setBy } = silenced;
  return { ...silenced, ...(setBy !== undefined && { author: describeRecordedAuthor(setBy) }) };
}

function undoToStored({ silenced, ...undo }: Undo): StoredUndo {
  return { ...undo, ...(silenced !== undefined && { silenced: silencedToStored(silenced) }) };
}

export function incidentFromStored(stored: StoredIncident): Incident {
  const { pages, silenced, undo, distress } = stored;
  return {
    ...omit(stored, 'chunks'),
    pages: pages.map(pageFromStored),
    ...(silenced !== undefined && { silenced: omit(silenced, 'author') }),
    ...(undo !== undefined && { undo: undoFromStored(undo) }),
    ...(distress !== undefined && { distress: omit(distress, 'reason') }),
  };
}

function pageFromStored(stored: StoredPage): IncidentPage {
  const { detail, doubt: _, ...page } = stored;
  const { result } = page;
  return result === undefined ? page : { ...page, result: readResult(result, detail) };
}

function undoFromStored({ silenced, ...undo }: StoredUndo): Undo {
  return { ...undo, ...(silenced !== undefined && { silenced: omit(silenced, 'author') }) };
}

type Document = Readonly<Record<string, unknown>>;

/** Makes codes of what versions before them, or 0.1.0 since, have left in words. */
export function codesOfIncident(document: Document): Document {
  const { pages, silenced, undo, distress } = document;
  return {
    ...document,
    ...(Array.isArray(pages) && { pages: pages.map(codesOfPage) }),
    ...(isRecord(silenced) && { silenced: codesOfSilenced(silenced) }),
    ...(isRecord(undo) && { undo: codesOfUndo(undo) }),
    ...(isRecord(distress) && { distress: codesOfFailure(distress) }),
  };
}

function codesOfPage(page: unknown): unknown {
  if (!isRecord(page)) {
    return page;
  }
  const result = resultOf(page['detail'], page['result']);
  const doubtful = doubtOf(page['doubt'], page['doubtful']);
  return {
    ...omit(page, 'result', 'doubtful'),
    ...(result !== undefined && { result }),
    ...(doubtful !== undefined && { doubtful }),
  };
}

function codesOfSilenced(silenced: Document): Document {
  const { author, setBy } = silenced;
  const known = isRecord(setBy) ? (setBy as unknown as RecordedAuthor) : undefined;
  if (typeof author !== 'string') {
    return omit(silenced, 'setBy');
  }
  return known !== undefined && describeRecordedAuthor(known) === author
    ? silenced
    : { ...silenced, setBy: { text: author } };
}

function codesOfUndo(undo: Document): Document {
  const { silenced } = undo;
  return isRecord(silenced) ? { ...undo, silenced: codesOfSilenced(silenced) } : undo;
}

/** 0.1.0 begins a failure anew with a reason alone; of three reasons each has its code. */
function codesOfFailure(failure: Document): Document {
  const codes = Object.entries(ESCALATION_FAILURE_TEXT) as [EscalationFailureCode, string][];
  const [why = 'unanswered'] = codes.find(([, text]) => text === failure['reason']) ?? [];
  return { ...failure, why };
}
