import { describe, expect, test } from '@jest/globals';
import type { Alert, ResolveReason, Transition } from '#core/alert/alert.ts';
import { foldTransition } from '#core/incident/fold-transition.ts';
import type { Incident } from '#core/incident/incident.ts';
import { reconcile } from '#core/incident/reconcile.ts';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import { NIGHT } from '../../support/incident.ts';
import { acknowledge, answered, context, ends, fires, idOf, texts, withIcu } from './given.ts';

/**
 * Returns the incident after an alert has begun and ended by turns, every `gap`, this often in all.
 */
function swung(turns: number, gap = SECOND, given = context()): Incident | undefined {
  let incident: Incident | undefined;
  for (let turn = 0; turn < turns; turn++) {
    const now = NIGHT + turn * gap;
    const told = turn % 2 === 0 ? begins(turn) : ends('bed-1', turn + 1);
    incident = foldTransition(incident, told, { ...given, now });
    incident = incident && reconcile(incident, { ...given, now });
  }
  return incident;
}

function begins(turn: number, more: Partial<Alert> = {}): Transition {
  return fires('bed-1', turn + 1, { startsAt: NIGHT + turn, ...more });
}

function entry(incident: Incident | undefined) {
  return incident?.alerts[idOf('bed-1')];
}

describe('an alert that has come back twice', () => {
  test('ends with its next end', () => {
    expect(swung(6)).toMatchObject({ status: 'resolved', episode: 1 });
  });
});

/** Ends that a person or config decided, which are final. */
const DECIDED: readonly ResolveReason[] = [
  'subject_retired',
  'rule_removed',
  'rule_changed',
  'instance_gone',
  'entered_in_error',
  'ended_by_hand',
];

describe('an alert that begins again a second after it ended', () => {
  const again = (reason: ResolveReason) => {
    const end = { ...ends('bed-1', 2), reason } as Transition;
    return foldTransition(foldTransition(swung(1), end, context()), begins(2), context(SECOND));
  };

  test.each(DECIDED)('is another incident where it was %s', (reason) => {
    expect(again(reason)).toMatchObject({ status: 'triggered', episode: 2 });
  });

  test('is the same incident where it had ended by itself', () => {
    expect(again('recovered')).toMatchObject({ status: 'triggered', episode: 1 });
  });
});

describe('an alert that has come back three times', () => {
  test('within 15 minutes is held at its next end', () => {
    const held = swung(8);
    expect(held).toMatchObject({ status: 'triggered' });
    expect(entry(held)).toMatchObject({ status: 'firing', flapping: { returns: 3 } });
  });

  test('says once that it flaps', () => {
    const said = texts(swung(40) as Incident).filter((text) => text.startsWith('flapping'));
    expect(said).toEqual([
      'flapping: bed-1 low, critical came back 3 times within 15m, and is not over before it has been quiet for 5m',
    ]);
  });

  test('in more than 15 minutes is not held', () => {
    expect(swung(8, 4 * MINUTE)).toMatchObject({ status: 'resolved' });
  });

  test('each time later than after five minutes is another incident each time', () => {
    expect(swung(8, 5 * MINUTE)).toMatchObject({ status: 'resolved', episode: 4 });
  });

  test('counts as over five minutes after its end, at the moment of its end', () => {
    const held = swung(8) as Incident;
    const end = NIGHT + 7 * SECOND;
    expect(reconcile(held, { ...context(), now: end + 5 * MINUTE - 1 }).status).toBe('triggered');
    const over = reconcile(held, { ...context(), now: end + 5 * MINUTE });
    expect(over.status).toBe('resolved');
    expect(entry(over)).toMatchObject({ resolvedAt: end, resolveReason: 'recovered' });
    expect(entry(over)).not.toHaveProperty('flapping');
  });

  test('is looked at when it is quiet for long enough', () => {
    const held = swung(8) as Incident;
    const acked = answered(held, acknowledge('anna'));
    expect(acked.due).toBe(NIGHT + 7 * SECOND + 5 * MINUTE);
  });

  test('ends at once where its service holds nothing any more', () => {
    const config = withIcu({ flapping: null });
    expect(reconcile(swung(8) as Incident, context(MINUTE, { config })).status).toBe('resolved');
  });

  test.each(DECIDED)('ends at once where it is %s', (reason) => {
    const transition = { ...ends('bed-1', 8), reason } as Transition;
    expect(foldTransition(swung(7), transition, context())?.status).toBe('resolved');
  });

  test('takes no notice of a beginning or an end that comes late or twice', () => {
    const held = swung(8);
    for (const late of [ends('bed-1', 6), ends('bed-1', 8), begins(6)]) {
      expect(foldTransition(held, late, context(MINUTE))).toBe(held);
    }
  });
});

describe('a flapping alert that is acknowledged', () => {
  const taken = answered(swung(8) as Incident, acknowledge('anna'));

  test('stays so when it begins again as bad as before, or less', () => {
    for (const severity of ['critical', 'warning'] as const) {
      const given = context(2 * MINUTE);
      const again = foldTransition(taken, begins(8, { severity }), given) as Incident;
      expect(reconcile(again, given)).toMatchObject({
        status: 'acknowledged',
        severity: 'critical',
      });
    }
  });

  test('pages when it begins again worse', () => {
    const mild = [...Array(7).keys()].reduce<Incident | undefined>(
      (incident, turn) =>
        foldTransition(
          incident,
          turn % 2 === 0 ? begins(turn, { severity: 'warning' }) : ends('bed-1', turn + 1),
          context(turn * SECOND),
        ),
      undefined,
    );
    const acked = answered(mild as Incident, acknowledge('anna'));
    const given = context(2 * MINUTE);
    const end = foldTransition(acked, ends('bed-1', 8), given);
    const worse = reconcile(foldTransition(end, begins(8), given) as Incident, given);
    expect(worse).toMatchObject({ status: 'triggered', severity: 'critical' });
  });
});

describe('an alert that its sender has acknowledged', () => {
  test('keeps the mark while it flaps', () => {
    const held = swung(8) as Incident;
    const known = entry(held);
    if (known === undefined) {
      throw new Error('the alert is unknown');
    }
    const marked = { ...known, acknowledged: { by: 'key monitor' } };
    const incident = { ...held, alerts: { [idOf('bed-1')]: marked } };
    const again = foldTransition(incident, begins(8), context(MINUTE));
    expect(entry(again)).toMatchObject({ acknowledged: { by: 'key monitor' } });
  });
});
