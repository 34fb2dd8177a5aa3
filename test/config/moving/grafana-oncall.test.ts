import { describe, expect, test } from '@jest/globals';
import { configOf, movedExport, textOf } from './exports.ts';

describe('moving in from Grafana OnCall', () => {
  const api = configOf('grafana-oncall', 'api.json');

  test('has shifts of higher levels over those of lower ones', () => {
    expect(api.schedules.ward.layers).toEqual([
      {
        name: 'Weekly days',
        people: [['bea', 'cyd'], 'alex'],
        shift: '1w',
        hand_off: '07:00',
        starts: '2026-01-05',
        only: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '07:00', to: '19:00' }],
      },
      {
        name: 'Each day another',
        people: ['alex', 'bea', 'cyd'],
        hand_offs: [{ days: ['mon', 'tue', 'wed', 'thu'], at: ['19:00'] }],
        starts: '2026-01-05',
        only: [{ days: ['mon', 'tue', 'wed', 'thu'], from: '19:00', to: '07:00' }],
      },
      {
        name: 'Weekend',
        people: ['cyd'],
        only: [
          { days: ['fri'], from: '19:00', to: '24:00' },
          { days: ['sat', 'sun'], from: '00:00', to: '24:00' },
          { days: ['mon'], from: '00:00', to: '07:00' },
        ],
      },
    ]);
  });

  test('has shifts of one level that overlap in schedules of their own, paged together', () => {
    expect(Object.keys(api.schedules)).toEqual(['ward', 'together-main', 'together-shadow']);
    expect(api.policies['ward-chain']).toEqual({
      steps: [
        { page: [{ schedule: 'ward' }], wait: '4m' },
        {
          page: [
            { person: 'alex' },
            { person: 'bea' },
            { schedule: 'together-main' },
            { schedule: 'together-shadow' },
          ],
          wait: '5m',
        },
      ],
      repeat: 5,
      repeat_from: 'first',
    });
    expect(api.services['ward-alertmanager']).toMatchObject({ group_wait: '1m' });
  });

  test('notifies another each time in turn, and all where others are notified at once', () => {
    const both = [{ person: 'alex' }, { person: 'bea' }];
    expect(api.policies['in-turn'].steps).toEqual([
      { page: both, wait: '5m', assign: 'round_robin' },
      { page: [...both, { schedule: 'ward' }], wait: '5m' },
    ]);
  });

  test('tells an event of once as a command', () => {
    expect(movedExport('grafana-oncall', 'api.json').yaml).toContain(
      'override create ward bea --from "2026-12-31 19:00 CET" --until "2027-01-01 07:00 CET"',
    );
  });

  test('reads the state of Terraform', () => {
    const { schedules, services, policies } = configOf('grafana-oncall', 'state.json');
    expect(schedules.primary.layers[0]).toEqual({
      name: 'Week shift',
      people: ['one', 'two'],
      shift: '1w',
      hand_off: '00:00',
      starts: '2022-05-30',
    });
    expect(policies.default.steps).toEqual([{ page: [{ schedule: 'primary' }], wait: '5m' }]);
    expect(services['prod-am'].policy).toBe('default');
  });

  test.each([
    ['api.json', '✗ shift of schedule "Ward" "First of the month": it repeats by months'],
    ['api.json', '✗ shift of schedule "Ward" "Every other week": weekly on some days'],
    ['api.json', '✗ calendar of overrides of schedule "Ward": its address is not copied'],
    ['api.json', '✗ calendar of schedule "Elsewhere": its turns stand in a calendar elsewhere'],
    ['api.json', '✗ step trigger_webhook of escalation chain "Ward chain"'],
    [
      'api.json',
      '✗ step notify_person_next_each_time of escalation chain "In turn": it notifies others at once',
    ],
    ['api.json', '✗ step notify_if_time_from_to of escalation chain "Ward chain"'],
    ['api.json', '✗ escalation policy "Empty": none of its steps pages anybody'],
    ['api.json', '✗ route "us-(east|west)": it searches the whole message'],
    ['state.json', '✗ grafana_oncall_outgoing_webhook "Tell the chat": this has no counterpart'],
  ])('of %s tells %s', (name, line) => {
    expect(textOf('grafana-oncall', name)).toContain(line);
  });
});
