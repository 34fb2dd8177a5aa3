import { describe, expect, test } from '@jest/globals';
import type { Incident } from '#core/incident/incident.ts';
import { spentBy } from '#core/incident/spent-by.ts';
import { HOUR, MINUTE } from '#core/time/instant.ts';
import { anObjective } from '../../core/objective/oracle.ts';
import { alert, incident, NIGHT } from '../../support/incident.ts';

const objective = anObjective();

/** Twenty bad minutes that begin ten after `NIGHT`. */
const SPAN = { from: NIGHT + 10 * MINUTE, to: NIGHT + 30 * MINUTE, bad: 20 };

const onMetric = (subject: string, startsAt: number) =>
  alert(subject, { metric: 'response_time', startsAt });

const burns = (startsAt: number) =>
  alert('record-fast', {
    rule: 'record-fast',
    metric: '',
    labels: { window: '1h' },
    objective: 'record-fast',
    startsAt,
  });

const of = (id: string, alerts: Parameters<typeof incident>[0], more: Partial<Incident> = {}) =>
  incident(alerts, { id, groupKey: id, ...more });

const takenBy = (...incidents: readonly Incident[]) =>
  spentBy({ objective, subject: '', bad: [SPAN] }, incidents, NIGHT + HOUR);

describe('what an incident took of a budget', () => {
  test('is the bad minutes in which an alert on its metric held', () => {
    expect(takenBy(of('a-1', [onMetric('ehr', NIGHT + 15 * MINUTE)]))).toEqual([
      { incident: 'a-1', bad: 15 },
    ]);
  });

  test('is what made its budget burn, before the alert began', () => {
    expect(takenBy(of('b-1', [burns(NIGHT + 12 * MINUTE)]))).toEqual([
      { incident: 'b-1', bad: 20 },
    ]);
    const blind = { ...burns(NIGHT + 12 * MINUTE), labels: {} };
    expect(takenBy(of('b-1', [blind]))).toEqual([]);
  });

  test('is of one incident, that whose alert began last', () => {
    const stale = of('old-1', [onMetric('ehr', NIGHT - 900 * HOUR)]);
    const cause = of('new-1', [onMetric('ehr-2', NIGHT + 20 * MINUTE)]);
    expect(takenBy(stale, cause)).toEqual([
      { incident: 'old-1', bad: 10 },
      { incident: 'new-1', bad: 10 },
    ]);
  });

  test('is nothing after its alert ended, nor of what the budget does not count', () => {
    const over = of('over-1', [onMetric('ehr', NIGHT)]);
    const [known] = Object.values(over.alerts);
    const ended = { ...known, status: 'resolved', resolvedAt: NIGHT + 12 * MINUTE } as const;
    const other = of('other-1', [alert('ehr', { metric: 'spo2', startsAt: NIGHT })]);
    expect(takenBy(other, { ...over, alerts: { one: ended as never } })).toEqual([
      { incident: 'over-1', bad: 2 },
    ]);
  });

  test('is nothing after a person resolved it, though its alert goes on in the next', () => {
    const alerts = [onMetric('ehr', NIGHT)];
    const by = { status: 'resolved', resolvedAt: NIGHT + 15 * MINUTE } as const;
    const first = of('first-1', alerts, by);
    expect(takenBy(first)).toEqual([{ incident: 'first-1', bad: 5 }]);
    const next = of('next-2', alerts, { openedAt: NIGHT + 16 * MINUTE });
    expect(takenBy(next, first)).toEqual([
      { incident: 'next-2', bad: 15 },
      { incident: 'first-1', bad: 5 },
    ]);
  });

  test('is by any alert of a subject that stands alone', () => {
    const incidents = [of('a-1', [alert('ehr', { metric: 'cpu', startsAt: NIGHT })])];
    const alone = anObjective({ isPerSubject: true });
    const spent = (subject: string) =>
      spentBy({ objective: alone, subject, bad: [SPAN] }, incidents, NIGHT + HOUR);
    expect([spent('ehr'), spent('other')]).toEqual([[{ incident: 'a-1', bad: 20 }], []]);
  });
});
