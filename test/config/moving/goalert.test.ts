import { describe, expect, test } from '@jest/globals';
import { configOf, movedExport, textOf } from './exports.ts';

describe('moving in from GoAlert', () => {
  const answer = configOf('goalert', 'answer.json');

  test('counts turns from the last hand-off, beginning with whoever has it', () => {
    expect(answer.schedules.ward.layers).toEqual([
      {
        name: 'Day turns',
        people: ['hal-elm', 'ida-ash', 'gil-oak'],
        shift: '1w',
        hand_off: '08:00',
        starts: '2026-11-23',
        only: [
          { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '20:00' },
          { days: ['sat', 'sun'], from: '00:00', to: '24:00' },
        ],
      },
      {
        name: 'Ida Ash',
        people: ['ida-ash'],
        only: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '20:00', to: '24:00' }],
      },
    ]);
  });

  test('makes a schedule of a rotation that a policy pages by itself, and keeps delays', () => {
    expect(answer.schedules['half-days'].layers[0]).toMatchObject({
      people: ['ida-ash', 'gil-oak'],
      shift: '12h',
      hand_off: '02:00',
      starts: '2026-11-29',
    });
    expect(answer.policies['ward-policy']).toEqual({
      steps: [
        { page: [{ schedule: 'ward' }], wait: '2m' },
        { page: [{ schedule: 'half-days' }, { person: 'gil-oak' }], wait: '7m' },
      ],
      repeat: 3,
      repeat_from: 'first',
    });
  });

  test('takes contacts by either name that GoAlert has for them', () => {
    expect(answer.people['gil-oak'].contacts.sms).toBe('+15550100301');
    expect(answer.people['hal-elm'].contacts.email).toBe('hal@clinic.example');
  });

  test('makes heartbeats, and a route for the key of each sender', () => {
    expect(answer.heartbeats.watchdog).toMatchObject({ service: 'monitors', period: '15m' });
    expect(answer.alerts).toEqual([{ where: ['key="monitors-prometheus"'], service: 'monitors' }]);
  });

  test('tells whose place somebody takes', () => {
    expect(movedExport('goalert', 'answer.json').yaml).toContain(
      'override create ward ida-ash --instead gil-oak --from "2026-12-05 08:00 UTC-6"',
    );
  });

  test.each([
    ['✗ assignment of schedule "Ward" "Monthly": turns of months cannot be said'],
    ['✗ assignment of schedule "Ward" "Untold": no file tells its nextHandoffTimes'],
    ['✗ temporary schedules of schedule "Ward"'],
    ['✗ override in schedule "Ward" "2026-12-07T14:00:00Z to 2026-12-08T14:00:00Z": it adds'],
    ['✗ step 1 of escalation policy "Ward policy": slackChannel: Wardbell pages people'],
    ['✗ integration key of service "Monitors" "Mail": mails are not read here'],
  ])('tells %s', (line) => {
    expect(textOf('goalert', 'answer.json')).toContain(line);
  });
});
