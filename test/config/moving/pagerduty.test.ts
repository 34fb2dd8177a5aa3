import { describe, expect, test } from '@jest/globals';
import { configOf, movedExport, textOf } from './exports.ts';

interface Named {
  readonly name: string;
}

describe('moving in from PagerDuty', () => {
  const hospital = configOf('pagerduty', 'hospital.json');

  test('has the layers of a schedule from the lowest, which the API tells last', () => {
    const { layers } = hospital.schedules['ward-on-call'];
    expect(layers.map(({ name }: Named) => name)).toEqual(['Days', 'Nights', 'Weekend']);
    expect(layers[0]).toEqual({
      name: 'Days',
      people: ['earline-green', 'aurelio-rice', 'earline-green'],
      shift: '1w',
      hand_off: '08:00',
      starts: '2025-11-03',
    });
    expect(layers[2].only).toEqual([
      { days: ['fri'], from: '18:00', to: '24:00' },
      { days: ['sat', 'sun'], from: '00:00', to: '24:00' },
      { days: ['mon'], from: '00:00', to: '08:00' },
    ]);
  });

  test('has those of Terraform in the order in which they are written', () => {
    const { layers } = configOf('pagerduty', 'state.json').schedules['checkout-service-schedule'];
    expect(layers.map(({ name }: Named) => name)).toEqual(['Day Shift', 'Night Shift']);
  });

  test('keeps delays to the minute, round robin, and what a lost step waited', () => {
    expect(hospital.policies['ward-policy']).toEqual({
      steps: [
        { page: [{ schedule: 'ward-on-call' }], wait: '1m' },
        {
          page: [{ person: 'earline-green' }, { person: 'aurelio-rice' }],
          wait: '52m',
          assign: 'round_robin',
        },
      ],
      repeat: 2,
      repeat_from: 'first',
    });
  });

  test('lets warnings wait for the support hours that raise them', () => {
    expect(hospital.services.network.hours).toEqual({
      below: 'error',
      only: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:30' }],
      time_zone: 'America/Lima',
    });
  });

  test('takes the numbers of people, and their rules of high urgency', () => {
    expect(hospital.people['earline-green']).toEqual({
      name: 'Earline Green',
      contacts: { sms: '+15550100202', email: 'earline@clinic.example' },
      notify: [
        { channel: 'sms', after: '3m' },
        { channel: 'email', after: '1h' },
      ],
    });
  });

  test('makes a route for the key of each integration of a service', () => {
    expect(hospital.alerts).toEqual([
      { where: ['key="infusion-pumps-prometheus"'], service: 'infusion-pumps' },
    ]);
    expect(hospital.services.printers.ack_timeout).toBe('never');
  });

  test('makes a policy and a service of a schedule that is told alone', () => {
    const { people, services, policies } = configOf('pagerduty', 'schedule-detail.json');
    expect(Object.keys(people)).toEqual(['regina-roe']);
    const name = 'daily-engineering-rotation';
    expect(services[name].policy).toBe(name);
    expect(policies[name].steps).toEqual([{ page: [{ schedule: name }], wait: '5m' }]);
  });

  test('tells an override that is still to come as a command, by the clocks of its schedule', () => {
    expect(movedExport('pagerduty', 'hospital.json').yaml).toContain(
      'override create ward-on-call aurelio-rice --from "2026-12-31 18:00 UTC-5"',
    );
  });

  test.each([
    ['✗ layer of schedule "Odd turns" "Half hours": a turn of 90 minutes'],
    ['✗ step 3 of escalation policy "Ward policy": the person Somebody Else is not among'],
    ['✗ urgency of service "Infusion pumps": by support hours: all waits outside'],
    ['✗ urgency of service "Printers": always low'],
    ['✗ policy of service "Lost": its escalation policy does not carry over'],
    ['✗ integration of service "Infusion pumps" "Email": mails are not read here'],
    ['✗ maintenance_window "Pump firmware"'],
    ['✓ rotation of schedule "Ward on call" "Layer 1": it ended at 2025-11-06 20:00 UTC-5'],
  ])('tells %s', (line) => {
    expect(textOf('pagerduty', 'hospital.json')).toContain(line);
  });
});
