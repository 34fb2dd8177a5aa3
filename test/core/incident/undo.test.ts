import { describe, expect, test } from '@jest/globals';
import { omit } from '#core/collections/omit.ts';
import { foldTransition } from '#core/incident/fold-transition.ts';
import type { Incident } from '#core/incident/incident.ts';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import { NIGHT } from '../../support/incident.ts';
import {
  acknowledge,
  answered,
  context,
  ends,
  fires,
  idOf,
  lastText,
  later,
  minutes,
  opened,
  paged,
  records,
  silence,
  tell,
  texts,
  withIcu,
} from './given.ts';

const resolve = { kind: 'resolve', by: 'bo' } as const;
const undo = { kind: 'undo', by: 'anna' } as const;
const AT = 10 * SECOND;
const OVER = AT + MINUTE;

const open = opened([fires('bed-1', 1)]);
const byHand = tell(open, resolve, context(AT)).after;
const sent = (incident: Incident, more = {}) => ({ records: records(incident, 'sent'), ...more });

describe('resolving what still fires', () => {
  test('is asked for first where whoever asks wants that, and changes nothing', () => {
    const asked = tell(open, { ...resolve, unlessFiring: true }, context(AT, sent(open)));
    expect(asked.said).toBe(
      'unconfirmed: 1 alert still fires. Silence it instead? Resolved all the same, it pages again if it still fires 1m later.',
    );
    expect(asked.after.status).toBe('triggered');
  });

  test('is not asked for where nothing fires', () => {
    const config = withIcu({ autoResolve: false });
    const held = foldTransition(open, ends('bed-1', 2), context(1, { config })) as Incident;
    const { said, after } = tell(held, { ...resolve, unlessFiring: true }, context(AT, { config }));
    expect([said, after.status]).toEqual(['done: Resolved.', 'resolved']);
  });

  test('pages nobody for a minute, and then again from the first step', () => {
    expect(byHand).toMatchObject({ status: 'resolved', undo: { until: NIGHT + OVER } });
    const before = later(byHand, context(OVER - 1));
    expect([before.status, paged(before).length]).toEqual(['resolved', 1]);
    const again = later(byHand, context(OVER));
    expect(again).toMatchObject({ status: 'triggered', episode: 1 });
    expect(paged(again).at(-1)).toBe('anna sms (still_firing)');
    expect(texts(again)).toContain(
      'opened again: 1 alert still fired 1m after it was resolved by hand',
    );
    for (const gone of ['undo', 'resolvedAt', 'resolvedBy'] as const) {
      expect(again[gone]).toBeUndefined();
    }
  });

  test('is over for good where all has ended within the minute', () => {
    const ended = foldTransition(byHand, ends('bed-1', 2), context(AT + 1)) as Incident;
    const over = later(ended, context(OVER));
    expect(over).toMatchObject({ status: 'resolved', resolvedAt: NIGHT + AT });
    expect([over.undo, over.due, paged(over).length]).toEqual([undefined, undefined, 1]);
  });

  test('is over for good where nothing but the word of that person could end it', () => {
    const over = later(byHand, context(OVER, { endedByHand: new Set([idOf('bed-1')]) }));
    expect(over).toMatchObject({ status: 'resolved', alerts: { [idOf('bed-1')]: {} } });
    expect(over.alerts[idOf('bed-1')]?.resolveReason).toBe('ended_by_hand');
  });

  test('pages nobody again while all that fires is silenced', () => {
    const silences = [silence('bed-1')];
    const again = later(byHand, context(OVER, { silences }));
    expect(again).toMatchObject({ status: 'triggered', silenced: { by: 's-bed-1' } });
    expect(paged(again)).toHaveLength(1);
  });

  test('takes an acknowledgement along: what goes on is asked anew', () => {
    const taken = answered(open, acknowledge('anna'));
    const again = later(tell(taken, resolve, context(MINUTE)).after, context(minutes(3)));
    expect(again).toMatchObject({ status: 'triggered' });
    expect(again.acknowledgement).toBeUndefined();
  });
});

describe('within the minute', () => {
  const inside = context(AT + 20 * SECOND);

  test('that the alert goes on is no news', () => {
    const told = foldTransition(byHand, fires('bed-1', 7), inside);
    expect(told?.status).toBe('resolved');
  });

  test.each<[string, ReturnType<typeof fires>]>([
    ['another alert', fires('bed-2', 7)],
    ['the alert, begun anew,', fires('bed-1', 7, { startsAt: NIGHT + AT + 1 })],
  ])('%s opens it again and pages at once', (_, transition) => {
    const again = foldTransition(byHand, transition, inside) as Incident;
    expect(again).toMatchObject({ status: 'triggered', episode: 1 });
    expect(paged(again)).toHaveLength(2);
    expect(again.undo).toBeUndefined();
  });

  test('an alert that begins silenced waits for the end of the minute, and pages nobody then', () => {
    const silences = [silence('bed-2')];
    const given = context(AT + 20 * SECOND, { silences });
    const told = foldTransition(byHand, fires('bed-2', 7), given) as Incident;
    expect(told.status).toBe('resolved');
    const ended = foldTransition(told, ends('bed-1', 8), given) as Incident;
    const after = later(ended, context(OVER, { silences }));
    expect(after).toMatchObject({ status: 'triggered', silenced: { by: 's-bed-2' } });
    expect(paged(after)).toHaveLength(1);
  });

  test('an alert that becomes worse opens it again and pages at once', () => {
    const mild = opened([fires('bed-1', 1, { severity: 'warning' })]);
    const resolved = tell(mild, resolve, context(AT)).after;
    const again = foldTransition(resolved, fires('bed-1', 7), inside) as Incident;
    expect(again).toMatchObject({ status: 'triggered', severity: 'critical' });
    expect(paged(again)).toHaveLength(2);
  });
});

describe('undoing', () => {
  test('within the minute leaves it as it was, with the time of its step', () => {
    const { said, after } = tell(byHand, undo, context(OVER - 1, sent(byHand)));
    expect(said).toBe('done: It is open again, as it was before it was resolved.');
    expect(after.escalation).toEqual(open.escalation);
    expect(after).toMatchObject({ status: 'triggered', alerts: open.alerts });
    expect(paged(after)).toHaveLength(1);
    expect(lastText(after)).toMatch(/^Anna took back that it was resolved$/);
    const twice = tell(after, undo, context(OVER - 1, sent(after)));
    expect(twice.said).toBe('already: It is open.');
    expect(paged(later(after, context(minutes(4))))).toHaveLength(1);
    expect(paged(later(after, context(minutes(5))))).toHaveLength(2);
  });

  test('gives back an acknowledgement and a silence', () => {
    const taken = answered(open, acknowledge('anna'));
    const resolved = tell(taken, resolve, context(MINUTE)).after;
    const { after } = tell(resolved, undo, context(MINUTE + 1));
    expect(after).toMatchObject({ status: 'acknowledged', acknowledgement: { by: 'anna' } });
    const silences = [silence('bed-1')];
    const quiet = opened([fires('bed-1', 1)], context(0, { silences }));
    const over = tell(quiet, resolve, context(AT, { silences })).after;
    const again = tell(over, undo, context(AT + 1, { silences })).after;
    expect(again.silenced).toEqual(quiet.silenced);
    expect(paged(again)).toEqual([]);
  });

  test('pages again whose page was withdrawn on its way, once', () => {
    const { after } = tell(byHand, undo, context(AT + 1));
    const withdrawn = records(after, 'withdrawn', 'the incident is resolved');
    const again = later(after, context(AT + 2, { records: withdrawn }));
    expect(paged(again)).toEqual(['anna sms (escalation_step)']);
    const [, page] = again.pages;
    expect(page?.id).toBe(`${open.pages[0]?.id}.again`);
    expect(paged(later(again, context(AT + 3)))).toHaveLength(1);
  });

  test('plans again what had not left', () => {
    const waiting = opened([fires('bed-1', 1)]);
    const [first] = waiting.pages;
    const planned = { ...first, id: `${waiting.id}.1.0.anna.later`, at: NIGHT + MINUTE };
    const more = { ...planned, status: 'planned' } as Incident['pages'][number];
    const both = { ...waiting, pages: [...waiting.pages, more] };
    const resolved = tell(both, resolve, context(AT)).after;
    expect(resolved.pages.at(-1)?.status).toBe('withdrawn');
    expect(tell(resolved, undo, context(AT + 1)).after.pages.at(-1)).toEqual(more);
  });

  test.each<[string, Incident, number, string]>([
    ['after the minute', omit(byHand, 'undo'), OVER, 'which cannot be undone'],
    [
      'what has ended by itself',
      foldTransition(open, ends('bed-1', 2), context(1)) as Incident,
      AT,
      'It was not resolved by hand',
    ],
    [
      'what has ended since',
      foldTransition(byHand, ends('bed-1', 2), context(AT + 1)) as Incident,
      AT + 2,
      'All its alerts have ended since',
    ],
  ])('%s is refused', (_, incident, at, why) => {
    const { said, after } = tell(incident, undo, context(at));
    expect(said).toMatch(/^refused/);
    expect(said).toContain(why);
    expect(after.status).toBe('resolved');
  });

  test('is refused where a later incident is there, and what still fires is left to that', () => {
    const superseded = { superseded: true };
    expect(tell(byHand, undo, context(AT + 1, superseded)).said).toMatch(/^refused: A later/);
    expect(later(byHand, context(OVER, superseded)).status).toBe('resolved');
  });

  test('after the minute finds what still fired open already', () => {
    expect(tell(byHand, undo, context(OVER, sent(byHand))).said).toBe('already: It is open.');
  });
});
