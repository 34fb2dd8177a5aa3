import { describe, expect, test } from '@jest/globals';
import { documentJson, openDocument, stateOf, storedForm } from '#adapters/stored/document.ts';
import { INCIDENT } from '#adapters/stored/incident.ts';
import type { StoredKind } from '#adapters/stored/kind.ts';
import { PAGE } from '#adapters/stored/page.ts';
import type { Incident } from '#core/incident/incident.ts';
import { pageDoubtText, pageResultText } from '#core/messages/page-result-text.ts';
import type { PageRecord } from '#core/paging/page.ts';
import { alert, incident, NIGHT, paging } from '../../support/incident.ts';
import { NOBODY_SUBSCRIBED } from '../../support/publish-outcomes.ts';

const ANNA = { createdBy: 'anna', byPerson: true, createdByKey: 'ward' } as const;
const DECLINED = { code: 'declined', person: 'anna' } as const;
const SENT = { code: 'sent', message: 'm-1', others: 1 } as const;

const { incident: paged, order } = paging(incident([alert('bed-1')]), 'anna', 'sms');
const [page] = paged.pages;
if (page === undefined) {
  throw new Error('nobody is paged');
}
const silenced = { by: 's-1', until: NIGHT, setBy: ANNA };

/** An incident with a code in each place that has one. */
const CODED = {
  ...paged,
  pages: [{ ...page, status: 'sent', result: SENT, doubtful: NOBODY_SUBSCRIBED }],
  silenced,
  undo: { until: NIGHT, status: 'triggered', silenced, planned: [] },
  distress: { why: 'full', alert: alert('bed-1'), over: false, seq: 1 },
} as const satisfies Incident;

const RECORD: PageRecord = {
  order,
  status: 'sent',
  attempts: [{ at: NIGHT, result: SENT }],
  doubtful: NOBODY_SUBSCRIBED,
  version: 1,
};

type Values = Readonly<Record<string, unknown>>;

function written<State, Stored>(kind: StoredKind<State, Stored>, state: State): Values {
  return JSON.parse(documentJson(kind, storedForm(kind, state)));
}

/**
 * Returns what this version reads after 0.1.0, which copies the label along, has changed a
 * document.
 */
function readAfter<State, Stored>(
  kind: StoredKind<State, Stored>,
  state: State,
  change: (document: Values) => Values,
): State {
  const document = written(kind, state);
  const older = { ...change(document), version: Number(document['version']) + 1 };
  return stateOf(kind, openDocument(kind, older).stored);
}

describe('what is stored with a code', () => {
  test('has the words beside it that 0.1.0 shows', () => {
    expect(written(INCIDENT, CODED)).toMatchObject({
      pages: [
        {
          detail: 'message m-1, in one message with another page',
          doubt: 'as far as SNS knows nobody is subscribed',
        },
      ],
      silenced: { author: 'anna, by key ward' },
      undo: { silenced: { author: 'anna, by key ward' } },
      distress: { reason: 'cannot hold more alerts' },
    });
    expect(written(PAGE, RECORD)).toMatchObject({
      attempts: [{ outcome: 'message m-1, in one message with another page' }],
      doubt: 'as far as SNS knows nobody is subscribed',
    });
  });

  test('is read without those words', () => {
    const read = stateOf(INCIDENT, openDocument(INCIDENT, written(INCIDENT, CODED)).stored);
    expect(read).toEqual(CODED);
    const record = stateOf(PAGE, openDocument(PAGE, written(PAGE, RECORD)).stored);
    expect(record).toEqual(RECORD);
  });

  test('keeps its code where 0.1.0 has changed something else', () => {
    expect(readAfter(INCIDENT, CODED, (same) => same)).toEqual({ ...CODED, version: 2 });
    expect(readAfter(PAGE, RECORD, (same) => same)).toEqual({ ...RECORD, version: 2 });
  });

  test('is what 0.1.0 says of it in words, once that has changed them and kept the code', () => {
    const read = readAfter(INCIDENT, CODED, (document) => ({
      ...document,
      pages: [{ ...(document['pages'] as Values[])[0], detail: 'declined' }],
      silenced: { ...(document['silenced'] as Values), author: 'key dan' },
      distress: { ...(document['distress'] as Values), reason: 'nobody answers' },
    }));
    expect(read).toMatchObject({
      pages: [{ result: { code: 'text', text: 'declined' } }],
      silenced: { setBy: { text: 'key dan' } },
      distress: { why: 'unanswered' },
    });
  });

  test('has none after 0.1.0 has taken the words away and kept the code', () => {
    const { pages } = readAfter(INCIDENT, CODED, (document) => {
      const [{ detail: _, doubt: __, ...rest } = {}] = document['pages'] as Values[];
      return { ...document, pages: [rest] };
    });
    expect(pages).toEqual([{ ...page, status: 'sent' }]);
  });

  test('has the code beside each attempt of a page that both versions have tried', () => {
    const { attempts } = readAfter(PAGE, RECORD, (document) => ({
      ...document,
      attempts: [...(document['attempts'] as Values[]), { at: NIGHT + 1, outcome: 'throttled' }],
    }));
    const older = { at: NIGHT + 1, result: { code: 'text', text: 'throttled' } };
    expect(attempts).toEqual([...RECORD.attempts, older]);
  });

  test('is kept and told in the words of its version, if only a later one knows the code', () => {
    const later = { code: 'called_back', by: 'ben' };
    const document = written(PAGE, RECORD);
    const attempts = [{ at: NIGHT, result: later, outcome: 'ben called back' }];
    const shape = { version: 3, oldestReader: 0, of: 1 };
    const { stored } = openDocument(PAGE, { ...document, attempts, shape });
    const state = stateOf(PAGE, stored);
    const [{ result } = { result: SENT }] = state.attempts;
    expect(result).toMatchObject(later);
    expect(pageResultText(result, { nameOf: (id) => id })).toBe('ben called back');
    expect(written(PAGE, state)).toMatchObject({ attempts: [{ outcome: 'ben called back' }] });
  });
});

describe('a code that this version does not know', () => {
  test('is told by itself where its version has left no words', () => {
    const later = { code: 'called_back' } as never;
    expect(pageResultText(later, { nameOf: (id) => id })).toBe('called back');
    expect(pageDoubtText(later)).toBe('called back');
  });
});

test('a page of a person who declined names that person to the reader', () => {
  expect(pageResultText(DECLINED, { nameOf: () => 'Anna Berg' })).toBe('Anna Berg declined');
});
