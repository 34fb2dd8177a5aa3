import { describe, expect, test } from '@jest/globals';
import { act } from '#core/incident/act.ts';
import { decide } from '#core/incident/decide.ts';
import type { Incident, IncidentPage } from '#core/incident/incident.ts';
import { OUTCOME_CHECK, outstandingPages } from '#core/incident/page-outcomes.ts';
import { reconcile } from '#core/incident/reconcile.ts';
import type { PageRecord } from '#core/paging/page.ts';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import { hospital, person, policy, to } from '../../support/config.ts';
import { NIGHT } from '../../support/incident.ts';
import {
  context,
  delivered,
  fires,
  lastText,
  later,
  minutes,
  opened,
  paged,
  record,
  records,
  texts,
} from './given.ts';

const open = opened([fires('bed-1', 1)]);

function outcome(of: Incident, status: PageRecord['status'], after = SECOND): Incident {
  return later(of, context(after, { records: records(of, status) }));
}

describe('an outcome on record', () => {
  test('that is learnt late stands in the timeline where it happened', () => {
    const note = { kind: 'note', by: 'bo', text: 'on my way' } as const;
    const { incident } = act(open, note, context(20 * SECOND)).answer;
    const known = later(incident, context(30 * SECOND, { records: records(open, 'sent') }));
    expect(texts(known).slice(-2)).toEqual(['SMS to Anna sent', 'on my way']);
  });

  test.each<[PageRecord['status'], string, string]>([
    ['sent', 'message m-1', 'SMS to Anna sent'],
    ['failed', 'nobody is subscribed', 'SMS to Anna failed: nobody is subscribed'],
    ['withdrawn', 'nobody is subscribed', 'SMS to Anna withdrawn: nobody is subscribed'],
  ])('%s is taken over with its reason, once', (status, reason, text) => {
    const known = outcome(open, status);
    expect(known.pages[0]).toMatchObject({ status, result: { code: 'text', text: reason } });
    expect(texts(known)).toContain(text);
    expect(outstandingPages(known).map((page) => page.id)).not.toContain(open.pages[0]?.id);
  });

  test.each(['waiting', 'retrying'] as const)(
    '%s is looked at again after the check, not at each tick',
    (status) => {
      const due = NIGHT + 30 * SECOND;
      const held = new Map([...records(open, status)].map(([id, r]) => [id, { ...r, due }]));
      const at = (after: number) => context(after, { records: held });
      expect(open.due).toBe(NIGHT + OUTCOME_CHECK);
      expect(reconcile(open, at(OUTCOME_CHECK - 1))).toBe(open);
      const checked = later(open, at(OUTCOME_CHECK));
      expect(checked).toMatchObject({ due: NIGHT + 2 * OUTCOME_CHECK, timeline: open.timeline });
      // Its own time has long come, and the clock has not found it: the incident has it handed over
      // again.
      const missed = decide(checked, { kind: 'look' }, at(2 * OUTCOME_CHECK)).incident;
      expect(missed?.pages[0]).toMatchObject({ status: 'planned' });
      expect(missed && texts(missed)).toContain('SMS to Anna is late and is handed over again');
    },
  );

  test('that is late has the page relayed again under the same id', () => {
    const at = context(OUTCOME_CHECK);
    expect(decide(open, { kind: 'look' }, context(OUTCOME_CHECK - 1)).kind).toBe('unchanged');
    const { incident } = decide(open, { kind: 'look' }, at);
    expect(incident?.pages).toMatchObject([{ id: open.pages[0]?.id, status: 'planned' }]);
    expect(lastText(incident ?? open)).toMatch(/has no outcome yet and is handed over again/);
    expect(delivered(incident ?? open, at).pages[0]).toMatchObject({
      status: 'handed_over',
      handedOverAt: NIGHT + OUTCOME_CHECK,
    });
  });

  test.each(['acknowledge', 'resolve'] as const)(
    'that is late, after somebody did %s, has the page withdrawn instead of relayed for nothing',
    (kind) => {
      const { incident } = act(open, { kind, by: 'anna' }, context(1)).answer;
      expect(incident.due).toBe(NIGHT + OUTCOME_CHECK);
      const { incident: checked } = decide(incident, { kind: 'look' }, context(OUTCOME_CHECK));
      expect(checked?.pages).toMatchObject([{ status: 'withdrawn' }]);
      if (kind === 'resolve') {
        expect(checked?.due).toBe(checked?.undo?.until);
      }
    },
  );

  test('has its reason cut if a version before has written a novel', () => {
    const [page] = open.pages;
    const novel = new Map([
      [page?.id ?? '', record(page as IncidentPage, 'failed', 'x'.repeat(9_000))],
    ]);
    const known = later(open, context(1, { records: novel }));
    expect(known.pages[0]?.result).toEqual({ code: 'text', text: 'x'.repeat(200) });
  });
});

const patient = person(
  'anna',
  ['sms', 'email'],
  [
    { channel: 'sms', delay: 0, severities: ['critical'] },
    { channel: 'email', delay: minutes(3), severities: ['critical'] },
  ],
);
const both = hospital({ people: [patient] });

describe('a page that failed', () => {
  test('moves on at once to the next channel of the same person', () => {
    const first = opened([fires('bed-1', 1)], context(0, { config: both }));
    const [sms] = first.pages;
    const failed = new Map([[sms?.id ?? '', record(sms as IncidentPage, 'failed', 'gone')]]);
    const moved = later(first, context(SECOND, { config: both, records: failed }));
    expect(moved.pages.map(({ channel, status, at }) => [channel, status, at - NIGHT])).toEqual([
      ['sms', 'failed', 0],
      ['email', 'handed_over', SECOND],
    ]);
    expect(moved.escalation.position).toBe(0);
  });

  test('of one person does not hasten what is planned for another', () => {
    const dan = { ...patient, id: 'dan', name: 'Dan' };
    const config = hospital({
      people: [patient, dan],
      policies: [policy('icu', [to('anna', 'dan')])],
    });
    const first = opened([fires('bed-1', 1)], context(0, { config }));
    const known = new Map(
      first.pages.map((p) => [p.id, record(p, p.responder === 'anna' ? 'failed' : 'sent', 'x')]),
    );
    const moved = later(first, context(SECOND, { config, records: known }));
    expect(moved.pages.map((p) => [p.responder, p.channel, p.status])).toEqual([
      ['anna', 'sms', 'failed'],
      ['anna', 'email', 'handed_over'],
      ['dan', 'sms', 'sent'],
      ['dan', 'email', 'planned'],
    ]);
  });

  test('of this step does not hasten what an earlier step has planned', () => {
    const anna = person(
      'anna',
      ['sms', 'email'],
      [
        { channel: 'sms', delay: 0, severities: ['critical'] },
        { channel: 'email', delay: minutes(8), severities: ['critical'] },
      ],
    );
    const config = hospital({
      people: [anna],
      policies: [policy('icu', [to('anna'), to('anna')])],
    });
    const first = opened([fires('bed-1', 1)], context(0, { config }));
    const second = later(first, context(minutes(5), { config }));
    const failed = records(second, 'failed');
    const moved = later(second, context(minutes(5) + 1, { config, records: failed }));
    expect(moved.pages.map((p) => [p.channel, p.position, p.status])).toEqual([
      ['sms', 0, 'sent'],
      ['email', 0, 'planned'],
      ['sms', 1, 'failed'],
      ['email', 1, 'handed_over'],
    ]);
  });

  test('moves on at once to the next step when it was the last of this one', () => {
    const moved = outcome(open, 'failed');
    expect(paged(moved)).toEqual(['anna sms (escalation_step)', 'bo sms (escalation_step)']);
    expect(texts(moved)).toContain('every page of this step failed');
    expect(moved.escalation.nextAt).toBe(NIGHT + SECOND + minutes(5));
  });

  test.each<[string, PageRecord['status'], number]>([
    ['waits for another that was sent', 'sent', 0],
    ['does not wait for another that was withdrawn', 'withdrawn', 1],
  ])('%s', (_, other, position) => {
    const config = hospital({ policies: [policy('icu', [to('anna', 'bo'), to('cia')])] });
    const first = opened([fires('bed-1', 1)], context(0, { config }));
    const known = new Map(
      first.pages.map((page, i) => [page.id, record(page, i === 0 ? 'failed' : other, 'x')]),
    );
    expect(later(first, context(1, { config, records: known })).escalation.position).toBe(position);
  });

  test('of an earlier step changes nothing about the present one', () => {
    const second = later(open, context(minutes(5)));
    const [first] = second.pages;
    const pages = second.pages.map((p) =>
      p === first ? { ...p, status: 'handed_over' as const } : p,
    );
    const known = new Map([[first?.id ?? '', record(first as IncidentPage, 'failed', 'gone')]]);
    const told = later({ ...second, pages }, context(minutes(5) + 1, { records: known }));
    expect(told.escalation).toEqual(second.escalation);
  });
});

describe('when every page of the run fails', () => {
  const failing = [1, 2, 3].reduce((incident, n) => outcome(incident, 'failed', n), open);

  test('it reaches nobody, and tries again in five minutes, not in an hour', () => {
    expect(paged(failing)).toHaveLength(3);
    expect(failing.escalation).toMatchObject({
      phase: 'nobody',
      nextAt: NIGHT + 3 + minutes(5),
    });
    expect(lastText(failing)).toBe('no page of the escalation could be delivered');
    const again = outcome(failing, 'failed', 3 + minutes(5));
    expect(again.escalation).toMatchObject({ phase: 'steps', run: 2 });
  });

  test('though the last failed only after it seemed exhausted', () => {
    const config = hospital({ policies: [policy('icu', [to('anna')])] });
    const exhausted = later(
      open,
      context(minutes(5), { config, records: records(open, 'retrying') }),
    );
    expect(exhausted.escalation.phase).toBe('exhausted');
    const given = context(minutes(5) + 1, { config, records: records(open, 'failed') });
    expect(later(exhausted, given).escalation).toMatchObject({
      phase: 'nobody',
      nextAt: NIGHT + minutes(10) + 1,
    });
  });

  test('but one is still to leave: it is exhausted', () => {
    const anna = person(
      'anna',
      ['email'],
      [{ channel: 'email', delay: minutes(7), severities: ['critical'] }],
    );
    const config = hospital({ people: [anna], policies: [policy('icu', [to('anna')])] });
    const first = opened([fires('bed-1', 1)], context(0, { config }));
    expect(later(first, context(minutes(5), { config })).escalation.phase).toBe('exhausted');
  });

  test('but one was sent: it is exhausted', () => {
    const sentOne = outcome(open, 'sent');
    const two = [minutes(5), minutes(5) + 1].reduce((i, n) => outcome(i, 'failed', n), sentOne);
    const three = outcome(two, 'failed', minutes(5) + 2);
    expect(three.escalation).toMatchObject({ phase: 'exhausted' });
  });
});

test('nobody is paged by a failure once it is acknowledged', () => {
  const { incident } = act(open, { kind: 'acknowledge', by: 'anna' }, context(1)).answer;
  expect(paged(outcome(incident, 'failed', 2))).toHaveLength(1);
  expect(later(incident, context(MINUTE)).status).toBe('acknowledged');
});
