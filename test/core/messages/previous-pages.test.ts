import { describe, expect, test } from '@jest/globals';
import type { Incident, IncidentPage } from '#core/incident/incident.ts';
import type { TimelineKind } from '#core/incident/timeline.ts';
import { previousPagesOf } from '#core/messages/previous-pages.ts';
import { MINUTE } from '#core/time/instant.ts';
import { hospital } from '../../support/config.ts';
import { alert, incident, NIGHT } from '../../support/incident.ts';

const config = hospital();

/** Returns a page of the step `[run, position]`, so many minutes after the night began. */
function page(
  responder: string,
  [run, position]: readonly [number, number],
  more: Partial<IncidentPage> = {},
): IncidentPage {
  const at = NIGHT + (run * 10 + position) * MINUTE;
  const id = [run, position, responder].join('.');
  const made = { id, responder, channel: 'sms', reason: 'escalation_step', at } as const;
  return { ...made, run, position, status: 'sent', ...more };
}

/** Returns what the last of the pages tells of those before. */
function told(pages: readonly IncidentPage[], more: Partial<Incident> = {}) {
  const last = pages.at(-1);
  if (last === undefined) {
    throw new Error('no page');
  }
  return previousPagesOf(incident([alert('bed-1')], { pages, ...more }), last, { config });
}

const declinedBy = (...declined: readonly string[]) => {
  const { escalation } = incident([alert('bed-1')]);
  return { escalation: { ...escalation, declined } };
};

const noting = (kind: TimelineKind, minute: number, by?: string) => ({
  timeline: [
    { at: NIGHT, kind: 'opened' as const, text: 'opened' },
    { at: NIGHT + minute * MINUTE, kind, text: kind, ...(by !== undefined && { by }) },
  ],
});

describe('what became of the pages before', () => {
  test('is nothing for those of the first step, whatever their channels', () => {
    const both = [page('bo', [1, 0]), page('anna', [1, 0]), page('anna', [1, 0])];
    expect(told(both)).toEqual({ silent: [], declined: [] });
  });

  test('names who was paged before and has not answered, once each', () => {
    const steps = [page('anna', [1, 0]), page('bo', [1, 1]), page('anna', [1, 2])];
    expect(told([...steps, page('cia', [1, 3])]).silent).toEqual(['Anna', 'Bo']);
  });

  test('names nobody whose page never left', () => {
    const failed = [
      page('anna', [1, 0], { status: 'failed' }),
      page('bo', [1, 0], { status: 'planned' }),
    ];
    expect(told([...failed, page('cia', [1, 1])]).silent).toEqual([]);
  });

  test('tells who declined apart from who was silent', () => {
    const pages = [page('anna', [1, 0]), page('bo', [1, 1]), page('cia', [1, 2])];
    expect(told(pages, declinedBy('anna'))).toEqual({ silent: ['Bo'], declined: ['Anna'] });
  });

  test('says when the same person was paged last', () => {
    const pages = [page('anna', [1, 0]), page('bo', [1, 1]), page('anna', [2, 0])];
    expect(told(pages)).toEqual({ pagedAt: NIGHT + 10 * MINUTE, silent: ['Bo'], declined: [] });
  });

  test('blames nobody who did something about it, or whom somebody relieved', () => {
    const pages = [page('anna', [1, 0]), page('bo', [2, 0])];
    expect(told(pages, noting('action', 12, 'anna')).silent).toEqual([]);
    expect(told(pages, noting('acknowledgement', 12, 'cia')).silent).toEqual([]);
    expect(told(pages, noting('opened', 12)).silent).toEqual([]);
    expect(told(pages, noting('action', 9, 'anna')).silent).toEqual(['Anna']);
  });

  test('is nothing where the page is not among those that the incident keeps', () => {
    const kept = incident([alert('bed-1')], { pages: [page('anna', [1, 0])] });
    expect(previousPagesOf(kept, page('bo', [1, 1]), { config })).toEqual({
      silent: [],
      declined: [],
    });
  });
});
