import { describe, expect, test } from '@jest/globals';
import type { Incident, IncidentPage } from '#core/incident/incident.ts';
import type { TimelineEntry, TimelineEvent } from '#core/incident/timeline.ts';
import { responseOf } from '#core/report/response.ts';
import { MINUTE } from '#core/time/instant.ts';
import { alert, incident, NIGHT } from '../../support/incident.ts';

const note = { fingerprint: alert('bed-1').fingerprint, title: 'SpO2 low', severity: 'critical' };
const anna = { responder: 'anna', channel: 'sms' } as const;

const OPENED = [0, { code: 'incident.opened', data: { alert: note } }] as const;
const SENT = { code: 'page.sent', data: anna } as const;
const PLANNED = {
  code: 'page.planned',
  data: { responders: ['anna'], reason: 'escalation_step' },
} as const;
const GIVEN = { code: 'acknowledgement.given', data: { alerts: 1 } } as const;

/** An incident to which these things happened so many minutes after it was opened. */
function told(
  entries: readonly (readonly [number, TimelineEvent])[],
  more: Partial<Incident> = {},
): Incident {
  const timeline = [OPENED, ...entries].map(
    ([minutes, event]) => ({ at: NIGHT + minutes * MINUTE, ...event }) as TimelineEntry,
  );
  const pages = entries.some(([, { code }]) => code === 'page.sent') ? [page()] : [];
  return incident([alert('bed-1')], { timeline, pages, ...more });
}

function page(more: Partial<IncidentPage> = {}): IncidentPage {
  return {
    ...{ id: 'p', ...anna, reason: 'escalation_step', at: NIGHT, run: 1, position: 0 },
    status: 'sent',
    ...more,
  };
}

/** What has ended after so many minutes, for a reason. */
function ended(minutes: number, resolveReason = 'recovered'): Partial<Incident> {
  const known = { alert: alert('bed-1'), status: 'resolved', seq: 2, resolveReason } as const;
  const resolvedAt = NIGHT + minutes * MINUTE;
  const alerts = { [note.fingerprint]: { ...known, resolvedAt } } as Incident['alerts'];
  return { status: 'resolved', resolvedAt, alerts };
}

describe('the response to an incident', () => {
  test('is timed from the breach by the sample, to the page, to the answer, to the end', () => {
    const early = alert('bed-1', { startsAt: NIGHT - 2 * MINUTE });
    const known = { alert: early, status: 'resolved', seq: 2 } as const;
    const given = told(
      [
        [1, SENT],
        [4, GIVEN],
      ],
      {
        ...ended(9),
        alerts: { [note.fingerprint]: { ...known, resolvedAt: NIGHT + 9 * MINUTE } },
      },
    );
    expect(responseOf(given)).toMatchObject({
      ...{ outcome: 'acknowledged', marks: [], rule: 'spo2-low' },
      ...{ detect: 3 * MINUTE, acknowledge: 3 * MINUTE, resolve: 9 * MINUTE },
    });
  });

  test('begins with the first breach, and with the opening where only a later one is known', () => {
    const again = alert('bed-1', { startsAt: NIGHT + 30 * MINUTE });
    const alerts = { [note.fingerprint]: { alert: again, status: 'firing', seq: 3 } } as const;
    expect(responseOf(told([[1, SENT]], { alerts }))).toMatchObject({
      ...{ outcome: 'open', detect: MINUTE },
    });
    const breachedAt = NIGHT - MINUTE;
    expect(responseOf(told([[1, SENT]], { alerts, breachedAt }))).toMatchObject({
      detect: 2 * MINUTE,
    });
  });

  test('has no time to detect where the page was held back, or came from another incident', () => {
    const silence = { code: 'silence.began', data: { silence: 's1', until: 0 } } as const;
    const deferred = { code: 'escalation.deferred', data: { until: 0 } } as const;
    const held = responseOf(
      told([
        [0, silence],
        [60, SENT],
        [61, GIVEN],
      ]),
    );
    expect(held).toMatchObject({ marks: ['silenced'], acknowledge: MINUTE });
    expect(held).not.toHaveProperty('detect');
    const inhibited = {
      code: 'inhibition.began',
      data: { rule: 'network', source: note, incident: 'i0' },
    } as TimelineEvent;
    for (const holdsBack of [deferred, inhibited]) {
      expect(
        responseOf(
          told([
            [0, holdsBack],
            [60, SENT],
          ]),
        ),
      ).not.toHaveProperty('detect');
    }
    expect(
      responseOf(
        told([
          [1, SENT],
          [60, silence],
        ]),
      ),
    ).toMatchObject({ detect: MINUTE });
    expect(responseOf(told([[1, SENT]], { cameFrom: ['old'] }))).not.toHaveProperty('detect');
  });

  test('is open while nobody knows yet what became of its page', () => {
    const pages = [page({ status: 'handed_over', handedOverAt: NIGHT })];
    expect(responseOf(told([], { pages })).outcome).toBe('open');
  });

  test('was unpaged if no page was sent, and then has no time to acknowledge', () => {
    const withdrawn = { pages: [page({ status: 'withdrawn' })] };
    expect(responseOf(told([], { ...ended(1), ...withdrawn })).outcome).toBe('unpaged');
    const early = responseOf(
      told([
        [1, GIVEN],
        [2, SENT],
      ]),
    );
    expect(early).toMatchObject({ outcome: 'acknowledged', marks: [] });
    expect(early).not.toHaveProperty('acknowledge');
  });

  test('has no time to resolve unless what it was about is over', () => {
    expect(responseOf(told([[1, SENT]], ended(9)))).toMatchObject({ outcome: 'unanswered' });
    for (const reason of ['rule_removed', 'subject_retired', 'entered_in_error']) {
      expect(responseOf(told([[1, SENT]], ended(9, reason)))).not.toHaveProperty('resolve');
    }
    const byHand = { ...ended(9, 'rule_removed'), resolvedBy: 'anna' };
    expect(responseOf(told([[1, SENT]], byHand))).toMatchObject({ resolve: 9 * MINUTE });
    const moved = responseOf(told([[1, SENT]], { ...ended(9), goesOnIn: ['new'] }));
    expect(moved).toMatchObject({ outcome: 'moved' });
    expect(moved).not.toHaveProperty('resolve');
  });

  test('was paged again only by a page that was planned after the acknowledgement', () => {
    expect(
      responseOf(
        told([
          [0, PLANNED],
          [1, GIVEN],
          [1, SENT],
        ]),
      ).marks,
    ).toEqual([]);
    const again = told([
      [0, SENT],
      [1, GIVEN],
      [31, PLANNED],
      [31, SENT],
    ]);
    expect(responseOf(again).marks).toEqual(['repaged']);
  });

  test('was escalated if pages of two steps of one run were sent', () => {
    const steps = (...pages: readonly Partial<IncidentPage>[]) =>
      responseOf(told([], { pages: pages.map(page) })).marks;
    expect(steps({}, { position: 1 })).toEqual(['escalated']);
    expect(steps({ status: 'failed' }, { position: 1 })).toEqual([]);
    expect(steps({}, { position: 1, run: 2 })).toEqual([]);
  });

  test('is not timed by a page that may not have been the first', () => {
    const pages = [page({ handedOverAt: NIGHT + MINUTE })];
    const leftOut = { entries: 5, pages: 0 };
    const known = responseOf(told([[90, SENT]], { pages, leftOut }));
    expect(known).toMatchObject({ detect: MINUTE });
    const lost = responseOf(told([[90, SENT]], { pages, leftOut: { entries: 5, pages: 1 } }));
    expect(lost).not.toHaveProperty('detect');
  });
});
