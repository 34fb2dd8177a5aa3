import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ExternalAlert } from '#core/alert/external-alert.ts';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import type { HttpEvent } from '#http/http.ts';
import {
  type AlertmanagerAlerts,
  decodeAlertmanager,
  MAX_ALERTS,
} from '#protocols/alertmanager/decode.ts';
import { alertmanagerDoor } from '#protocols/alertmanager/door.ts';
import type { PlacedEvent } from '#protocols/placed.ts';
import '../../support/seed.ts';

const NOW = Date.UTC(2026, 2, 12, 3, 14);
const READING = { now: NOW, key: 'prometheus', subjectLabels: ['subject', 'instance', 'job'] };
const KEY = { id: '', name: 'prometheus', hash: '', scopes: ['samples'], createdAt: 0 } as const;
const ZERO = '0001-01-01T00:00:00Z';

const iso = (ms: number) => new Date(ms).toISOString();

/** What Prometheus 2.42 posts of one alert, and what else is said of it. */
const posted = (more: object = {}) => ({
  annotations: { summary: 'Disk of db-1 is full', description: '97 % of /var' },
  endsAt: iso(NOW + 4 * MINUTE),
  startsAt: iso(NOW - MINUTE),
  generatorURL: 'http://prometheus.example:9090/graph?g0.expr=x',
  labels: { alertname: 'DiskFull', instance: 'db-1', job: 'node', severity: 'warning' },
  ...more,
});

function decode(...alerts: readonly unknown[]): AlertmanagerAlerts {
  return read(JSON.stringify(alerts));
}

function read(body: string): AlertmanagerAlerts {
  const decoded = decodeAlertmanager(body, READING);
  if (decoded.kind !== 'alerts') {
    throw new Error(decoded.detail);
  }
  return decoded;
}

/** Returns the one alert that fires. */
function only({ events, errors }: AlertmanagerAlerts): ExternalAlert {
  expect(errors).toEqual([]);
  const [{ event }] = events as readonly [PlacedEvent];
  if (event.kind !== 'fires') {
    throw new Error('it has ended');
  }
  return event.alert;
}

const fault = (more: object) => decode(posted(more)).errors[0]?.detail;

test('an alert of Prometheus has the fingerprint that Alertmanager gives it', () => {
  expect(only(decode(posted()))).toEqual({
    fingerprint: 'b510a84dff31ff97',
    rule: 'DiskFull',
    subject: 'db-1',
    severity: 'warning',
    title: 'Disk of db-1 is full',
    labels: { alertname: 'DiskFull', instance: 'db-1', job: 'node', severity: 'warning' },
    startsAt: NOW - MINUTE,
    endsAt: NOW + 4 * MINUTE,
    sent: {
      source: 'alertmanager',
      key: 'prometheus',
      annotations: { summary: 'Disk of db-1 is full', description: '97 % of /var' },
      url: 'http://prometheus.example:9090/graph?g0.expr=x',
    },
  });
});

describe('when it begins and ends', () => {
  const cases: readonly (readonly [string, object, object])[] = [
    ['neither', {}, { startsAt: NOW, endsAt: NOW + 5 * MINUTE }],
    ['zero times of Go', { startsAt: ZERO, endsAt: ZERO }, { startsAt: NOW }],
    ['zero times of amtool', { startsAt: '0001-01-01T00:00:00.000Z' }, { startsAt: NOW }],
    ['nulls and empty texts', { startsAt: null, endsAt: '' }, { endsAt: NOW + 5 * MINUTE }],
    [
      'only an end',
      { endsAt: iso(NOW + SECOND) },
      { startsAt: NOW + SECOND, endsAt: NOW + SECOND },
    ],
    [
      'a beginning far ahead, by a wrong clock',
      { startsAt: iso(NOW + 10 * MINUTE) },
      { startsAt: NOW + 10 * MINUTE, endsAt: NOW + 5 * MINUTE },
    ],
    ['an offset', { startsAt: '2026-03-12T04:13:00.5+01:00' }, { startsAt: NOW - MINUTE + 500 }],
  ];
  test.each(cases)('%s', (_, times, expected) => {
    const { startsAt: _s, endsAt: _e, ...rest } = posted();
    expect(only(decode({ ...rest, ...times }))).toMatchObject(expected);
  });

  test.each([0, SECOND])('has an end that came %d ms ago', (ago) => {
    const { fingerprint } = only(decode(posted()));
    expect(decode(posted({ endsAt: iso(NOW - ago) })).events).toEqual([
      {
        event: expect.objectContaining({ kind: 'ended', fingerprint, endedAt: NOW - ago }),
        index: 0,
      },
    ]);
  });

  test('has an error if the end is before the beginning', () => {
    expect(fault({ endsAt: iso(NOW - 2 * MINUTE) })).toMatch(
      /^endsAt "2026-03-12T03:12:00.000Z" is before startsAt "2026-03-12T03:13:00.000Z"$/,
    );
  });
});

describe('in the names of an alert', () => {
  const named = (more: object) => only(decode(posted(more)));

  test('the subject is the first label of the config that it has, else its name', () => {
    expect(named({ labels: { job: 'node', subject: 'bed-1' } }).subject).toBe('bed-1');
    expect(named({ labels: { alertname: 'A', instance: '' } }).subject).toBe('A');
    expect(named({ labels: { team: 'icu' } })).toMatchObject({ subject: 'alert', rule: 'alert' });
  });

  test('the title is its summary, or what else says what is wrong', () => {
    expect(named({ annotations: { title: 't', message: 'm' } }).title).toBe('t');
    expect(named({ annotations: { summary: ' ', message: 'm' } }).title).toBe('m');
    expect(named({ annotations: null }).title).toBe('DiskFull');
  });

  test('names too long for a page are cut, since they are not its identity', () => {
    const alert = named({ labels: { alertname: 'x'.repeat(1_000) }, annotations: {} });
    expect([alert.rule.length, alert.subject.length, alert.title.length]).toEqual([256, 256, 1000]);
  });

  test('its severity is what its sender means', () => {
    expect(named({ labels: { alertname: 'A', severity: 'page' } }).severity).toBe('critical');
    expect(named({ labels: { alertname: 'A', severity: 'P7' } }).severity).toBe('error');
  });
});

describe('the labels of an alert', () => {
  test('that are empty are none, and change no identity', () => {
    const labels = { alertname: 'A', zone: '', instance: 'db-1' };
    const alert = only(decode(posted({ labels })));
    expect(alert.labels).toEqual({ alertname: 'A', instance: 'db-1' });
    expect(alert.fingerprint).toBe(only(decode(posted({ labels: alert.labels }))).fingerprint);
  });

  test('may have any name', () => {
    const body = `[{"labels":{"__proto__":"p","constructor":"c","gone":""},"annotations":{"__proto__":"x"}}]`;
    const { labels, rule } = only(read(body));
    expect(Object.entries(labels)).toEqual([
      ['__proto__', 'p'],
      ['constructor', 'c'],
    ]);
    expect(rule).toBe('alert');
  });

  test.each([
    [{ labels: {} }, /no label with a value/],
    [{ labels: { a: '' } }, /no label with a value/],
    [{ labels: undefined }, /^labels is missing; it must be an object whose values are texts$/],
    [{ labels: { a: 1 } }, /^labels is {"a":1}; it must be/],
    [{ labels: ['a'] }, /^labels is \["a"\]/],
    [{ annotations: { a: null } }, /^annotations is {"a":null}/],
    [{ startsAt: 'soon' }, /^startsAt is "soon"; it must be RFC 3339/],
    [{ endsAt: 1_773_285_240 }, /^endsAt is 1773285240; it must be RFC 3339/],
  ])('must be readable like the rest of it: %j', (more, says) => {
    expect(fault(more)).toMatch(says);
  });
});

describe('a list of alerts', () => {
  test('loses no alert to one that cannot be read', () => {
    const { events, errors } = decode(posted(), 7, posted());
    expect(events.map(({ index }) => index)).toEqual([0, 2]);
    expect(errors).toEqual([{ index: 1, reason: 'malformed', detail: 'it is 7, not an object' }]);
  });

  test('of too many is read as far as allowed', () => {
    const all = Array.from({ length: MAX_ALERTS + 2 }, () => ({ labels: { a: 'b' } }));
    const { events, errors } = decode(...all);
    expect(events).toHaveLength(MAX_ALERTS);
    expect(errors.map(({ index }) => index)).toEqual([MAX_ALERTS, MAX_ALERTS + 1]);
    expect(errors[0]?.detail).toMatch(/first 2000 of a request/);
  });

  test('of none is fine', () => {
    expect(decode()).toMatchObject({ events: [], errors: [] });
  });

  test.each([
    ['{', /not JSON/],
    ['{}', /^The body is {}; it must be a list of alerts/],
    ['"x"', /^The body is "x"/],
    ['{"version":"3","alerts":[]}', /"version" is "3"/],
  ])('is not %s', (body, detail) => {
    expect(decodeAlertmanager(body, READING)).toMatchObject({
      kind: 'malformed',
      detail: expect.stringMatching(detail),
    });
  });
});

describe("in the body of Alertmanager's webhook", () => {
  const webhook = (alerts: readonly object[], more: object = {}) =>
    read(
      JSON.stringify({
        version: '4',
        groupKey: '{}:{alertname="DiskFull"}',
        truncatedAlerts: 0,
        status: 'firing',
        receiver: 'wardbell',
        groupLabels: {},
        commonLabels: {},
        commonAnnotations: {},
        externalURL: 'http://alertmanager.example:9093',
        alerts,
        ...more,
      }),
    );
  const told = posted({ status: 'firing', endsAt: ZERO, fingerprint: 'b510a84dff31ff97' });

  test('a firing alert lasts until its end is told', () => {
    const alert = only(webhook([told]));
    expect(alert).not.toHaveProperty('endsAt');
    expect(alert.fingerprint).toBe(only(decode(posted())).fingerprint);
  });

  test('a resolved alert has ended, whatever the clock of its sender says', () => {
    const resolved = { ...told, status: 'resolved', endsAt: iso(NOW + MINUTE) };
    expect(webhook([resolved]).events).toEqual([
      { event: { kind: 'ended', fingerprint: 'b510a84dff31ff97' }, index: 0 },
    ]);
  });

  test('a truncated alert is an error, since nobody is paged for it', () => {
    const { events, errors } = webhook([told], { truncatedAlerts: 3 });
    expect(events).toHaveLength(1);
    expect(errors[0]?.detail).toMatch(/left out 3 alerts; set max_alerts: 0/);
  });
});

describe('whatever is posted', () => {
  const wellFormed = ({ events, errors }: AlertmanagerAlerts) => {
    for (const { event } of events) {
      if (event.kind === 'ended') {
        continue;
      }
      const { fingerprint, startsAt, title, rule, subject } = event.alert;
      expect(fingerprint).toMatch(/^[0-9a-f]{16}$/);
      expect(Number.isSafeInteger(startsAt)).toBe(true);
      expect(Math.min(title.length, rule.length, subject.length)).toBeGreaterThan(0);
    }
    for (const { detail } of errors) {
      expect(detail.length).toBeLessThan(400);
    }
  };

  test('a body with bytes changed, taken out or doubled, too', () => {
    const door = alertmanagerDoor({ prometheus: READING, replicaLabels: [] });
    const real = Buffer.from(JSON.stringify([posted(), posted({ labels: { alertname: 'Ä' } })]));
    const change = fc.tuple(fc.nat(real.length - 1), fc.nat(2), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const body = [...real];
        for (const [at, drop, byte] of changes) {
          body.splice(at, drop, byte);
        }
        const bytes = { kind: 'bytes', bytes: Buffer.from(body), contentType: '' } as const;
        const decoded = door.decode(bytes, { key: KEY, now: NOW, event: {} as HttpEvent });
        if ('events' in decoded) {
          wellFormed(decoded);
        } else {
          expect(decoded.detail.length).toBeLessThan(400);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('however deep it is nested', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    wellFormed(read(`[{"labels":${deep}},{"labels":{"a":${deep}}},${deep}]`));
  });

  test('any JSON is read or refused with a sentence', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const decoded = decodeAlertmanager(JSON.stringify(value), READING);
        if (decoded.kind === 'alerts') {
          wellFormed(decoded);
        } else {
          expect(decoded.detail.length).toBeLessThan(400);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('an alert with any part replaced, too', () => {
    const odd = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(ZERO, '9999-12-31T23:59:59Z', '0000-01-01T00:00:00Z', '', '\ud800'),
    );
    const keys = fc.constantFrom(...Object.keys(posted()), 'status', '__proto__');
    const changes = fc.array(fc.tuple(keys, odd), { maxLength: 3 });
    fc.assert(
      fc.property(changes, fc.dictionary(fc.string(), fc.string()), (changed, labels) => {
        const one = { ...posted({ labels }), ...Object.fromEntries(changed) };
        wellFormed(decode(one));
      }),
      { numRuns: 3_000 },
    );
  });
});
