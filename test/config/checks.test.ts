import { describe, expect, test } from '@jest/globals';
import { loadConfig } from '#config/load.ts';

const HEAD = `
time_zone: Europe/Stockholm
technical_service: it
people: { anna: { name: Anna, contacts: { sms: "+15550100101" } } }
policies: { all: { steps: [{ page: [person: anna], wait: 5m }], repeat: 0 } }
services: { it: { policy: all } }
`;

const check = (more: string, name = 'ehr') =>
  `  - { name: ${name}, title: The health record, service: it, ${more} }\n`;

const load = (checks: readonly string[], more = '') =>
  loadConfig(`${HEAD}${more}checks:\n${checks.join('')}`, 'wardbell.yaml');

function config(checks: readonly string[], more = '') {
  const loaded = load(checks, more);
  if (!loaded.ok) {
    throw new Error(JSON.stringify(loaded.problems));
  }
  expect(loaded.warnings).toEqual([]);
  return loaded.config;
}

function problems(checks: readonly string[], more = ''): string {
  const loaded = load(checks, more);
  return loaded.ok
    ? ''
    : loaded.problems.map(({ message, hint = '' }) => `${message} (${hint})`).join('\n');
}

const HTTP = 'http: { url: "https://ehr.example.org/health" }';

describe('a check in the config', () => {
  test('is probed each minute for at most ten seconds, from every place, at public addresses, unless it says more', () => {
    expect(config([check(HTTP)]).checks).toEqual([
      {
        name: 'ehr',
        target: {
          kind: 'http',
          url: 'https://ehr.example.org/health',
          method: 'GET',
          headers: {},
          status: [],
          json: {},
          redirects: 5,
        },
        every: 60_000,
        timeout: 10_000,
        places: [],
        reach: [],
      },
    ]);
  });

  test.each([
    ['tcp: "hl7.example.org:2575"', { kind: 'tcp', host: 'hl7.example.org', port: 2575 }],
    ['tls: "[fd00::1]:636"', { kind: 'tls', host: 'fd00::1', port: 636 }],
    [
      'dns: { name: ehr.example.org, type: SRV, contains: "443", server: 10.0.0.53 }',
      {
        ...{ kind: 'dns', name: 'ehr.example.org', type: 'SRV', contains: '443' },
        server: { host: '10.0.0.53', port: 53 },
      },
    ],
    [
      'dns: { name: ehr.example.org, server: "[fd00::53]:8600" }',
      { kind: 'dns', server: { host: 'fd00::53', port: 8600 } },
    ],
    [
      'fhir: "https://ehr.example.org/fhir/"',
      {
        kind: 'http',
        url: 'https://ehr.example.org/fhir/metadata',
        json: { '/resourceType': 'CapabilityStatement' },
      },
    ],
  ])('is of a port, of names, or of what a FHIR server tells: %s', (written, target) => {
    expect(config([check(written)]).checks).toMatchObject([{ target }]);
  });

  test('that is probed seldom must fail twice before it pages, unless it says for how long', () => {
    const waits = (more: string) => config([check(`${HTTP}, ${more}`)]).rules[0];
    expect(waits('every: 5m')).toMatchObject({ for: 600_000 });
    expect(waits('every: 10s')).toMatchObject({ for: 120_000 });
    expect(waits('every: 5m, for: 0s')).toMatchObject({ for: 0 });
  });

  test('makes rules: that it fails, that nobody probes it, that it is slow, that its certificate ends', () => {
    const { rules } = config([check(`${HTTP}, severity: critical, slow: 2s, certificate: 14d`)]);
    const matchers = [{ name: 'subject', op: '=', value: 'ehr' }];
    expect(rules).toMatchObject([
      {
        ...{ name: 'ehr', title: 'The health record does not answer', severity: 'critical' },
        ...{ metric: 'probe_success', matchers, for: 120_000, check: 'ehr' },
        condition: { kind: 'below', limit: 1, clear: 1 },
        across: { kind: 'max', terms: [{ metric: 'probe_success', matchers, maxAge: 180_000 }] },
      },
      { name: 'ehr-unprobed', kind: 'absence', absentFor: 180_000, severity: 'warning' },
      {
        ...{ name: 'ehr-slow', condition: { kind: 'above', limit: 2 } },
        across: { kind: 'min', terms: [{ metric: 'probe_duration_seconds' }] },
      },
      { name: 'ehr-certificate', condition: { kind: 'below', limit: 14 }, for: 0 },
    ]);
  });

  test.each([
    [check('every: 1m'), 'nothing says what it checks (write one of http, fhir, tcp, tls, dns)'],
    [check(`${HTTP}, tcp: "a:1"`), 'it checks more than one thing'],
    [check('http: { url: "ftp://a/" }'), '"ftp://a/" is no address of HTTP (begin with https://)'],
    [check('http: { url: "https://a:b@c/" }'), 'an address must hold no password'],
    [check('tcp: ehr.example.org'), '"ehr.example.org" is not a host and a port'],
    [check('tcp: "a:0"'), '"a:0" is not a host and a port'],
    [check('tcp: "a:70000"'), '"a:70000" is not a host and a port'],
    [check(`${HTTP}, reach: [10.0.0.0/33]`), '"10.0.0.0/33" is no network'],
    [check(`${HTTP}, reach: [example.org]`), '"example.org" is no network'],
    [check('dns: { name: a, server: ns1 }'), '"ns1" is no IP address'],
    [check('dns: { name: a, server: "10.0.0.53:0" }'), '"10.0.0.53:0" is no IP address'],
    [check('dns: { name: a, server: "10.0.0.53:70000" }'), '"10.0.0.53:70000" is no IP address'],
    [
      check(`${HTTP}, places: [aws], every: 30s`),
      'from the account it is probed each minute at most (write 1m or more, or leave aws out',
    ],
    [
      check('http: { url: "https://a/", headers: { a: Bearer $PROBE_EHR } }, places: [ward, aws]'),
      'a header asks for a value of the environment, and the account has none (leave aws out',
    ],
    [check('http: { url: "https://a/", json: { status: UP } }'), '"status" is no JSON Pointer'],
    [check('http: { url: "https://a/", headers: { "a b": c } }'), 'not the name of a header'],
    [
      check('http: { url: "https://a/", headers: { a: Bearer $EHR_TOKEN } }'),
      'names $EHR_TOKEN, which is not for checks (write a variable that begins with PROBE_)',
    ],
    [check('http: { url: "https://a/", headers: { a: ✓ } }'), 'cannot be the value of a header'],
    [check('fhir: "https://a/fhir?t=1"'), 'a base has no query'],
    [check(`${HTTP}, every: 10s, timeout: 20s`), 'the timeout is longer than every'],
    [check(`${HTTP}, slow: 10s`), 'no probe takes so long'],
    [check('tcp: "a:1", certificate: 14d'), 'nothing shows it a certificate'],
    [check('http: { url: "http://a/" }, certificate: 14d'), 'nothing shows it a certificate'],
    [
      check('http: { url: "https://a/", method: HEAD, contains: up }'),
      'an answer to HEAD has no body',
    ],
  ])('that cannot work is refused with its reason: %s', (written, why) => {
    expect(problems([written])).toContain(why);
  });

  test('is one of a hundred at most that the account probes', () => {
    const many = (count: number, place: string) =>
      Array.from({ length: count }, (_, n) => check(`${HTTP}, places: [${place}]`, `c${n}`));
    expect(problems(many(100, 'aws'))).toBe('');
    expect(problems(many(101, 'ward'))).toBe('');
    expect(problems(many(103, 'aws'))).toBe(
      '103 checks are probed from the account, which probes 100 at most (probe others from a machine: leave aws out of their places)',
    );
  });

  test('has a name that no rule has, nor any of the rules that are made for it', () => {
    expect(problems([check(HTTP), check(HTTP)])).toContain('another check is named "ehr"');
    const rule = (name: string) =>
      `rules: [{ name: ${name}, title: A, service: it, metric: m, above: 1 }]\n`;
    expect(problems([check(HTTP)], rule('ehr'))).toContain('another rule is named "ehr"');
    expect(problems([check(`${HTTP}, slow: 2s`)], rule('ehr-slow'))).toContain(
      'a rule named "ehr-slow" is made for this check, and another has that name',
    );
    expect(problems([check(HTTP)], rule('ehr-slow'))).toBe('');
    expect(problems([check(HTTP), check(HTTP, 'ehr-unprobed')])).toContain(
      'a rule named "ehr-unprobed" is made for this check',
    );
  });
});
