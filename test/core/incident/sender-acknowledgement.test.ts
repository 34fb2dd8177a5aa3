import { describe, expect, test } from '@jest/globals';
import { act } from '#core/incident/act.ts';
import type { IncidentContext } from '#core/incident/context.ts';
import { decide } from '#core/incident/decide.ts';
import type { Incident } from '#core/incident/incident.ts';
import { MINUTE } from '#core/time/instant.ts';
import { context, delivered, ends, fires, idOf, later, opened, silence, withIcu } from './given.ts';

const BY = 'key monitor';

/**
 * Returns the incident once the alerts of these subjects were acknowledged where they come from.
 */
function marked(
  incident: Incident,
  given: IncidentContext,
  ...subjects: readonly string[]
): Incident {
  let current = incident;
  for (const subject of subjects) {
    const event = { kind: 'acknowledged_by_sender', fingerprint: idOf(subject), by: BY } as const;
    current = delivered(decide(current, event, given).incident ?? current, given);
  }
  return current;
}

function told(
  incident: Incident,
  given: IncidentContext,
  transition: ReturnType<typeof fires>,
): Incident {
  const { incident: after } = decide(incident, { kind: 'transition', transition }, given);
  return delivered(after ?? incident, given);
}

const paged = ({ pages }: Incident) => pages.map(({ responder }) => responder);

describe('an alert that is acknowledged where it comes from', () => {
  test('quietens an incident that holds nothing else, until the acknowledgement expires', () => {
    const quiet = marked(opened([fires('bed-1', 1)]), context(MINUTE), 'bed-1');
    expect(quiet).toMatchObject({
      status: 'acknowledged',
      acknowledgement: { by: BY, person: false, alerts: [idOf('bed-1')] },
      due: context(16 * MINUTE).now,
    });
    expect(paged(later(quiet, context(30 * MINUTE)))).toEqual(['anna']);
    const expired = later(quiet, context(31 * MINUTE));
    expect(expired.status).toBe('triggered');
    expect(expired.pages.at(-1)).toMatchObject({ reason: 'acknowledgement_expired' });
  });

  test('leaves the others of its incident alone: they go on paging, and all are quiet once each is acknowledged', () => {
    const two = opened([fires('bed-1', 1), fires('bed-2', 1)]);
    const one = marked(two, context(MINUTE), 'bed-1');
    expect(one.status).toBe('triggered');
    const next = later(one, context(5 * MINUTE));
    expect(paged(next)).toEqual(['anna', 'bo']);
    const both = marked(next, context(6 * MINUTE), 'bed-2');
    expect(both.status).toBe('acknowledged');
    expect(both.acknowledgement?.until).toBe(context(31 * MINUTE).now);
  });

  test('does not cover what fires thereafter; when that has ended it is quiet again', () => {
    const quiet = marked(opened([fires('bed-1', 1)]), context(MINUTE), 'bed-1');
    const joined = told(quiet, context(2 * MINUTE), fires('bed-2', 2));
    expect(joined.status).toBe('triggered');
    expect(joined.pages.at(-1)).toMatchObject({ reason: 'new_alert_after_acknowledgement' });
    const over = told(joined, context(3 * MINUTE), ends('bed-2', 3));
    expect(over).toMatchObject({ status: 'acknowledged', acknowledgement: { by: BY } });
  });

  test('pages again where it becomes worse, or has ended and fires again', () => {
    const warning = opened([fires('bed-1', 1, { severity: 'warning' })]);
    const quiet = marked(warning, context(MINUTE), 'bed-1');
    expect(told(quiet, context(2 * MINUTE), fires('bed-1', 2)).status).toBe('triggered');
    const two = marked(opened([fires('bed-1', 1), fires('bed-2', 1)]), context(), 'bed-1');
    const over = told(two, context(MINUTE), ends('bed-1', 2));
    const again = told(over, context(2 * MINUTE), fires('bed-1', 3, { startsAt: 7 }));
    expect(marked(again, context(3 * MINUTE), 'bed-2').status).toBe('triggered');
  });

  test('covers nothing that is silenced', () => {
    const silences = [silence('bed-2', 10 * MINUTE)];
    const two = opened([fires('bed-1', 1), fires('bed-2', 1)], context(0, { silences }));
    const quiet = marked(two, context(MINUTE, { silences }), 'bed-1');
    expect(quiet.acknowledgement?.alerts).toEqual([idOf('bed-1')]);
    const heard = later(quiet, context(10 * MINUTE, { silences }));
    expect(heard.pages.at(-1)).toMatchObject({ reason: 'new_alert_after_acknowledgement' });
  });

  test('is not all where alerts fire that could not be held', () => {
    const { now } = context();
    const crowded = { ...opened([fires('bed-1', 1)]), crowded: { since: now, lastAt: now } };
    expect(marked(crowded, context(MINUTE), 'bed-1').status).toBe('triggered');
  });

  test('counts no more once a person has handed the incident on', () => {
    const quiet = marked(opened([fires('bed-1', 1)]), context(MINUTE), 'bed-1');
    const { decision } = act(quiet, { kind: 'escalate', by: 'anna' }, context(2 * MINUTE));
    expect(decision.incident).toMatchObject({ status: 'triggered' });
    expect(paged(delivered(decision.incident ?? quiet, context(2 * MINUTE)))).toContain('bo');
  });

  test('lasts as long as it fires where the service sets no time-out', () => {
    const config = withIcu({ ackTimeout: null });
    const quiet = marked(opened([fires('bed-1', 1)]), context(MINUTE, { config }), 'bed-1');
    expect(quiet.acknowledgement).not.toHaveProperty('until');
    expect(later(quiet, context(600 * MINUTE, { config })).status).toBe('acknowledged');
  });
});

describe('nothing changes', () => {
  const one = opened([fires('bed-1', 1)]);
  const event = (subject: string) =>
    ({ kind: 'acknowledged_by_sender', fingerprint: idOf(subject), by: BY }) as const;

  test('for an alert that the incident does not hold, or where there is none', () => {
    expect(decide(one, event('bed-9'), context()).kind).toBe('unchanged');
    expect(decide(undefined, event('bed-1'), context()).kind).toBe('unchanged');
  });

  test('the second time, and once it is resolved', () => {
    const quiet = marked(one, context(MINUTE), 'bed-1');
    expect(decide(quiet, event('bed-1'), context(2 * MINUTE)).kind).toBe('unchanged');
    const over = told(quiet, context(2 * MINUTE), ends('bed-1', 2));
    expect(over.status).toBe('resolved');
    const again = decide(over, event('bed-1'), context(2 * MINUTE)).incident;
    expect(again?.status).toBe('resolved');
  });
});
