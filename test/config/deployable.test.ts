import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { CANARY_TOPIC, deployable, probeConfig } from '#config/deployable.ts';
import { loadConfig } from '#config/load.ts';
import { proveReachability } from '#core/team/reachability.ts';

const EXAMPLE = readFileSync(
  new URL('../../examples/hospital/wardbell.yaml', import.meta.url),
  'utf8',
);

function load(text: string) {
  const loaded = loadConfig(text, 'wardbell.yaml');
  if (!loaded.ok) {
    throw new Error(loaded.problems.map((p) => p.message).join('\n'));
  }
  return loaded.config;
}

describe('the config as it is deployed', () => {
  const written = load(
    EXAMPLE.replace(
      /^people:$/mu,
      'people:\n  pia: { name: Pia, contacts: { sms: "+46701234567", email: pia@example.org } }',
    ),
  );
  const deployed = deployable(written);

  test('holds no phone number and no mailbox, and still who has which', () => {
    expect(JSON.stringify(written)).toMatch(/\+46701234567.*pia@example\.org/u);
    expect(JSON.stringify(deployed)).not.toMatch(/\+\d{6}|\w@\w/u);
    expect(deployed.people['pia']).toMatchObject({ channels: ['sms', 'email'], contacts: {} });
  });

  test('holds the rules of checks, and nothing of what a probe reaches and sends', () => {
    const checks =
      'checks: [{ name: ehr, title: It, service: icu, reach: [10.9.8.0/24], http: { url: "https://ehr.example.org/", headers: { authorization: s3cret } } }]';
    const probed = deployable(load(`${EXAMPLE}\n${checks}\n`));
    expect(probed.rules.some(({ check }) => check === 'ehr')).toBe(true);
    expect(JSON.stringify(probed)).not.toMatch(/s3cret|10\.9\.8|ehr\.example/u);
  });

  test('tells the probe of the account its checks, and nothing else', () => {
    const head = 'title: It, service: icu, tcp: "lab.example.org:2575"';
    const { checks } = load(
      `${EXAMPLE}\nchecks: [{ name: lab, ${head}, places: [ward, aws] }, { name: ris, ${head} }]\n`,
    );
    const its = probeConfig(checks);
    expect(its.checks.map(({ name }) => name)).toEqual(['lab']);
    expect(Object.keys(its)).toEqual(['checks']);
    expect(probeConfig().checks).toEqual([]);
  });

  test('is otherwise what the team wrote, with the canary, who is reached', () => {
    expect(deployed.services).toMatchObject(written.services);
    expect(deployed.rules.slice(0, written.rules.length)).toEqual(written.rules);
    const { responder, channel } = CANARY_TOPIC;
    expect(deployed.people[responder]?.channels).toEqual([channel]);
    expect(proveReachability(deployed, Date.UTC(2026, 0, 6))).toEqual([]);
  });
});

describe('a name that begins as those of the platform do', () => {
  test.each([
    ['a person', 'people:\n  wardbell-pia: { name: Pia, channels: [sms] }', 2],
    ['a service', 'services:\n  wardbell-canary: { policy: bedside }', 2],
  ])('is refused where it stands: %s', (_, lines, line) => {
    const [section = '', entry = ''] = lines.split('\n');
    const text = EXAMPLE.replace(new RegExp(`^${section}$`, 'mu'), lines);
    const before = EXAMPLE.slice(0, EXAMPLE.search(new RegExp(`^${section}$`, 'mu')));
    expect(loadConfig(text, 'wardbell.yaml')).toMatchObject({
      ok: false,
      problems: [
        {
          line: before.split('\n').length + line - 1,
          column: 3,
          message: `"${entry.trim().split(':')[0]}" cannot be a name here`,
          hint: "names that begin with wardbell- are Wardbell's own",
        },
      ],
    });
  });

  test('is refused for a rule', () => {
    const text = EXAMPLE.replace(/(\nrules:\n(?:.*\n)*? +- name: ).*/u, '$1wardbell-canary');
    expect(loadConfig(text, 'wardbell.yaml')).toMatchObject({
      ok: false,
      problems: [{ message: '"wardbell-canary" cannot be a name here' }],
    });
  });
});
