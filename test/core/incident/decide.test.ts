import { describe, expect, test } from '@jest/globals';
import { groupHash, groupKey } from '#core/alert/group-key.ts';
import { omit } from '#core/collections/omit.ts';
import { act } from '#core/incident/act.ts';
import { decide, finalize, markRelayed, ordersToRelay } from '#core/incident/decide.ts';
import type { Incident } from '#core/incident/incident.ts';
import { incidentId, parseIncidentId } from '#core/incident/incident.ts';
import { pageStillWanted } from '#core/incident/page-still-wanted.ts';
import { pageResultText } from '#core/messages/page-result-text.ts';
import { MINUTE } from '#core/time/instant.ts';
import { NIGHT } from '../../support/incident.ts';
import { context, ends, fires, later, minutes, opened, silence } from './given.ts';

const look = { kind: 'look' } as const;
const open = opened([fires('bed-1', 1)]);
const sent = later(open, context(1));

describe('a decision', () => {
  test.each<[string, ReturnType<typeof decide>, string]>([
    ['a look at nothing', decide(undefined, look, context()), 'no incident'],
    [
      'an end of which nothing is known',
      decide(undefined, { kind: 'transition', transition: ends('bed-1', 1) }, context()),
      'no incident',
    ],
    ['a look before it is due', decide(sent, look, context(2)), 'nothing to do'],
    [
      'an assertion',
      decide(sent, { kind: 'transition', transition: fires('bed-1', 9) }, context(2)),
      'nothing to do',
    ],
  ])('%s writes nothing, and says why', (_, decision, reason) => {
    expect(decision).toMatchObject({ kind: 'unchanged', reason });
  });

  test('writes nothing while what it decided waits for a queue that is out of reach', () => {
    const { incident } = decide(
      undefined,
      { kind: 'transition', transition: fires('bed-1', 1) },
      context(),
    );
    expect(incident?.due).toBe(NIGHT);
    expect(decide(incident, look, context(MINUTE - 1))).toEqual({
      kind: 'unchanged',
      incident,
      reason: 'waits to be handed over',
    });
  });

  test('without anything to do writes when it is due, once in 15 minutes', () => {
    const quiet = act(sent, { kind: 'acknowledge', by: 'anna' }, context(2)).answer.incident;
    expect(quiet.due).toBe(NIGHT + minutes(15) + 2);
    expect(decide(quiet, look, context(minutes(15) + 2)).incident).toEqual({
      ...quiet,
      due: NIGHT + minutes(30) + 2,
      savedAt: NIGHT + minutes(15) + 2,
      version: quiet.version + 1,
    });
  });

  test('counts versions from 1, one for each write', () => {
    const { incident } = decide(
      undefined,
      { kind: 'transition', transition: fires('bed-1', 1) },
      context(),
    );
    expect([incident?.version, open.version, sent.version]).toEqual([1, 2, 3]);
  });

  test('takes the due from what has nothing left to do', () => {
    const byHand = act(sent, { kind: 'resolve', by: 'anna' }, context(2)).answer.incident;
    const over = omit(byHand, 'undo', 'due');
    expect(Object.keys(over)).not.toContain('due');
    expect(finalize(over, over, context(MINUTE))).toMatchObject({ kind: 'unchanged' });
  });
});

describe('handing over', () => {
  const { incident } = decide(
    undefined,
    { kind: 'transition', transition: fires('bed-1', 1) },
    context(),
  );
  const planned = incident as Incident;

  test('gives out the pages whose time has come, as they were ordered', () => {
    const [page] = planned.pages;
    const afterwards = {
      ...planned,
      pages: page ? [page, { ...page, id: 'x', at: NIGHT + 2 }] : [],
    };
    expect(ordersToRelay(afterwards, context(1))).toEqual([
      {
        id: page?.id,
        incident: planned.id,
        responder: 'anna',
        channel: 'sms',
        reason: 'escalation_step',
        at: NIGHT,
      },
    ]);
    expect(ordersToRelay(afterwards, context(2))).toHaveLength(2);
    expect(ordersToRelay(open, context(2))).toEqual([]);
  });

  test('marks only what is still planned: what was taken back meanwhile stays so', () => {
    const ids = new Set(planned.pages.map((p) => p.id));
    const mine = act(planned, { kind: 'acknowledge', by: 'anna' }, context(1)).answer.incident;
    expect(markRelayed(mine, ids, undefined, context(2))).toMatchObject({ kind: 'unchanged' });
    expect(markRelayed(planned, new Set(), undefined, context(2)).incident?.pages).toBe(
      planned.pages,
    );
  });
});

describe('a page that is about to leave', () => {
  const id = open.pages[0]?.id ?? '';
  const quiet = later(open, context(1, { silences: [silence('bed-1', minutes(10))] }));
  const answered = (kind: 'acknowledge' | 'resolve' | 'decline') =>
    act(open, { kind, by: 'anna' }, context(1)).answer.incident;
  const taken = act(
    { ...open, pages: open.pages.map((p) => ({ ...p, status: 'planned' as const })) },
    { kind: 'decline', by: 'anna' },
    context(1),
  ).answer.incident;

  test.each<[string, Incident | undefined, string, number, string | true]>([
    ['is wanted', open, id, 1, true],
    ['of an incident that is gone is not', undefined, id, 1, 'the incident is unknown'],
    [
      'after an acknowledgement is not',
      answered('acknowledge'),
      id,
      2,
      'the incident is acknowledged',
    ],
    ['after the end is not', answered('resolve'), id, 2, 'the incident is resolved'],
    [
      'during a silence is not',
      quiet,
      id,
      minutes(10) - 1,
      'silenced by key anna (silence s-bed-1)',
    ],
    ['when the silence has just ended is', quiet, id, minutes(10), true],
    ['that was taken back is not', taken, id, 2, 'the incident withdrew it'],
    ['of which the incident knows nothing is not', open, 'other', 1, 'the incident withdrew it'],
    ['to the next after a decline is', answered('decline'), open.id.concat('.1.1.bo.sms'), 2, true],
    ['of somebody who declined is not', answered('decline'), id, 2, 'anna declined'],
  ])('%s', (_, incident, page, after, wanted) => {
    const found = pageStillWanted(incident, page, NIGHT + after);
    const why = found.wanted || pageResultText(found.why, { nameOf: (person) => person });
    expect(why).toEqual(wanted);
  });
});

describe('names', () => {
  const about = {
    subject: 'bed-1',
    rule: 'low',
    metric: 'spo2',
    severity: 'error',
    labels: { ward: 'w', subject: 'x' },
  } as const;

  test.each<[string, readonly string[], string]>([
    ['nothing', [], '["icu"]'],
    [
      'what every alert has, whatever its labels say',
      ['subject', 'rule', 'metric', 'severity'],
      '["icu",["subject","bed-1"],["rule","low"],["metric","spo2"],["severity","error"]]',
    ],
    [
      'a label, or the lack of one',
      ['ward', 'floor', 'constructor'],
      '["icu",["ward","w"],["floor",""],["constructor",""]]',
    ],
  ])('a group key is made of %s', (_, by, key) => {
    expect(groupKey('icu', by, about)).toBe(key);
  });

  test.each<[string, ReturnType<typeof parseIncidentId>]>([
    [incidentId(groupHash('a'), 12), { groupHash: groupHash('a'), episode: 12 }],
    [`${groupHash('a')}-0`, undefined],
    [`${groupHash('a')}-01`, undefined],
    ['bed-1', undefined],
    [`${groupHash('a')}-1.1.0.anna.sms`, undefined],
  ])('%s is an id of an incident, or is none', (id, parts) => {
    expect(parseIncidentId(id)).toEqual(parts);
  });
});
