import { describe, expect, test } from '@jest/globals';
import { configOf, moved, textOf } from './exports.ts';

const NULL_AND_LAB = ['null', 'lab-pager', 'lab-mail'];

describe('moving in from Alertmanager', () => {
  test('makes a list of the tree of routes, in which the first that takes an alert is the same', () => {
    const { alerts, services } = configOf('alertmanager', 'old-matchers.yml');
    expect(alerts).toEqual([
      { where: ['service=~"^(foo1|foo2|baz)$"', 'severity="critical"'], service: 'wards-pager' },
      { where: ['service=~"^(foo1|foo2|baz)$"'], service: 'wards-mail' },
      { where: ['service="records"', 'owner="wards"'], service: 'wards-mail-2' },
      {
        where: ['service="records"', 'owner="records"', 'severity="critical"'],
        service: 'records-pager',
      },
      { where: ['service="records"'], service: 'records-mail' },
      { where: ['source="alertmanager"'], service: 'wards-mail' },
    ]);
    expect(services['records-mail'].group_by).toEqual(['rule', 'cluster', 'database']);
  });

  test('makes a service of each receiver, which pages whoever got its mails', () => {
    const { services, policies, people } = configOf('alertmanager', 'cluster.yml');
    expect(Object.keys(services)).toEqual(NULL_AND_LAB);
    expect(services['lab-pager']).toMatchObject({ policy: 'none', group_wait: '10s' });
    expect(policies['lab-mail'].steps[0].page).toEqual([{ person: 'lab' }, { person: 'it' }]);
    expect(people.lab.contacts.email).toBe('lab@clinic.example');
  });

  test('tells an alert that always fires to a heartbeat, if an address waited for it', () => {
    const { alerts, heartbeats } = configOf('alertmanager', 'continues.yml');
    expect(heartbeats.prometheus).toMatchObject({ service: 'default', period: '5m' });
    expect(alerts).toContainEqual({ where: ['alertname="Watchdog"'], heartbeat: 'prometheus' });
  });

  test('reads several conditions in one text, and commas within quotes', () => {
    const { alerts } = configOf('alertmanager', 'continues.yml');
    expect(alerts).toContainEqual({ where: ['team="web,shop"'], service: 'web' });
    expect(textOf('alertmanager', 'continues.yml')).toContain(
      '✗ route "severity=~"critical|error", team!="" to chat": with continue',
    );
  });

  test.each([
    ['cluster.yml', 'pagerduty_configs of receiver "lab-pager": PagerDuty knows who is paged'],
    ['continues.yml', 'continue of route "severity="critical" to pager"'],
    ['continues.yml', 'e-mail of receiver "web": an address that is made of labels'],
    [
      'months.yml',
      'mute_time_intervals of route "team="lab" to mail": yearly: it asks for days_of_month',
    ],
    ['months.yml', 'mute_time_intervals of route "all to mail": nights: routes within it are'],
    [
      'office-hours.yml',
      'route "alertname="Watchdog", alertname="InfoInhibitor" to null": no alert',
    ],
  ])('of %s refuses by name: %s', (file, refusal) => {
    expect(textOf('alertmanager', file)).toContain(`✗ ${refusal}`);
  });

  test('takes inhibitions of either form, with their labels', () => {
    const { inhibit_rules: rules } = configOf('alertmanager', 'old-matchers.yml');
    expect(rules).toEqual([
      {
        name: 'severity-warning-while-severity-critical',
        source: ['severity="critical"'],
        target: ['severity="warning"'],
        equal: ['alertname', 'cluster', 'service'],
      },
    ]);
    expect(configOf('alertmanager', 'cluster.yml').inhibit_rules).toHaveLength(2);
    expect(textOf('alertmanager', 'odd-inhibitions.yml')).toMatch(
      /✗ inhibition .*cannot both hold/u,
    );
    expect(configOf('alertmanager', 'odd-inhibitions.yml').inhibit_rules).toHaveLength(1);
  });

  test('makes windows of the hours in which a route is quiet, and of those in which it is not', () => {
    const { maintenance_windows: windows } = configOf('alertmanager', 'office-hours.yml');
    const where = ['service="mail"', 'severity=~"warning|critical"'];
    expect(Object.values(windows)).toEqual([
      { where, cron: '0 2 * * 7', duration: '2h', time_zone: 'UTC' },
      { where, cron: '0 17 * * 1,2,3,4', duration: '15h', time_zone: 'Europe/Stockholm' },
      { where, cron: '0 17 * * 5', duration: '2d15h', time_zone: 'Europe/Stockholm' },
    ]);
  });

  test('tells of a window in a zone that clocks going forward make it end later', () => {
    const told = textOf('alertmanager', 'office-hours.yml').split('\n');
    const late = told.filter((line) => line.includes('an hour later by the clock'));
    expect(late.map((line) => line.includes('workhours'))).toEqual([true, true]);
  });

  test('refuses a file that is none of it, and writes nothing', () => {
    const { yaml, entries } = moved('alertmanager', [{ name: 'x.yml', text: 'groups: []' }]);
    expect(yaml).toBeUndefined();
    expect(entries.map(({ notes }) => notes.join())).toContainEqual(
      expect.stringContaining('it has no route'),
    );
  });
});
