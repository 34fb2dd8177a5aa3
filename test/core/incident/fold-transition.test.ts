import { describe, expect, test } from '@jest/globals';
import type { Transition } from '#core/alert/alert.ts';
import { omit } from '#core/collections/omit.ts';
import { act } from '#core/incident/act.ts';
import { alertsOf } from '#core/incident/alerts.ts';
import { foldTransition } from '#core/incident/fold-transition.ts';
import type { Incident } from '#core/incident/incident.ts';
import { DAY, MINUTE } from '#core/time/instant.ts';
import { alert, NIGHT } from '../../support/incident.ts';
import {
  context,
  ends,
  fires,
  idOf,
  lastText,
  later,
  minutes,
  opened,
  paged,
  silence,
  texts,
  withIcu,
} from './given.ts';

const open = opened([fires('bed-1', 1)]);

function acknowledged(incident: Incident, after = 0): Incident {
  return act(incident, { kind: 'acknowledge', by: 'anna' }, context(after)).answer.incident;
}

function statuses(incident: Incident | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.values(incident?.alerts ?? {}).map((a) => [a.alert.subject, a.status]),
  );
}

describe('a firing alert without an open incident', () => {
  test('opens one and pages the first step at once', () => {
    expect(open).toMatchObject({ episode: 1, status: 'triggered', severity: 'critical' });
    expect(paged(open)).toEqual(['anna sms (escalation_step)']);
    expect(texts(open)).toEqual([
      'opened: bed-1 low, critical',
      'step 1 of policy icu',
      'paging Anna (escalation step)',
    ]);
  });

  test('waits for more alerts where the service says so, and then pages once', () => {
    const given = context(0, { config: withIcu({ groupWait: minutes(1) }) });
    const waiting = opened([fires('bed-1', 1), fires('bed-2', 1)], given);
    expect(waiting.escalation).toMatchObject({ phase: 'waiting', nextAt: NIGHT + MINUTE });
    expect(paged(waiting)).toEqual([]);
    expect(paged(later(waiting, { ...given, now: NIGHT + MINUTE }))).toHaveLength(1);
  });

  test('pages nobody where all recovers within the wait', () => {
    const given = context(0, { config: withIcu({ groupWait: minutes(1) }) });
    const waiting = opened([fires('bed-1', 1)], given);
    const over = foldTransition(waiting, ends('bed-1', 2), given);
    expect(over).toMatchObject({ status: 'resolved', pages: [] });
  });

  test('opens the next episode after one that is resolved, with a memory of what is old', () => {
    const first = foldTransition(open, ends('bed-1', 2), context(1));
    const second = foldTransition(first, fires('bed-2', 3), context(2));
    expect(second).toMatchObject({ episode: 2, status: 'triggered', pages: [{ run: 1 }] });
    expect(second?.id).not.toBe(open.id);
    expect(statuses(second)).toEqual({ 'bed-1': 'resolved', 'bed-2': 'firing' });
    expect(foldTransition(second, fires('bed-1', 1), context(3))).toBe(second);
  });

  test.each<[string, number, readonly string[]]>([
    ['a day later its memory of the last is gone', DAY + 1, ['bed-2']],
    ['just before, it is still there', DAY - 1, ['bed-1', 'bed-2']],
  ])('%s', (_, after, known) => {
    const first = foldTransition(open, ends('bed-1', 2), context(0));
    expect(Object.keys(statuses(foldTransition(first, fires('bed-2', 3), context(after))))).toEqual(
      known,
    );
  });

  test('opens one silenced, paging nobody', () => {
    const given = context(0, { silences: [silence('bed-1', minutes(10))] });
    const quiet = opened([fires('bed-1', 1)], given);
    expect(paged(quiet)).toEqual([]);
    expect(quiet).toMatchObject({
      silenced: { by: 's-bed-1', until: NIGHT + minutes(10) },
      due: NIGHT + minutes(10),
    });
  });

  test('opens one for a service that is called like a part of every object, or is gone', () => {
    const strange = opened([fires('bed-1', 1, { service: 'constructor' })]);
    expect(paged(strange)).toEqual(['dan sms (escalation_step)']);
  });
});

describe('a firing alert in an open incident', () => {
  test.each<[string, Transition]>([
    ['the same message again', fires('bed-1', 1)],
    ['an older one', fires('bed-1', 0)],
    ['an assertion: no write for what is known', fires('bed-1', 5)],
    ['an assertion with another value', fires('bed-1', 5, { value: 70 })],
    ['an end that is older than the beginning', ends('bed-1', 0)],
    ['an end with the very seq of the beginning', ends('bed-1', 1)],
  ])('%s changes nothing', (_, transition) => {
    expect(foldTransition(open, transition, context(1))).toBe(open);
  });

  test('joins another; nobody is paged again while somebody is being paged', () => {
    const joined = foldTransition(open, fires('bed-2', 1), context(1)) as Incident;
    expect(lastText(joined)).toBe('joined: bed-2 low, critical');
    expect(joined.pages).toBe(open.pages);
  });

  test('takes over a new severity, which is recorded', () => {
    const changed = foldTransition(open, fires('bed-1', 5, { severity: 'warning' }), context(1));
    expect(changed && lastText(changed)).toBe('changed severity: bed-1 low, warning');
    expect(changed?.alerts[idOf('bed-1')]).toMatchObject({
      seq: 5,
      alert: { severity: 'warning' },
    });
  });

  test('fires since another time: it ended in between, so an end that comes late is old', () => {
    const again = fires('bed-1', 5, { startsAt: NIGHT + 9 });
    const refired = foldTransition(open, again, context(10)) as Incident;
    expect(lastText(refired)).toBe('fires again: bed-1 low, critical');
    expect(foldTransition(refired, ends('bed-1', 3), context(11))).toBe(refired);
    expect(foldTransition(refired, ends('bed-1', 6), context(11))?.status).toBe('resolved');
  });

  test('fires since another time: the acknowledgement of the first does not cover it', () => {
    const again = fires('bed-1', 5, { startsAt: NIGHT + 9 });
    const refired = foldTransition(acknowledged(open), again, context(10)) as Incident;
    expect(later(refired, context(10))).toMatchObject({
      status: 'triggered',
      escalation: { reason: 'new_alert_after_acknowledgement', about: [idOf('bed-1')] },
    });
  });

  describe('whose escalation is exhausted', () => {
    const exhausted: Incident = {
      ...open,
      escalation: { ...open.escalation, phase: 'exhausted', nextAt: NIGHT + minutes(60) },
    };

    test('begins it again if it is new', () => {
      const joined = foldTransition(exhausted, fires('bed-2', 1), context(1));
      expect(joined?.escalation).toMatchObject({ phase: 'steps', run: 2, position: 0 });
    });

    test.each<[string, Transition]>([
      ['a silenced one', fires('bed-2', 1)],
      ['a known one that is less severe now', fires('bed-1', 5, { severity: 'warning' })],
      ['an end', ends('bed-1', 5)],
    ])('%s does not', (_, transition) => {
      const given = context(1, { silences: [silence('bed-2')] });
      const folded = foldTransition(exhausted, transition, given);
      expect(folded).not.toBe(exhausted);
      expect(folded?.escalation.run).toBe(1);
    });
  });
});

describe('an end', () => {
  const two = opened([fires('bed-1', 1), fires('bed-2', 1)]);

  test('of all that fires resolves the incident, takes back what has not left, and says why', () => {
    const planned = {
      ...open,
      pages: open.pages.map((p) => ({ ...p, status: 'planned' as const })),
    };
    const over = foldTransition(planned, ends('bed-1', 2), context(1)) as Incident;
    expect(over).toMatchObject({
      status: 'resolved',
      resolvedAt: NIGHT + 1,
      pages: [
        { status: 'withdrawn', result: { code: 'incident_not_triggered', status: 'resolved' } },
      ],
      alerts: { [idOf('bed-1')]: { status: 'resolved', resolveReason: 'recovered' } },
    });
    expect(over.escalation.nextAt).toBeUndefined();
    expect(texts(over).slice(-2)).toEqual([
      'recovered: bed-1 low, critical',
      'all alerts have ended',
    ]);
  });

  test('of some that fire leaves it open', () => {
    const less = foldTransition(two, ends('bed-1', 2), context(1));
    expect(less?.status).toBe('triggered');
    expect(statuses(less)).toEqual({ 'bed-1': 'resolved', 'bed-2': 'firing' });
  });

  test('that comes before its beginning is remembered: the beginning is old when it comes', () => {
    const warned = foldTransition(open, ends('bed-2', 2), context(1)) as Incident;
    expect(statuses(warned)).toEqual({ 'bed-1': 'firing', 'bed-2': 'resolved' });
    expect(warned.timeline).toBe(open.timeline);
    expect(foldTransition(warned, fires('bed-2', 1), context(2))).toBe(warned);
  });

  test('without any incident of the group changes nothing: there is nowhere to remember it', () => {
    expect(foldTransition(undefined, ends('bed-1', 2), context())).toBeUndefined();
  });

  test('after a person resolved it is noted, and opens nothing', () => {
    const byHand = act(open, { kind: 'resolve', by: 'anna' }, context(1)).answer.incident;
    const over = foldTransition(byHand, ends('bed-1', 2), context(2));
    expect(over).toMatchObject({ status: 'resolved', resolvedAt: NIGHT + 1 });
    expect(over && lastText(over)).toBe('recovered: bed-1 low, critical');
  });

  test('takes the alert out of the acknowledgement: it pages if it fires again', () => {
    const taken = acknowledged(two);
    const ended = foldTransition(taken, ends('bed-1', 2), context(1)) as Incident;
    expect(ended.acknowledgement?.alerts).toEqual([idOf('bed-2')]);
    const again = foldTransition(ended, fires('bed-1', 3), context(2)) as Incident;
    expect(lastText(again)).toBe('fires again: bed-1 low, critical');
    expect(later(again, context(2)).status).toBe('triggered');
  });

  describe('where incidents are held until a person resolves them', () => {
    const config = withIcu({ autoResolve: false });

    test('leaves it open and goes on paging', () => {
      const held = foldTransition(open, ends('bed-1', 2), context(1, { config })) as Incident;
      expect(lastText(held)).toBe('all alerts have ended; held until a person resolves it');
      expect(paged(later(held, context(minutes(5), { config })))).toHaveLength(2);
    });

    test.each<[string, number, Incident['status']]>([
      ['during a silence it is over: nobody was to know of it', 9, 'resolved'],
      ['after the silence it is held, though nobody has looked yet', 10, 'triggered'],
    ])('%s', (_, after, status) => {
      const silences = [silence('bed-1', minutes(10))];
      const quiet = opened([fires('bed-1', 1)], context(0, { silences }));
      const given = context(minutes(after), { config, silences });
      expect(foldTransition(quiet, ends('bed-1', 2), given)?.status).toBe(status);
    });
  });
});

test('resolved by hand for good while two fired: the next episode holds the other only once it is told again', () => {
  const both = opened([fires('bed-1', 1), fires('bed-2', 1)]);
  const byHand = omit(
    act(both, { kind: 'resolve', by: 'anna' }, context(1)).answer.incident,
    'undo',
  );
  const next = foldTransition(byHand, fires('bed-1', 5), context(2));
  expect(statuses(next)).toEqual({ 'bed-1': 'firing', 'bed-2': 'resolved' });
});

test('resolved by hand for good while it fired: only a newer telling opens the next', () => {
  const byHand = omit(
    act(open, { kind: 'resolve', by: 'anna' }, context(1)).answer.incident,
    'undo',
  );
  expect(foldTransition(byHand, fires('bed-1', 1), context(2))).toBe(byHand);
  expect(foldTransition(byHand, fires('bed-1', 5), context(2))).toMatchObject({
    episode: 2,
    status: 'triggered',
    alerts: { [idOf('bed-1')]: { seq: 5, status: 'firing' } },
  });
});

describe('what people are shown of an incident', () => {
  const shown = (incident: Incident | undefined) =>
    incident && alertsOf(incident).map(({ alert: { subject } }) => subject);

  test('leaves out the alerts of the one before, which were firing when a person resolved it', () => {
    const both = opened([fires('bed-1', 1), fires('bed-2', 1)]);
    const byHand = act(both, { kind: 'resolve', by: 'anna' }, context(1)).answer.incident;
    const next = foldTransition(omit(byHand, 'undo'), fires('bed-1', 5), context(1));
    expect(shown(next)).toEqual(['bed-1']);
    const told = next && foldTransition(next, fires('bed-2', 6), context(2));
    expect(shown(told)).toEqual(['bed-1', 'bed-2']);
  });

  test('leaves out an end whose beginning has not come, while it is open and once it is resolved', () => {
    const early = foldTransition(open, ends('bed-2', 9), context(1));
    expect(shown(early)).toEqual(['bed-1']);
    const over = early && foldTransition(early, ends('bed-1', 2), context(2));
    expect(over?.status).toBe('resolved');
    expect(shown(over)).toEqual(['bed-1']);
    const late = over && foldTransition(over, ends('bed-3', 9), context(3));
    expect(shown(late)).toEqual(['bed-1']);
    expect(late && foldTransition(late, fires('bed-3', 8), context(4))).toBe(late);
  });

  test('leaves out what ended before it opened, in an item written before such were marked', () => {
    const old = {
      alert: alert('bed-2'),
      seq: 1,
      status: 'resolved',
      resolvedAt: NIGHT - 1,
    } as const;
    const alerts = { ...open.alerts, [idOf('bed-2')]: old };
    expect(shown({ ...open, alerts })).toEqual(['bed-1']);
  });

  test('keeps what recovered in the moment in which it opened', () => {
    const ended = foldTransition(open, ends('bed-1', 2), context());
    expect(shown(ended)).toEqual(['bed-1']);
    const again = ended && foldTransition(ended, ends('bed-1', 3), context());
    expect(shown(again)).toEqual(['bed-1']);
  });
});
