import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadConfig } from '#config/load.ts';
import { formatProblem } from '#config/problem.ts';
import { CHANNELS, channelKind } from '#core/responder/channel.ts';
import { DAY, HOUR, MINUTE } from '#core/time/instant.ts';
import { runs } from '../support/runs.ts';

const EXAMPLE = readFileSync(
  new URL('../../examples/hospital/wardbell.yaml', import.meta.url),
  'utf8',
);

const SMALLEST = `time_zone: UTC
people: { anna: { name: Anna, contacts: { email: anna@example.org } } }
policies: { p: { steps: [{ page: [person: anna] }] } }
services: { icu: { policy: p } }
technical_service: icu
rules: [{ name: low, title: Low, service: icu, metric: spo2, below: 88 }]
`;

function load(text: string) {
  const loaded = loadConfig(text, 'w.yaml');
  if (!loaded.ok) {
    throw new Error(loaded.problems.map((p) => formatProblem(p)).join('\n'));
  }
  return loaded;
}

function problemsOf(text: string): readonly string[] {
  const loaded = loadConfig(text, 'w.yaml');
  return loaded.ok ? [] : loaded.problems.map((p) => `${p.line}:${p.column} ${p.message}`);
}

describe('in a loaded config', () => {
  test.each(CHANNELS)(
    'a person has the address by %s that is written, and the channel',
    (channel) => {
      const { example } = channelKind(channel).address;
      const written = SMALLEST.replace('email: anna@example.org', `${channel}: "${example}"`);
      expect(load(written).config.people['anna']).toMatchObject({
        channels: [channel],
        contacts: { [channel]: example },
      });
      const wrong = SMALLEST.replace('email: anna@example.org', `${channel}: no address`);
      expect(problemsOf(wrong)).toEqual([expect.stringMatching(/"no address" is not/)]);
    },
  );

  test('access is by the claims of Cognito, and with an issuer by those of most others', () => {
    const roles = 'roles: { lead: { groups: [leads] }, admin: { people: [anna] } }';
    const signInOf = (signIn: string) =>
      load(`${SMALLEST}access: { ${signIn}${roles} }`).config.access?.signIn;
    expect(load(SMALLEST).config).not.toHaveProperty('access');
    expect(load(`${SMALLEST}access: { ${roles} }`).config.access).toEqual({
      signIn: {
        groupsClaim: 'cognito:groups',
        personClaim: 'cognito:username',
        scopes: ['openid', 'profile', 'email'],
        requireMfa: [],
        idle: 30 * MINUTE,
        absolute: 12 * HOUR,
      },
      roles: {
        viewer: { groups: [], people: [] },
        responder: { groups: [], people: [] },
        lead: { groups: ['leads'], people: [] },
        admin: { groups: [], people: ['anna'] },
      },
    });
    const issuer = 'issuer: "https://id.example.org/realms/x", client_id: wardbell';
    expect(signInOf(`sign_in: { ${issuer} }, `)).toMatchObject({
      issuer: 'https://id.example.org/realms/x',
      clientId: 'wardbell',
      groupsClaim: 'groups',
      personClaim: 'preferred_username',
    });
    const own = 'groups_claim: roles, person_claim: email, require_mfa: [admin], idle: 1h';
    expect(signInOf(`sign_in: { ${issuer}, ${own} }, `)).toMatchObject({
      groupsClaim: 'roles',
      personClaim: 'email',
      requireMfa: ['admin'],
      idle: HOUR,
    });
  });

  test.each([
    ['warning', 'metric: queue, unusual: above, floor: 5'],
    [
      'warning',
      'any: [{ metric: a, unusual: above, floor: 5 }, { metric: b, unusual: below, floor: 5 }]',
    ],
    ['error', 'all: [{ metric: a, unusual: above, floor: 5 }, { metric: b, above: 5 }]'],
    ['critical', 'metric: queue, unusual: above, floor: 5, severity: critical'],
  ])('the severity is %s of { %s }', (severity, condition) => {
    const { config } = load(SMALLEST.replace('metric: spo2, below: 88', condition));
    expect(config.rules).toMatchObject([{ severity }]);
  });

  test('somebody who only has a role is not superfluous', () => {
    const kim = SMALLEST.replace('people: { ', 'people: { kim: { name: Kim }, ');
    const warned = load(kim).warnings.map(({ message }) => message);
    expect(warned).toEqual(['no policy pages "kim"']);
    expect(load(`${kim}access: { roles: { admin: { people: [kim] } } }`).warnings).toEqual([]);
  });

  test('what people are told of turns is as for all, but where they say otherwise', () => {
    const told = (ofAll: string, own: string) => {
      const anna = SMALLEST.replace('{ name: Anna', `{ name: Anna, turn_notices: ${own}`);
      return load(`${anna}turn_notices: ${ofAll}`).config.people['anna']?.turnNotices;
    };
    expect(told('{ ahead: never, begins: true }', '{ ends: true }')).toEqual({
      ...{ channel: 'email', ahead: null, begins: true, ends: true, changes: false },
    });
    expect(told('{ time_zone: Europe/Oslo }', '{ ahead: 2h, changes: true }')).toMatchObject({
      ...{ ahead: 2 * HOUR, changes: true, timeZone: 'Europe/Oslo' },
    });
    expect(told('{ begins: true }', '{ ahead: never, begins: false }')).toBeUndefined();
    expect(told('{ by: sms }', '{ begins: true }')).toBeUndefined();
  });

  test('a key that is left out has its default', () => {
    const { config, warnings } = load(SMALLEST);
    expect(warnings).toEqual([]);
    expect(config.sampleTimes).toEqual({ maxAge: HOUR, maxAhead: 10 * MINUTE });
    expect(config.prometheus).toEqual({ subjectLabels: ['subject', 'instance', 'job'] });
    expect(config.fhir).toEqual({ subjectElements: ['subject', 'device'] });
    expect(config.otlp).toEqual({
      subjectAttributes: ['subject', 'host.name', 'service.name'],
      promotedAttributes: [
        'service.name',
        'service.namespace',
        'host.name',
        'deployment.environment.name',
      ],
    });
    expect(config.people['anna']).toEqual({
      id: 'anna',
      name: 'Anna',
      channels: ['email'],
      notify: [
        { channel: 'email', delay: 0, severities: ['critical', 'error', 'warning', 'info'] },
      ],
      contacts: { email: 'anna@example.org' },
      turnNotices: { channel: 'email', ahead: DAY, begins: false, ends: false, changes: false },
    });
    expect(config.policies['p']).toEqual({
      id: 'p',
      steps: [{ targets: [{ kind: 'person', id: 'anna' }], delay: 5 * MINUTE }],
      repeat: 1,
      repeatFrom: 'last',
      fallback: [],
    });
    expect(config.services['icu']).toEqual({
      id: 'icu',
      name: 'icu',
      policies: { critical: 'p', error: 'p', warning: 'p', info: 'p' },
      groupBy: ['subject'],
      groupWait: 0,
      ackTimeout: 30 * MINUTE,
      autoResolve: true,
      flapping: { times: 3, within: 15 * MINUTE, quiet: 5 * MINUTE },
      valuesInPages: false,
      subjectsInPages: true,
    });
    expect(config.rules).toEqual([
      {
        name: 'low',
        title: 'Low',
        service: 'icu',
        severity: 'error',
        metric: 'spo2',
        matchers: [],
        kind: 'threshold',
        condition: { kind: 'below', limit: 88, clear: 88 },
        for: 0,
        keepFiringFor: 0,
        silent: 'fire',
      },
    ]);
  });

  test('a key that is given has its value', () => {
    const { config } = load(EXAMPLE);
    expect(config.services).toMatchObject({ icu: { policies: { info: null } } });
    const [, nights] = Object.values(config.schedules).flatMap((schedule) => schedule.layers);
    expect(nights).toEqual({
      name: 'nights',
      people: ['chidi', 'dina'],
      shift: { days: 1 },
      start: '2026-01-05T19:00',
      restrictions: [{ days: [], from: '19:00', to: '07:00' }],
    });
    const pulse = config.rules.find((rule) => rule.name === 'pulse-out-of-range');
    expect(pulse).toMatchObject({
      kind: 'threshold',
      condition: { kind: 'outside', low: 41, high: 130, clearLow: 45, clearHigh: 125 },
    });
    const slow = config.rules.find((rule) => rule.name === 'ehr-slow');
    expect(slow).toMatchObject({ window: { breaches: 2, of: 5 } });
  });

  test('an acknowledgement may last, and a key that looks like a number is a name', () => {
    const { config } = load(
      `${SMALLEST.replace('policy: p', 'policy: p, ack_timeout: never')}aliases: { 007: Bed 7 }`,
    );
    expect(config.services).toMatchObject({ icu: { ackTimeout: null } });
    expect(config.aliases).toEqual({ '007': 'Bed 7' });
  });

  test('everything is plain JSON', () => {
    const { config } = load(EXAMPLE);
    expect(JSON.parse(JSON.stringify(config))).toEqual(config);
  });

  test('what an alias stands for is checked where it is written', () => {
    const text = SMALLEST.replace('[{ page', '[&s { page').replace('}] }', '}, *s] }');
    expect(problemsOf(text)).toEqual([]);
    expect(problemsOf(text.replace('person: anna]', 'person: ana]'))).toEqual([
      '3:46 there is no person "ana"',
    ]);
  });
});

describe('a warning is given', () => {
  test('for people, schedules and policies that nothing uses, and for a service that pages nobody', () => {
    const { warnings } = load(`time_zone: UTC
people:
  anna: { name: Anna }
  bo: { name: Bo }
schedules:
  nights: { layers: [{ people: [anna] }] }
policies:
  p: { steps: [{ page: [person: bo] }] }
services:
  icu: { policy: none }
`);
    expect(warnings.map((w) => `${w.line}:${w.column} ${w.message}`)).toEqual([
      '1:1 nobody is paged when paging itself fails or a sender is wrong',
      '3:3 no policy pages "anna"',
      '6:3 no policy pages "nights"',
      '8:3 no service has "p"',
      '10:10 service "icu" pages nobody, whatever happens',
    ]);
  });
});

describe('in a config with mistakes', () => {
  test('all mistakes are reported at once, in the order of the file', () => {
    const text = `time_zone: Europe/Stokholm
colour: blue
people:
  anna: { name: Anna, contacts: { sms: 112 } }
  bo: { contacts: { email: bo@example.org } }
schedules:
  icu: { layers: [{ people: [anna, boo], shift: 0d }] }
policies:
  icu: { steps: [{ page: [schedule: icuu], wait: 5 }] }
services:
  icu: { policy: ic }
rules:
  - { name: low, title: Puls ≥ 130, service: icu, metric: pulse, outside: [130, 50], of: 3 }
  - { name: low, title: Low, service: icu, metric: spo2, below: 88, clear: 85 }
`;
    expect(problemsOf(text)).toEqual([
      '1:12 "Europe/Stokholm" is not a known time zone',
      '2:1 unknown key "colour"',
      '4:40 sms: 112 is not a phone number in quotes, such as "+46701234567"',
      '5:3 "name" is missing',
      '7:19 "hand_off" is missing: at what time do turns change? Such as 07:00',
      '7:19 "starts" is missing: on which day is the first hand-off? Such as 2026-01-05',
      '7:36 there is no person "boo"',
      '7:49 "0d" is shorter than 1h',
      '9:37 there is no schedule "icuu"',
      '9:50 wait: 5 is not a duration, such as 30s, 5m, 1h30m or 2d',
      '11:18 there is no policy "ic"',
      '13:25 "Puls ≥ 130" holds "≥", which halves the room of an SMS',
      '13:75 outside [130, 50]: the lower limit is not below the upper one',
      '13:86 unknown key "of"',
      '14:13 another rule is named "low", on line 13',
      '14:76 clear: 85 is on the wrong side of below: 88',
    ]);
  });

  test('an empty file and one that is a list are refused', () => {
    expect(problemsOf('# nothing yet\n')).toEqual(['1:1 the file is empty']);
    expect(problemsOf('- a\n')).toEqual([expect.stringMatching(/^1:1 the file: \["a"\] is not/)]);
  });

  test('aliases that expand to far too much are refused, not expanded', () => {
    const levels = Array.from({ length: 12 }, (_, i) =>
      i === 0
        ? 'l0: &l0 [x]'
        : `l${i}: &l${i} [${Array(9)
            .fill(`*l${i - 1}`)
            .join(', ')}]`,
    );
    expect(problemsOf(levels.join('\n'))).toEqual([expect.stringMatching(/alias/)]);
  });

  test('a problem is printed with its line and a caret below it', () => {
    const loaded = loadConfig('time_zone: Nowhere\nservices: {}\n', 'w.yaml');
    const [first] = loaded.ok ? [] : loaded.problems;
    expect(first && formatProblem(first, 'error', ['time_zone: Nowhere'])).toBe(
      [
        'w.yaml:1:12: error: "Nowhere" is not a known time zone',
        ' 1 | time_zone: Nowhere',
        '   |            ^',
        '  hint: write its IANA name, such as Europe/Stockholm',
      ].join('\n'),
    );
  });

  // 150 runs: each damages the example in one to four places.
  test('a control character is a problem like any other', () => {
    const text = `${EXAMPLE.slice(0, 565)}\u0000${EXAMPLE.slice(565)}`;
    expect(loadConfig(text, 'w.yaml').ok).toBe(false);
  });

  test('loading never fails, whatever is written, and points into the file', () => {
    const scrap = fc.oneof(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        ': ',
        '- ',
        '"',
        '\n',
        '\t',
        '&a ',
        '*a',
        '!x ',
        '~',
        '? ',
      ),
      fc.constantFrom('null', '-1', '.nan', '9e99', '{}', '[]', '<<: ', '__proto__: 1', '---\n'),
      fc.string({ maxLength: 5, unit: 'binary' }),
    );
    const damage = fc.tuple(fc.nat(EXAMPLE.length), fc.nat(30), scrap);
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (damages) => {
        const text = damages.reduce(
          (t, [at, length, by]) => t.slice(0, at) + by + t.slice(at + length),
          EXAMPLE,
        );
        const loaded = loadConfig(text, 'w.yaml');
        const lines = text.split('\n');
        for (const { line, column, message } of loaded.ok ? loaded.warnings : loaded.problems) {
          expect(message).not.toBe('');
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
        }
        if (!loaded.ok) {
          expect(loaded.problems).not.toEqual([]);
        }
      }),
      { numRuns: runs(50) },
    );
  });
});
