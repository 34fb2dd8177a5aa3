import { describe, expect, test } from '@jest/globals';
import { decide } from '#core/incident/decide.ts';
import { foldTransition } from '#core/incident/fold-transition.ts';
import type { Incident } from '#core/incident/incident.ts';
import { deferredUntil } from '#core/incident/incident.ts';
import { ladderOf } from '#core/incident/ladder.ts';
import { nextPages } from '#core/incident/next-pages.ts';
import { pageStillWanted } from '#core/incident/page-still-wanted.ts';
import { rebaseIncident } from '#core/incident/rebase-incident.ts';
import type { Service } from '#core/team/config.ts';
import type { SupportHours } from '#core/team/support-hours.ts';
import { HOUR, type Instant } from '#core/time/instant.ts';
import { NIGHT } from '../../support/incident.ts';
import {
  acknowledge,
  context,
  decline,
  ends,
  fires,
  later,
  minutes,
  opened,
  paged,
  silence,
  tell,
  texts,
  withIcu,
} from './given.ts';

/** On weekdays from 08:00; `NIGHT` is a Thursday at 03:14. */
const OFFICE: SupportHours = {
  below: 'error',
  timeZone: 'UTC',
  restrictions: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '16:00' }],
};
const MORNING = Date.UTC(2026, 2, 12, 8);
const FRIDAY = Date.UTC(2026, 2, 13, 8);

const at = (moment: Instant, more: Partial<Service> = {}, rest = {}) =>
  context(moment - NIGHT, { config: withIcu({ hours: OFFICE, ...more }), ...rest });
const night = at(NIGHT);
const warns = (bed: string, seq: number) => fires(bed, seq, { severity: 'warning' });
const waiting = () => opened([warns('bed-1', 1)], night);

/** Returns the incident once another transition has come. */
function once(incident: Incident, transition: ReturnType<typeof fires>, given = night): Incident {
  const event = { kind: 'transition', transition } as const;
  return later(decide(incident, event, given).incident ?? incident, given);
}

describe('what can wait', () => {
  test('goes on at night by its own policy where it was worse, until it is answered', () => {
    const policies = { critical: 'icu', error: 'icu', warning: 'it', info: null };
    const worse = opened([fires('bed-1', 1)], at(NIGHT, { policies }));
    const less = once(worse, warns('bed-1', 2), at(NIGHT + minutes(1), { policies }));
    const after = later(less, at(NIGHT + minutes(5), { policies }));
    expect([after.severity, deferredUntil(after)]).toEqual(['warning', undefined]);
    expect(paged(after)).toEqual(['anna sms (escalation_step)', 'bo sms (escalation_step)']);
  });

  test('goes on at night where a person has asked for it, even if it becomes worse', () => {
    const more = { hours: { ...OFFICE, below: 'critical' } } as const;
    const { after } = tell(waiting(), { kind: 'escalate', by: 'bo' }, at(NIGHT, more));
    const becomes = fires('bed-1', 2, { severity: 'error' });
    const worse = once(after, becomes, at(NIGHT + minutes(1), more));
    expect([worse.severity, deferredUntil(worse)]).toEqual(['error', undefined]);
    expect(paged(later(worse, at(NIGHT + minutes(5), more)))).toHaveLength(2);
  });

  test('is recorded outside the hours, and says until when', () => {
    const incident = waiting();
    expect(paged(incident)).toEqual([]);
    expect(deferredUntil(incident)).toBe(MORNING);
    expect(incident.due).toBe(NIGHT + minutes(15));
    expect(texts(incident)).toEqual([
      'opened: bed-1 low, warning',
      'it can wait: nobody is paged before the hours of the service begin at 2026-03-12 08:00 UTC',
    ]);
  });

  test('is paged from the first step when the hours begin', () => {
    const before = later(waiting(), at(MORNING - 1));
    expect(paged(before)).toEqual([]);
    expect(before.due).toBe(MORNING);
    const after = later(before, at(MORNING));
    expect(paged(after)).toEqual(['anna sms (escalation_step)']);
    expect(texts(after)).toContain('the hours of the service have begun');
    expect(paged(later(after, at(MORNING + minutes(5))))).toHaveLength(2);
  });

  test('is foretold with whom it pages then', () => {
    const given = at(NIGHT);
    expect(nextPages(waiting(), given)).toEqual([
      { responder: 'anna', channel: 'sms', at: MORNING },
    ]);
    expect(ladderOf(waiting(), given)[0]).toMatchObject({ people: ['anna'], at: MORNING });
  });

  test('pages nobody if it recovers before', () => {
    const gone = once(waiting(), ends('bed-1', 2), at(NIGHT + HOUR));
    expect(gone.status).toBe('resolved');
    expect(paged(later(gone, at(MORNING)))).toEqual([]);
  });

  test('pages nobody if somebody takes it before', () => {
    const taken = tell(
      waiting(),
      { kind: 'snooze', by: 'bo', until: NIGHT + 6 * HOUR },
      night,
    ).after;
    expect(taken.status).toBe('acknowledged');
    expect(paged(later(taken, at(MORNING, { ackTimeout: null })))).toEqual([]);
  });

  test('waits again when an acknowledgement expires outside the hours, and says why it pages then', () => {
    const taken = tell(waiting(), acknowledge('anna'), night).after;
    const expired = later(taken, at(NIGHT + HOUR));
    expect(deferredUntil(expired)).toBe(MORNING);
    expect(paged(later(expired, at(MORNING)))).toEqual(['anna sms (acknowledgement_expired)']);
  });

  test('pages at once when it becomes worse', () => {
    const worse = once(waiting(), fires('bed-1', 2, { severity: 'error' }), at(NIGHT + HOUR));
    expect(paged(worse)).toEqual(['anna sms (severity_raised)']);
    expect(texts(worse)).toContain('it waits no longer for the hours of the service');
  });

  test('pages at once when something worse joins', () => {
    expect(paged(once(waiting(), fires('bed-2', 2)))).toEqual(['anna sms (severity_raised)']);
  });

  test('goes on escalating though it is less severe again, so that swings reach the second step', () => {
    const worse = once(waiting(), fires('bed-1', 2));
    const less = once(worse, warns('bed-1', 3), at(NIGHT + minutes(2)));
    expect(paged(later(less, at(NIGHT + minutes(5))))).toEqual([
      'anna sms (severity_raised)',
      'bo sms (escalation_step)',
    ]);
  });

  test('waits for a silence first, and then for the hours', () => {
    const quiet = at(NIGHT, {}, { silences: [silence(null, HOUR)] });
    const silenced = opened([warns('bed-1', 1)], quiet);
    expect([silenced.silenced?.until, deferredUntil(silenced)]).toEqual([NIGHT + HOUR, undefined]);
    expect(deferredUntil(later(silenced, at(NIGHT + HOUR)))).toBe(MORNING);
    const long = at(NIGHT + 1, {}, { silences: [silence(null, 6 * HOUR)] });
    const over = later(waiting(), long);
    expect(deferredUntil(over)).toBeUndefined();
    const inHours = { ...long, now: MORNING };
    expect(paged(later(over, inHours))).toEqual([]);
    expect(paged(later(over, at(NIGHT + 6 * HOUR)))).toEqual(['anna sms (silence_ended)']);
  });

  test('waits though the group would page after its wait', () => {
    const dusk = Date.UTC(2026, 2, 12, 15, 59);
    const incident = opened([warns('bed-1', 1)], at(dusk, { groupWait: minutes(5) }));
    expect(deferredUntil(incident)).toBeUndefined();
    expect(deferredUntil(later(incident, at(dusk + minutes(5), { groupWait: minutes(5) })))).toBe(
      FRIDAY,
    );
  });

  test('stops escalating when the hours end, and withdraws what has not left', () => {
    const dusk = Date.UTC(2026, 2, 12, 15, 58);
    const incident = opened([warns('bed-1', 1)], at(dusk));
    const evening = later(incident, at(dusk + minutes(5)));
    expect(paged(evening)).toEqual(['anna sms (escalation_step)']);
    expect(deferredUntil(evening)).toBe(FRIDAY);
    const id = incident.pages[0]?.id ?? '';
    expect(pageStillWanted(evening, id, dusk + minutes(5))).toMatchObject({
      why: { code: 'outside_hours' },
    });
    expect(paged(later(evening, at(FRIDAY)))).toHaveLength(2);
  });

  test('is foretold to begin again in the morning where its next step falls into the night', () => {
    const dusk = Date.UTC(2026, 2, 12, 15, 58);
    const incident = opened([warns('bed-1', 1)], at(dusk));
    expect(nextPages(incident, at(dusk))).toEqual([
      { responder: 'anna', channel: 'sms', at: FRIDAY },
    ]);
    const [first, second] = ladderOf(incident, at(dusk));
    expect([first?.state, second?.people, second?.at]).toEqual(['reached', [], undefined]);
  });

  test('goes to the next at once when a person escalates it, and on from there', () => {
    const { said, after } = tell(waiting(), { kind: 'escalate', by: 'cia' }, night);
    expect(said).toMatch(/^done: Escalated. The next step is paged now/);
    expect(paged(later(after, at(NIGHT + minutes(5))))).toEqual([
      'anna sms (escalated_by_hand)',
      'bo sms (escalation_step)',
    ]);
  });

  test('is paged to whom a person names', () => {
    const to = { kind: 'person', id: 'bo' } as const;
    const { after } = tell(waiting(), { kind: 'reassign', by: 'cia', to }, night);
    expect(paged(later(after, at(NIGHT + 1)))).toEqual(['bo sms (reassigned)']);
  });

  test('waits when it is declined, which its answer says', () => {
    const { after } = tell(waiting(), acknowledge('anna'), night);
    const told = tell(after, decline('anna'), at(NIGHT + minutes(2)));
    expect(told.said).toMatch(/hours of the service, which begin at 2026-03-12 08:00 UTC/);
    expect(paged(told.after)).toEqual([]);
  });

  test('waits still when a resolution is taken back, also if the hours begin meanwhile', () => {
    const resolved = tell(waiting(), { kind: 'resolve', by: 'bo' }, night).after;
    const undo = { kind: 'undo', by: 'bo' } as const;
    expect(deferredUntil(tell(resolved, undo, at(NIGHT + 1)).after)).toBe(MORNING);
    const late = tell(waiting(), { kind: 'resolve', by: 'bo' }, at(MORNING - 1)).after;
    expect(paged(tell(late, undo, at(MORNING + 1)).after)).toEqual(['anna sms (escalation_step)']);
  });

  test('follows hours that the config changes meanwhile', () => {
    const earlier = { ...OFFICE, restrictions: [{ days: [], from: '06:00', to: '16:00' }] };
    const moved = later(waiting(), at(NIGHT + minutes(15), { hours: earlier }));
    expect(deferredUntil(moved)).toBe(Date.UTC(2026, 2, 12, 6));
    expect(paged(later(waiting(), context(minutes(15))))).toEqual(['anna sms (escalation_step)']);
  });

  test('waits until the same time on the wall though the clock has gone back', () => {
    const moved = rebaseIncident(waiting(), NIGHT - HOUR);
    expect(deferredUntil(moved)).toBe(MORNING);
  });

  test('never waits for hours that do not come any more', () => {
    const hours = {
      ...OFFICE,
      restrictions: [{ days: [], dates: ['2026-03-11'], from: '08:00', to: '16:00' }],
    };
    expect(paged(opened([warns('bed-1', 1)], at(NIGHT, { hours })))).toHaveLength(1);
  });

  test('is no failure of paging', () => {
    const dusk = Date.UTC(2026, 2, 12, 15, 30);
    let incident = opened([warns('bed-1', 1)], at(dusk));
    for (const after of [5, 10, 15]) {
      incident = later(incident, at(dusk + minutes(after)));
    }
    expect(incident.distress).toMatchObject({ why: 'unanswered', over: false });
    expect(later(incident, at(dusk + minutes(31))).distress).toMatchObject({ over: true });
  });
});

test('what pages nobody does not wait either', () => {
  const incident = foldTransition(undefined, fires('bed-1', 1, { severity: 'info' }), night);
  expect(incident?.escalation).toMatchObject({ phase: 'unpaged' });
});
