import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { deployable } from '#config/deployable.ts';
import { loadConfig } from '#config/load.ts';

const EXAMPLE = readFileSync(
  new URL('../../examples/first/wardbell.yaml', import.meta.url),
  'utf8',
);

function hashOf(text: string): string {
  const loaded = loadConfig(text, 'wardbell.yaml');
  if (!loaded.ok) {
    throw new Error(loaded.problems.map((p) => p.message).join('\n'));
  }
  return loaded.config.hash;
}

/** Returns the same mappings with their keys in reverse order. */
function reversed(data: unknown): unknown {
  if (Array.isArray(data)) {
    return data.map(reversed);
  }
  if (typeof data !== 'object' || data === null) {
    return data;
  }
  const entries = Object.entries(data).map(([key, value]) => [key, reversed(value)] as const);
  return Object.fromEntries(entries.reverse());
}

const WRITTEN = { time_zone: 'UTC', people: {}, schedules: {}, policies: {}, services: {} };
const SMALL = {
  ...WRITTEN,
  people: {
    anna: { name: 'Anna "Å" Lind', contacts: { sms: '+46701234567' } },
    bo: { name: 'Bo' },
  },
  policies: { all: { steps: [{ page: [{ person: 'anna' }] }] } },
  services: { icu: { policy: 'all' } },
};

describe('the hash of a config', () => {
  test('is 64 hex digits, and stays where the layout changes alone', () => {
    const hash = hashOf(EXAMPLE);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    const commented = EXAMPLE.replaceAll(/^(\w)/gmu, '# about the next\n\n$1');
    expect(commented).not.toBe(EXAMPLE);
    expect(hashOf(commented)).toBe(hash);
  });

  test('is the same for YAML and JSON, however its keys are sorted', () => {
    const hash = hashOf(JSON.stringify(SMALL));
    expect(hashOf(JSON.stringify(reversed(SMALL), null, 4))).toBe(hash);
    const anchored = JSON.stringify(SMALL).replace('"Bo"', "&bo 'Bo'");
    expect(hashOf(anchored)).toBe(hash);
  });

  test('is SHA-256 of canonical JSON, as RFC 8785 has it', () => {
    const canonical = [
      '{"people":{"anna":{"contacts":{"sms":"+46701234567"},"name":"Anna \\"Å\\" Lind"},"bo":{"name":"Bo"}},',
      '"policies":{"all":{"steps":[{"page":[{"person":"anna"}]}]}},"schedules":{},',
      '"services":{"icu":{"policy":"all"}},"time_zone":"UTC"}',
    ].join('');
    expect(hashOf(JSON.stringify(SMALL))).toBe(
      createHash('sha256').update(canonical).digest('hex'),
    );
  });

  test('is another where anything is another, the order of a list too', () => {
    const hash = hashOf(JSON.stringify(SMALL));
    const text = JSON.stringify(SMALL);
    const two = text.replace('[{"person":"anna"}]', '[{"person":"anna"},{"person":"bo"}]');
    const others = [
      text.replace('+46701234567', '+46701234568'),
      text.replace('"Bo"', '"Bo E"'),
      two.replace('"bo":{', '"bo":{"contacts":{"sms":"+46701234568"},'),
    ];
    const hashes = [hash, ...others.map(hashOf)];
    const swapped =
      others[2]?.replace(
        '[{"person":"anna"},{"person":"bo"}]',
        '[{"person":"bo"},{"person":"anna"}]',
      ) ?? '';
    expect(new Set([...hashes, hashOf(swapped)]).size).toBe(5);
  });

  test('is another where an objective is another, which is deployed', () => {
    const slo = (target: number) => ({
      ...{ name: 'fast', title: 'It answers', service: 'icu', metric: 'response_time' },
      ...{ good: { below: 300 }, target },
    });
    const texts = [[], [slo(99)], [slo(99.9)]].map((slos) => JSON.stringify({ ...SMALL, slos }));
    const deployed = [JSON.stringify(SMALL), ...texts].map((text) => {
      const loaded = loadConfig(text, 'wardbell.yaml');
      return loaded.ok ? deployable(loaded.config) : loaded.problems;
    });
    expect(deployed[2]).toMatchObject({ objectives: [{ goal: { share: 0.99 } }] });
    const hashes = deployed.map((one) => ('hash' in one ? one.hash : ''));
    expect(new Set(hashes)).toHaveProperty('size', texts.length + 1);
  });

  test('is deployed as it is, whatever is added to the config for the functions', () => {
    const loaded = loadConfig(EXAMPLE, 'wardbell.yaml');
    const config = loaded.ok ? loaded.config : undefined;
    expect(config && deployable(config, { rehearsed: true }).hash).toBe(hashOf(EXAMPLE));
  });
});
