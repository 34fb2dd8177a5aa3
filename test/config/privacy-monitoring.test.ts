import { describe, expect, test } from '@jest/globals';
import { loadConfig } from '#config/load.ts';
import { HOUR } from '#core/time/instant.ts';

const load = (monitoring: string, service = 'policy: p') =>
  loadConfig(
    `time_zone: Europe/Stockholm
technical_service: privacy
people:
  pia: { name: Pia Lund, contacts: { email: pia@hospital.example } }
policies:
  p: { steps: [{ page: [person: pia] }] }
services:
  privacy: { ${service} }
privacy_monitoring: ${monitoring}
`,
    'wardbell.yaml',
  );

function problems(monitoring: string): readonly string[] {
  const loaded = load(monitoring);
  return loaded.ok ? [] : loaded.problems.map(({ message, hint }) => `${message} (${hint})`);
}

describe('privacy_monitoring', () => {
  test('means what it says, with an hour for a count and the zone of the file', () => {
    const loaded = load(
      '{ service: privacy, distinct_patients: { more_than: 60 }, after_hours: { more_than: 20, per: 2h, working_hours: [{ from: "07:00", to: "19:00" }] }, break_glass: [BTG], own_record: true, watch_list: [k3Jx0Qd_T7aP], explained_by: [Encounter] }',
    );
    expect(loaded.ok && loaded.config.privacyMonitoring).toEqual({
      service: 'privacy',
      severity: 'warning',
      rules: {
        distinctPatients: { moreThan: 60, per: HOUR },
        afterHours: {
          ...{ moreThan: 20, per: 2 * HOUR, timeZone: 'Europe/Stockholm' },
          workingHours: [{ days: [], from: '07:00', to: '19:00' }],
        },
        breakGlass: ['BTG'],
        ownRecord: true,
        watchList: ['k3Jx0Qd_T7aP'],
      },
      explainedBy: ['Encounter'],
    });
    expect(loaded.ok && loaded.warnings).toEqual([]);
  });

  test.each<[string, string, RegExp]>([
    ['no rule', '{ service: privacy }', /no rule says which accesses are alerted/],
    ['a patient in clear', '{ service: privacy, watch_list: [Patient/4711] }', /names no patient/],
    ['a service that is not there', '{ service: it, own_record: true }', /no service "it"/],
    [
      'a limit that no item can count',
      '{ service: privacy, distinct_patients: { more_than: 501 } }',
      /500/,
    ],
    [
      'a longer time than a day',
      '{ service: privacy, distinct_patients: { more_than: 5, per: 2d } }',
      /longer than 1d/,
    ],
    ['another purpose', '{ service: privacy, break_glass: [TREAT] }', /BTG/],
  ])('with %s is refused', (_, monitoring, expected) => {
    expect(problems(monitoring).join()).toMatch(expected);
  });

  test('whose severity pages nobody is warned of', () => {
    const loaded = load(
      '{ service: privacy, own_record: true }',
      'policy: p, severities: { warning: none }',
    );
    expect(loaded.ok && loaded.warnings.map(({ message }) => message)).toEqual([
      'service "privacy" pages nobody for warning, which is the severity of accesses to records',
    ]);
  });
});
