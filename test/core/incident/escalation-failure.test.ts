import { describe, expect, test } from '@jest/globals';
import { CANARY, withCanary } from '#core/canary/canary.ts';
import { omit } from '#core/collections/omit.ts';
import { act } from '#core/incident/act.ts';
import type { Action } from '#core/incident/action.ts';
import type { IncidentContext } from '#core/incident/context.ts';
import { decide, markRelayed } from '#core/incident/decide.ts';
import { escalationFailureTransition } from '#core/incident/escalation-failure.ts';
import { foldTransition } from '#core/incident/fold-transition.ts';
import type { Incident } from '#core/incident/incident.ts';
import type { Config } from '#core/team/config.ts';
import { MINUTE } from '#core/time/instant.ts';
import { hospital, person, service } from '../../support/config.ts';
import { NIGHT } from '../../support/incident.ts';
import { CONFIG, context, delivered, fires, later, minutes, opened, silence } from './given.ts';

/** Nobody of `icu` can be reached, so the escalation fails at once. */
const unreachable = hospital({ people: ['anna', 'bo', 'cia'].map((id) => person(id, [])) });

function at(after: number, more: Partial<IncidentContext> = {}): IncidentContext {
  return context(after, { config: unreachable, ...more });
}

/** Looked at, but with nothing handed over. */
function looked(incident: Incident, given: IncidentContext): Incident {
  return decide(incident, { kind: 'look' }, given).incident ?? incident;
}

function told(incident: Incident, given = at(0)) {
  const transition = escalationFailureTransition(incident, given.now);
  return transition && [transition.kind, transition.seq - NIGHT];
}

function acknowledged(incident: Incident, given = at(0)): Incident {
  const { decision } = act(incident, { kind: 'acknowledge', by: 'anna' }, given);
  return decision.incident ?? incident;
}

const lost = decide(undefined, { kind: 'transition', transition: fires('bed-1', 1) }, at(0))
  .incident as Incident;
const known = delivered(lost, at(0));

describe('an incident that gets no answer', () => {
  test('is told to the technical service as a critical alert that names no patient', () => {
    expect(escalationFailureTransition(lost, NIGHT)).toEqual({
      kind: 'firing',
      seq: NIGHT,
      at: NIGHT,
      alert: expect.objectContaining({
        service: 'it',
        groupKey: '["it",["subject","ICU"]]',
        subject: 'ICU',
        severity: 'critical',
        title: 'Paging reaches nobody',
        labels: { incident: lost.id },
        startsAt: NIGHT,
      }),
    });
    expect(lost.due).toBe(NIGHT);
  });

  test('is told once, and again every 15 minutes with a higher seq, until it is over', () => {
    expect(told(known)).toBeUndefined();
    expect(told(looked(known, at(minutes(15) - 1)))).toBeUndefined();
    const again = looked(known, at(minutes(15)));
    expect(told(again)).toEqual(['firing', minutes(15)]);
    expect(again.distress?.alert).toEqual(known.distress?.alert);
    expect(told(delivered(again, at(minutes(15))))).toBeUndefined();
  });

  const none = { critical: null, error: null, warning: null, info: null };
  const unpaged = {
    ...unreachable,
    services: { ...unreachable.services, icu: service('icu', 'icu', { policies: none }) },
  };

  test.each<[string, Action | undefined, Partial<IncidentContext>]>([
    ['acknowledged', { kind: 'acknowledge', by: 'anna' }, {}],
    ['silenced', undefined, { silences: [silence('bed-1')] }],
    ['not to be paged any more', undefined, { config: unpaged }],
  ])('is over when it is %s, and that is told once', (_, action, more) => {
    const given = at(MINUTE, more);
    const over = action ? act(known, action, given).answer.incident : looked(known, given);
    expect(told(over, given)).toEqual(['resolved', MINUTE]);
    expect(over.due).toBe(NIGHT + MINUTE);
    const done = delivered(over, given);
    expect(told(looked(done, at(minutes(20), more)))).toBeUndefined();
  });

  test('is over when it was resolved by hand and that can be undone no more', () => {
    const given = at(MINUTE, {});
    const byHand = act(known, { kind: 'resolve', by: 'anna' }, given).answer.incident;
    expect(told(byHand, given)).toBeUndefined();
    const ended = { endedByHand: new Set(Object.keys(known.alerts)) };
    const over = looked(byHand, at(minutes(2), ended));
    expect(over.status).toBe('resolved');
    expect(told(over, at(minutes(2), ended))).toEqual(['resolved', minutes(2)]);
  });

  test('goes on when somebody is reached at last, until that person answers', () => {
    const paging = looked(known, context(MINUTE));
    expect(paging.escalation.phase).toBe('steps');
    expect(paging.distress).toMatchObject({ over: false });
    expect(told(acknowledged(paging, context(MINUTE)))).toEqual(['resolved', MINUTE]);
  });

  test('says so too when nobody answers', () => {
    const first = opened([fires('bed-1', 1)]);
    const exhausted = [5, 10, 15].reduce((i, n) => later(i, context(minutes(n))), first);
    expect(exhausted.distress).toMatchObject({
      over: false,
      alert: { title: 'Paging nobody answers' },
    });
  });
});

describe('the seq of what is told', () => {
  test('grows within one millisecond', () => {
    expect(told(acknowledged(known))).toEqual(['resolved', 1]);
  });

  test('grows though the clock goes back, so that the end is not taken for old', () => {
    const technical = foldTransition(
      undefined,
      escalationFailureTransition(lost, NIGHT) as never,
      at(0),
    );
    const over = acknowledged(known, at(-5_000));
    expect(told(over)).toEqual(['resolved', 1]);
    const ended = foldTransition(
      technical,
      escalationFailureTransition(over, NIGHT) as never,
      at(-5_000),
    );
    expect(ended?.status).toBe('resolved');
  });

  test('grows over the end of one distress and the beginning of the next', () => {
    const over = delivered(acknowledged(known, at(0)), at(0));
    const back = act(over, { kind: 'escalate', by: 'anna' }, at(-9_000)).decision.incident;
    expect(back && told(back)).toEqual(['firing', 2]);
    expect(back?.distress?.alert.startsAt).toBe(NIGHT - 9_000);
  });
});

describe('what is told while it changes', () => {
  test('it began, and is over before that was put on record: the end is still told', () => {
    const over = acknowledged(lost, at(0));
    const { incident } = markRelayed(over, new Set(), lost.distress?.seq, at(1));
    expect(told(incident ?? over)).toEqual(['resolved', 1]);
  });

  test('it is over and begins again before the end was told: it just fires on', () => {
    const over = acknowledged(known, at(0));
    const back = act(over, { kind: 'escalate', by: 'bo' }, at(5)).decision.incident;
    expect(back && told(back)).toEqual(['firing', 5]);
  });
});

describe('the technical service changes meanwhile', () => {
  const other = service('clinical-engineering', 'it');
  const moved = {
    ...unreachable,
    services: { ...unreachable.services, [other.id]: other },
    technicalService: other.id,
  };

  test.each<[string, Config]>([
    ['is another one', moved],
    [
      'groups otherwise',
      {
        ...unreachable,
        services: { ...unreachable.services, it: service('it', 'it', { groupBy: [] }) },
      },
    ],
  ])('it %s: the alert ends where it began', (_, config) => {
    const over = acknowledged(known, at(MINUTE, { config }));
    expect(escalationFailureTransition(over, NIGHT)).toMatchObject({
      kind: 'resolved',
      alert: { service: 'it', groupKey: '["it",["subject","ICU"]]' },
    });
  });

  test.each<[string, Config]>([
    ['there is none any more', omit(unreachable, 'technicalService') as Config],
    ['it is the very one', { ...unreachable, technicalService: 'icu' }],
    ['it is not in the config', { ...unreachable, technicalService: 'constructor' }],
  ])('%s: what was told is ended, and nothing new begins', (_, config) => {
    const over = looked(known, at(minutes(16), { config }));
    expect(told(over)).toEqual(['resolved', minutes(16)]);
    const done = delivered(over, at(minutes(16), { config }));
    expect(told(looked(done, at(minutes(40), { config })))).toBeUndefined();
    expect(done.due).toBeGreaterThan(NIGHT + minutes(16));
  });
});

test.each(['exhausted', 'nobody'] as const)(
  'the canary is told of by its alarm, not to a person: %s',
  (phase) => {
    const config = withCanary(hospital());
    const first = opened(
      [fires(CANARY.subject, 1, { service: CANARY.id })],
      context(0, { config }),
    );
    const escalation = { ...first.escalation, phase, nextAt: NIGHT + minutes(60) };
    const { distress } = looked({ ...first, escalation }, context(MINUTE, { config }));
    expect(distress).toBeUndefined();
  },
);

test('the technical service tells nobody about itself: it would do so for ever', () => {
  const first = opened([fires('host-1', 1, { service: 'it' })]);
  const exhausted = later(first, context(minutes(5)));
  expect(exhausted.escalation.phase).toBe('exhausted');
  expect(exhausted.distress).toBeUndefined();
  expect(later(exhausted, context(minutes(65))).escalation).toMatchObject({
    phase: 'steps',
    run: 2,
  });
  expect(CONFIG.technicalService).toBe('it');
});
