import { describe, expect, test } from '@jest/globals';
import { type Loaded, loadConfig } from '#config/load.ts';

const HASH = 'a'.repeat(64);

/** Valid routes and heartbeats, with a line to break for every mistake. */
const RIGHT = `time_zone: Europe/Stockholm
technical_service: icu
people: { anna: { name: Anna, channels: [sms] } }
policies: { icu: { steps: [{ page: [person: anna] }] } }
services: { icu: { policy: icu } }
alerts:
  - where: ['team="lab"']
    service: icu
    severity: warning
  - { where: [alertname="Watchdog"], heartbeat: watchdog }
heartbeats:
  backup:
    title: Backup of the record has failed
    service: icu
    cron: "30 3 * * 1-5"
    grace: 1h
    uuid_sha256: ${HASH}
  watchdog:
    title: Prometheus is silent
    service: icu
    severity: critical
    period: 2m
heartbeat_defaults:
  service: icu
  period: 1d
`;

const load = (text: string): Loaded => loadConfig(text, 'w.yaml');

describe('alerts and heartbeats of a config', () => {
  test('mean what they say, with the zone of the file and five minutes where nothing else is said', () => {
    const loaded = load(RIGHT);
    expect(loaded).toMatchObject({ ok: true, warnings: [] });
    const { alertRoutes, heartbeats, heartbeatDefaults } = loaded.ok
      ? loaded.config
      : { alertRoutes: [], heartbeats: {}, heartbeatDefaults: undefined };
    expect(alertRoutes).toEqual([
      {
        matchers: [{ name: 'team', op: '=', value: 'lab' }],
        to: { service: 'icu' },
        severity: 'warning',
      },
      {
        matchers: [{ name: 'alertname', op: '=', value: 'Watchdog' }],
        to: { heartbeat: 'watchdog' },
      },
    ]);
    expect(heartbeats).toEqual({
      backup: {
        id: 'backup',
        title: 'Backup of the record has failed',
        service: 'icu',
        severity: 'error',
        expected: { kind: 'cron', expression: '30 3 * * 1-5', timeZone: 'Europe/Stockholm' },
        grace: 3_600_000,
        uuidHash: HASH,
      },
      watchdog: {
        id: 'watchdog',
        title: 'Prometheus is silent',
        service: 'icu',
        severity: 'critical',
        expected: { kind: 'every', period: 120_000 },
        grace: 300_000,
      },
    });
    expect(heartbeatDefaults).toEqual({
      service: 'icu',
      severity: 'error',
      expected: { kind: 'every', period: 86_400_000 },
      grace: 300_000,
    });
  });

  test('may be left out', () => {
    const loaded = load(RIGHT.slice(0, RIGHT.indexOf('alerts:')));
    expect(loaded).toMatchObject({ ok: true, config: { alertRoutes: [], heartbeats: {} } });
    expect(loaded.ok && loaded.config).not.toHaveProperty('heartbeatDefaults');
  });

  test.each([
    ['unknown service', 'icu\n    severity: w', 'icy\n    severity: w', '8:14', /no service "icy"/],
    ['unknown heartbeat', 'heartbeat: w', 'heartbeat: v', '10:49', /did you mean "watchdog"/],
    ['route to nowhere', ', heartbeat: watchdog', '', '10:5', /leads nowhere/],
    [
      'route to two',
      'heartbeat: watchdog',
      'service: icu, heartbeat: watchdog',
      '10:63',
      /a service and to a heartbeat/,
    ],
    [
      'severity beside a heartbeat',
      'heartbeat: watchdog',
      'heartbeat: watchdog, severity: info',
      '10:69',
      /severity means nothing beside heartbeat/,
    ],
    [
      'route that takes none',
      `'team="lab"'`,
      `'team="lab"', 'team="icu"'`,
      '7:12',
      /no alert can match/,
    ],
    ['malformed condition', `'team="lab"'`, `'team'`, '7:13', /not of the form label="value"/],
    ['malformed expression', `'team="lab"'`, `'team=~"(a+"'`, '7:13', /missing closing/],
    ['no title', '    title: Prometheus is silent\n', '', '18:3', /"title" is missing/],
    [
      'no time',
      '    period: 2m\n',
      '',
      '19:5',
      /nothing says when it is expected.*period, or cron/,
    ],
    [
      'two times',
      'period: 2m',
      'period: 2m\n    cron: "@daily"',
      '23:11',
      /both a period and a cron/,
    ],
    [
      'zone of a period',
      'period: 2m',
      'period: 2m\n    time_zone: UTC',
      '23:16',
      /time_zone means nothing beside period/,
    ],
    [
      'seconds',
      '30 3 * * 1-5',
      '0 30 3 * * 1-5',
      '15:11',
      /tells no time: it has 6 of.*seconds.*03:30/,
    ],
    ['never', '30 3 * * 1-5', '30 3 31 2 *', '15:11', /tells no time: it never comes.*no date/],
    [
      'hours that go down',
      '30 3 * * 1-5',
      '30 22-2 * * 1-5',
      '15:11',
      /hour "22-2" goes down.*0-2/,
    ],
    [
      'sign of Quartz',
      '30 3 * * 1-5',
      '30 3 1 * ?',
      '15:11',
      /the weekday "\?" is unknown.*Quartz/,
    ],
    ['period of seconds', 'period: 2m', 'period: 5s', '22:13', /shorter than 30s.*20 s late/],
    ['no grace', 'grace: 1h', 'grace: 0s', '16:12', /shorter than 10s/],
    ['UUID itself', HASH, 'c7f5fa20-0b1c-4b0a-9d5d-1f1bd5b1b1ab', '17:18', /not a SHA-256/],
    [
      'UUID of another',
      'period: 2m',
      `period: 2m\n    uuid_sha256: ${HASH}`,
      '23:18',
      /"backup" has the same UUID/,
    ],
    [
      'name without defaults',
      '  service: icu\n  period: 1d',
      '  period: 1d',
      '23:1',
      /"service" is missing/,
    ],
    ['defaults without a time', '  period: 1d\n', '  grace: 1m\n', '24:3', /nothing says when/],
  ])('are refused at the place of a mistake: %s', (_reason, from, to, at, says) => {
    expect(RIGHT.split(from)).toHaveLength(2);
    const loaded = load(RIGHT.replace(from, () => to));
    const told = (loaded.ok ? [] : loaded.problems).map((p) => ({
      at: `${p.line}:${p.column}`,
      says: `${p.message} ${p.hint ?? ''}`,
    }));
    expect(told).toEqual([{ at, says: expect.stringMatching(says) }]);
  });

  test.each([
    [
      'all conditions of an earlier one',
      `[alertname="Watchdog"]`,
      `['a="b"', 'team="lab"']`,
      '10:5',
    ],
    ['behind one that takes all', `['team="lab"']`, '[]', '10:5'],
  ])('get a warning for a route that no alert reaches: %s', (_reason, from, to, at) => {
    const loaded = load(RIGHT.replace(from, () => to));
    const warnings = loaded.ok ? loaded.warnings : [];
    expect(warnings.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual([
      `${at} no alert comes to this route: route 1 of the list takes all that it would`,
    ]);
  });
});
