import { describe, expect, test } from '@jest/globals';
import type { Action } from '#core/incident/action.ts';
import { foldTransition } from '#core/incident/fold-transition.ts';
import type { Incident } from '#core/incident/incident.ts';
import { DAY, MINUTE } from '#core/time/instant.ts';
import { NIGHT } from '../../support/incident.ts';
import {
  acknowledge,
  answered,
  context,
  decline,
  ends,
  fires,
  later,
  minutes,
  opened,
  silence,
  tell,
  withIcu,
} from './given.ts';

const open = opened([fires('bed-1', 1)]);

const taken = answered(open, acknowledge('anna'));
const resolvedByHand = answered(open, { kind: 'resolve', by: 'anna' });
const quiet = [silence('bed-1', minutes(10))];
const silenced = later(open, context(1, { silences: quiet }));

describe('what an answer says', () => {
  const until = (at: number) => ({ kind: 'snooze', by: 'anna', until: NIGHT + at }) as const;
  const reassign = (id: string, kind: 'person' | 'schedule' = 'person') =>
    ({ kind: 'reassign', by: 'anna', to: { kind, id } }) as const;

  test.each<[string, Incident, Action, string]>([
    [
      'acknowledged',
      open,
      acknowledge('anna'),
      'done: Acknowledged until 2026-03-12 03:45 UTC; if it is open then, it pages again.',
    ],
    [
      'twice',
      taken,
      acknowledge('anna'),
      'already: You acknowledged it at 2026-03-12 03:15 UTC. It is quiet until 2026-03-12 03:45 UTC.',
    ],
    [
      'by two',
      taken,
      acknowledge('bo'),
      'refused: It was acknowledged at 2026-03-12 03:15 UTC by Anna. It is quiet until 2026-03-12 03:45 UTC. To have it instead, take it over.',
    ],
    [
      'snoozed',
      open,
      until(minutes(10)),
      'done: Snoozed until 2026-03-12 03:24 UTC; if it is open then, it pages again.',
    ],
    [
      'snoozed by another',
      taken,
      { ...until(minutes(10)), by: 'bo' },
      'it pages again. Before, it was acknowledged by Anna.',
    ],
    [
      'acknowledged by two, of whom the first used a key',
      answered(open, { ...acknowledge('anna'), key: 'ward' }),
      acknowledge('bo'),
      'by Anna, by key ward. It is quiet until',
    ],
    [
      'acknowledged again by somebody in whose name a key was used',
      answered(open, { ...acknowledge('anna'), key: 'ward' }),
      acknowledge('anna'),
      'already: You acknowledged it at 2026-03-12 03:15 UTC, by key ward.',
    ],
    [
      'acknowledged again with a key, where a link was used',
      taken,
      { ...acknowledge('anna'), key: 'ward' },
      'already: You acknowledged it at 2026-03-12 03:15 UTC, through a link.',
    ],
    ['for 7 days', open, until(7 * DAY + MINUTE), 'done: Snoozed until'],
    ['for longer', open, until(7 * DAY + MINUTE + 1), 'refused: A snooze must end in the future'],
    ['until now', open, until(MINUTE), 'refused: A snooze must end in the future'],
    ['until no time', open, until(Number.NaN), 'refused: A snooze must end in the future'],
    ['declined', open, decline('anna'), 'done: Declined. It was handed on at once.'],
    ['declined what is mine', taken, decline('anna'), 'done: Declined. It was handed on at once.'],
    [
      'declined what another has',
      taken,
      decline('bo'),
      'refused: It was acknowledged by Anna: there is nothing of yours to hand on.',
    ],
    [
      'declined twice',
      answered(open, decline('anna')),
      decline('anna'),
      'already: You have declined; it was handed on.',
    ],
    [
      'declined while silenced',
      silenced,
      decline('anna'),
      'done: Declined. It is silenced until 2026-03-12 03:24 UTC by key anna; if it is open then, it pages again.',
    ],
    [
      'escalated',
      open,
      { kind: 'escalate', by: 'anna' },
      'done: Escalated. The next step is paged now.',
    ],
    [
      'escalated while silenced',
      silenced,
      { kind: 'escalate', by: 'anna' },
      'refused: It is silenced until 2026-03-12 03:24 UTC by key anna; it pages nobody before the silence is ended.',
    ],
    ['reassigned', open, reassign('cia'), 'done: Reassigned to Cia, who is paged now.'],
    ['reassigned while silenced', silenced, reassign('cia'), 'refused: It is silenced until'],
    [
      'reassigned to nobody known',
      open,
      reassign('constructor'),
      'refused: Not reassigned: person constructor cannot be paged: constructor is not among the people of the config.',
    ],
    [
      'reassigned to a schedule that is not there',
      open,
      reassign('wards', 'schedule'),
      'refused: Not reassigned: schedule wards cannot be paged: schedule wards is not in the config.',
    ],
    ['noted', open, { kind: 'note', by: 'bo', text: 'probe reseated' }, 'done: Noted.'],
    [
      'resolved while it fires',
      open,
      { kind: 'resolve', by: 'anna' },
      'done: Resolved. 1 alert still fires; what still fires at 2026-03-12 03:16 UTC pages again then.',
    ],
    [
      'resolved twice',
      resolvedByHand,
      { kind: 'resolve', by: 'bo' },
      'refused: It was resolved at 2026-03-12 03:15 UTC by Anna.',
    ],
    [
      'acknowledged when it is over',
      resolvedByHand,
      acknowledge('bo'),
      'refused: It was resolved at 2026-03-12 03:15 UTC by Anna.',
    ],
    [
      'resolved twice by the same',
      resolvedByHand,
      { kind: 'resolve', by: 'anna' },
      'already: You resolved it at 2026-03-12 03:15 UTC.',
    ],
    [
      'resolved again by the same, where a key was used for it',
      { ...resolvedByHand, resolvedByKey: 'ward' },
      { kind: 'resolve', by: 'anna' },
      'already: You resolved it at 2026-03-12 03:15 UTC, by key ward.',
    ],
    [
      'snoozed when it is over',
      { ...resolvedByHand, resolvedByKey: 'ward' },
      { kind: 'snooze', by: 'bo', until: NIGHT + minutes(10) },
      'refused: It was resolved at 2026-03-12 03:15 UTC by Anna, by key ward.',
    ],
    ['declined when it is over', resolvedByHand, decline('bo'), 'refused: It was resolved at'],
    [
      'noted when it is over',
      resolvedByHand,
      { kind: 'note', by: 'bo', text: 'ok' },
      'done: Noted.',
    ],
  ])('%s', (_, incident, action, said) => {
    const given = context(MINUTE, { silences: incident.silenced ? quiet : [] });
    expect(tell(incident, action, given).said).toContain(said);
  });

  test('is complete for an acknowledgement without a time-out', () => {
    const config = withIcu({ ackTimeout: null });
    expect(tell(open, acknowledge('anna'), context(1, { config })).said).toBe(
      'done: Acknowledged.',
    );
  });

  test('is complete for a held incident that is resolved after all has recovered', () => {
    const config = withIcu({ autoResolve: false });
    const held = foldTransition(open, ends('bed-1', 2), context(1, { config })) as Incident;
    const given = context(MINUTE, { config });
    expect(tell(held, { kind: 'resolve', by: 'anna' }, given).said).toBe('done: Resolved.');
  });

  test('is not recorded if the action was refused, or done before', () => {
    const known = later(taken, context(MINUTE));
    expect(tell(known, acknowledge('bo')).decision.kind).toBe('unchanged');
    expect(tell(known, decline('bo')).decision.kind).toBe('unchanged');
  });
});
