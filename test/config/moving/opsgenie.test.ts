import { describe, expect, test } from '@jest/globals';
import { configOf, movedExport, textOf } from './exports.ts';

describe('moving in from Opsgenie', () => {
  const clinic = configOf('opsgenie', 'clinic');

  test('keeps time restrictions: rotations that never meet are layers of one schedule', () => {
    expect(clinic.schedules.icu_schedule).toEqual({
      time_zone: 'Europe/Stockholm',
      layers: [
        {
          name: 'Days',
          people: ['anna-lind', 'bo-ek'],
          shift: '1w',
          hand_off: '07:00',
          starts: '2026-01-05',
          only: [{ from: '07:00', to: '19:00' }],
        },
        {
          name: 'Nights',
          people: ['cia-al', 'nobody', ['cia-al', 'dag-bo']],
          shift: '2d',
          hand_off: '19:00',
          starts: '2026-01-05',
          only: [{ from: '19:00', to: '07:00' }],
        },
      ],
    });
  });

  test('cuts a span of several days at midnight', () => {
    const [layer] = clinic.schedules['it_schedule-first-line'].layers;
    expect(layer.only).toEqual([
      { days: ['fri'], from: '17:30', to: '24:00' },
      { days: ['sat', 'sun'], from: '00:00', to: '24:00' },
      { days: ['mon'], from: '00:00', to: '08:00' },
      { days: ['tue'], from: '18:00', to: '06:00' },
    ]);
  });

  test('puts rotations that are on call together in schedules of their own, paged together', () => {
    expect(clinic.policies.it_escalation.steps[0].page).toEqual([
      { schedule: 'it_schedule-first-line' },
      { schedule: 'it_schedule-second-line' },
    ]);
  });

  test('keeps short delays, counted from the step before, and repeats all steps', () => {
    expect(clinic.policies['icu-escalation']).toEqual({
      steps: [
        { page: [{ schedule: 'icu_schedule' }], wait: '4m' },
        { page: [{ person: 'anna-lind' }], wait: '1m' },
        { page: [{ person: 'anna-lind' }, { person: 'bo-ek' }], wait: '10m' },
      ],
      repeat: 3,
      repeat_from: 'first',
    });
    expect(clinic.services.it).toMatchObject({ policy: 'it_escalation', group_wait: '3m' });
  });

  test('makes policies for severities of rules on the priority', () => {
    expect(clinic.services.dialysis).toEqual({
      name: 'Dialysis',
      policy: 'icu_schedule',
      severities: { critical: 'icu-escalation', error: 'icu-escalation', info: 'none' },
    });
  });

  test('takes contacts and the delays of the rule for new alerts', () => {
    expect(clinic.people['anna-lind']).toEqual({
      name: 'Anna Lind',
      contacts: { sms: '+46701000001', email: 'anna.lind@clinic.example' },
      notify: [{ channel: 'email' }, { channel: 'sms', after: '4m' }],
    });
    expect(clinic.people['bo-ek'].contacts.sms).toBe('+46701000002');
  });

  test('makes heartbeats, and a route for the key of each sender that can speak to Wardbell', () => {
    expect(clinic.heartbeats).toEqual({
      'nightly-backup': {
        title: 'No backup',
        service: 'it',
        severity: 'error',
        period: '1d',
        grace: '10s',
      },
    });
    expect(clinic.alerts).toEqual([{ where: ['key="icu-prometheus"'], service: 'icu' }]);
  });

  test('reads the state of Terraform, of modules too', () => {
    const { people, schedules, policies, services } = configOf('opsgenie', 'shown-state.json');
    expect(people['one-berg'].contacts.sms).toBe('+4740000001');
    expect(people['two-dahl'].contacts.email).toBe('two@clinic.example');
    const { layers } = schedules.genieschedule;
    expect(layers.map(({ name }: { name: string }) => name)).toEqual(['daytime', 'weekday nights']);
    expect(layers[1].only).toEqual([{ days: ['mon'], from: '23:00', to: '05:00' }]);
    expect(policies['tier1-escalation'].steps[1]).toEqual({
      page: [{ person: 'two-dahl' }],
      wait: '10m',
    });
    expect(services['tier-1']).toMatchObject({ policy: 'tier1-escalation', group_wait: '1m' });
  });

  test('makes a service for an escalation that no team uses, and tells a wait that is too long', () => {
    const { services, policies } = configOf('opsgenie', 'state-file.json');
    expect(services.default_escalation).toEqual({ policy: 'default_escalation' });
    expect(policies.default_escalation.steps[0].wait).toBe('1d');
    expect(textOf('opsgenie', 'state-file.json')).toContain('a step waits 1d in place of 2d');
  });

  test.each([
    ['clinic', '✗ rotation of schedule "IT_schedule" "Escalating": the escalation IT_escalation'],
    ['clinic', '✓ rotation of schedule "IT_schedule" "Old line": it ended at 2025-01-05 08:00 CET'],
    ['clinic', '✗ rule 2 of escalation "ICU escalation": it notifies the next of a schedule'],
    ['clinic', '✗ closeAlertAfterAll of escalation "ICU escalation"'],
    ['clinic', '✗ rule 3 of escalation "IT_escalation": it notifies one of the team IT at random'],
    ['clinic', '✗ routing rule of team "ICU" "Nights": it holds at some hours only'],
    ['clinic', '✗ routing rule of team "ICU" "Tagged": it asks for more than the priority'],
    ['clinic', '✗ service "Orphan": no file has its team'],
    ['clinic', '✗ integration (Email) "Mail": no protocol here takes it'],
    ['shown-state.json', '✗ opsgenie_notification_policy "hold back at night"'],
  ])('of %s tells %s', (name, line) => {
    expect(textOf('opsgenie', name)).toContain(line);
  });

  test('tells overrides that are still to come as commands, for those rotations alone', () => {
    expect(movedExport('opsgenie', 'clinic').yaml).toContain(
      '# npx --no-install wardbell override create icu_schedule bo-ek --from "2026-12-24 09:00 CET" --until "2026-12-24 21:00 CET"\n',
    );
    expect(textOf('opsgenie', 'clinic')).toMatch(/✓ override .*"2026-02-01.*: it is over/u);
  });
});
