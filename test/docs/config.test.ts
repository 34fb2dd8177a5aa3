import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { type JsonSchema, jsonSchema, schemaAt } from '#config/json-schema.ts';
import { onCall } from '#core/oncall/on-call.ts';
import {
  configShown,
  faultOfSyntax,
  faultsOfConfig,
  isAcceptedSomewhere,
} from '../support/documented-config.ts';
import { BLOCKS, DOCUMENTS, type Example, INLINE } from '../support/documents.ts';

const YAML = BLOCKS.filter(({ info }) => /^ya?ml\b/.test(info));
const isOurs = ({ info }: Example) => info === 'yaml';

describe('a config, or a part of one, in a document', () => {
  test.each(YAML.filter(isOurs))(
    'is right, warns of nothing and reaches everybody: $at',
    ({ text }) => {
      expect(faultsOfConfig(text)).toEqual([]);
    },
  );

  test('is found out where it is wrong', () => {
    expect(faultsOfConfig('rules: [{ name: a, title: A, service: icu, metric: m }]')).toEqual([
      expect.stringMatching(/no condition/),
    ]);
    expect(faultsOfConfig('services: { nobody: { policy: none } }')).toEqual([
      expect.stringMatching(/pages nobody/),
    ]);
    const byDay = '{ layers: [{ people: [hugo], only: [{ from: "07:00", to: "19:00" }] }] }';
    const pages = '{ steps: [{ page: [schedule: ehr] }] }';
    const gap = `{ schedules: { ehr: ${byDay} }, policies: { ehr: ${pages} } }`;
    expect(faultsOfConfig(gap).join()).toMatch(/nobody is reached/);
  });
});

describe("another program's YAML in a document", () => {
  test.each(YAML.filter((example) => !isOurs(example)))(
    'says of which example it is a part, and has no key that is not there: $at ($info)',
    ({ info, text }) => {
      const [, file = ''] = info.split(' ');
      const source = readFileSync(file, 'utf8');
      // A test takes it out of the document by this very mark, and runs it.
      if (file.endsWith('.test.ts')) {
        return expect(source).toContain(basename(file));
      }
      const whole = keysIn(parse(source));
      expect(keysIn(parse(text)).filter((key) => !whole.includes(key))).toEqual([]);
    },
  );
});

test('the holidays of docs/on-call.md have both people, and no office hours', () => {
  const shown = YAML.find(({ at }) => at.startsWith('docs/on-call.md'));
  const schedule = configShown(shown?.text ?? '').schedules['ehr'];
  const layers = (at: string) =>
    schedule === undefined
      ? []
      : onCall(schedule, [], Date.parse(at)).holders.map((one) => one.by === 'layer' && one.layer);
  expect(layers('2026-12-24T12:00Z')).toEqual(['on call']);
  expect(layers('2026-12-25T08:00Z')).toEqual(['holidays', 'holidays']);
  expect(layers('2026-12-28T08:00Z')).toEqual(['office hours']);
});

/** Returns all key paths; list elements are not distinguished. */
function keysIn(node: unknown, above = ''): readonly string[] {
  if (Array.isArray(node)) {
    return node.flatMap((value) => keysIn(value, above));
  }
  if (typeof node !== 'object' || node === null) {
    return [];
  }
  return Object.entries(node).flatMap(([key, value]) => [
    `${above}/${key}`,
    ...keysIn(value, `${above}/${key}`),
  ]);
}

/** Named in documents as something that a config does not take. */
const REFUSED = ['@reboot', '0 0 31 2 *'];

describe('config syntax in a sentence', () => {
  test.each(DOCUMENTS)('is what a config takes, in $file', ({ inline }) => {
    const examples = inline.filter(({ text }) => !REFUSED.includes(text));
    expect(examples.map(({ at, text }) => [at, faultOfSyntax(text)]).filter(([, f]) => f)).toEqual(
      [],
    );
  });

  test.each(REFUSED)('is refused where a document says so, and stands in one: %s', (text) => {
    expect(faultOfSyntax(text)).toBeDefined();
    expect(INLINE.map((example) => example.text)).toContain(text);
  });

  test.each([
    'sat 07-19',
    'fri 19:00-7:00',
    'below: ninety',
    'group_by: subject',
    'wait: 90 seconds',
    '61 * * * *',
    'ward=~"(icu"',
    '1m30',
    '500ms',
    '{ channel: fax, after: 2m }',
    '[person: nobody]',
    '[\'ward=~"(icu"\']',
  ])('is found out where it is wrong: %s', (text) => {
    expect(faultOfSyntax(text)).toBeDefined();
  });
});

/** The headings of docs/config.md, and where in the schema they are about. */
const SECTIONS: Readonly<Record<string, readonly PropertyKey[]>> = {
  'The file': [],
  access: ['access'],
  'signing in': ['access', 'sign_in'],
  people: ['people', 'x'],
  schedules: ['schedules', 'x', 'layers', 0],
  policies: ['policies', 'x'],
  services: ['services', 'x'],
  flapping: ['services', 'x', 'flapping'],
  rules: ['rules', 0],
  alerts: ['alerts', 0],
  heartbeats: ['heartbeats', 'x'],
};

describe('docs/config.md', () => {
  const page = DOCUMENTS.find(({ file }) => file === 'docs/config.md');
  const inline = page?.inline ?? [];
  const rows = page?.rows.filter(({ section }) => section in SECTIONS) ?? [];

  test.each(Object.entries(SECTIONS))(
    'names every key of a config in its section: %s',
    (section, path) => {
      const named = new Set(inline.filter((e) => e.section === section).map(({ text }) => text));
      const keys = Object.entries(schemaAt(jsonSchema(), path).properties ?? {}).flatMap(dotted);
      expect(keys.filter((key) => ![...named].some((text) => text.split(':')[0] === key))).toEqual(
        [],
      );
    },
  );

  test('has in its tables nothing but keys of a config, with defaults that they take', () => {
    expect(rows.length).toBeGreaterThan(50);
    const wrong = rows.flatMap(({ at, cells: [keys = [], defaults = []] }) => {
      const [key] = keys;
      const [value] = defaults;
      if (key === undefined || value === undefined || inWords.includes(value)) {
        return [];
      }
      return isAcceptedSomewhere(key.split('.').at(-1) ?? '', parse(value))
        ? []
        : [`${at}: ${key}: ${value}`];
    });
    expect(wrong).toEqual([]);
  });
});

/** Defaults that are told in words: the name of another key, or of a layer. */
const inWords = ['policy', 'layer 1', 'cron', 'period', 'heartbeat', 'service'];

/** `sample_times.max_age`: what is a mapping of its own in the table of the file. */
function dotted([key, schema]: [string, JsonSchema]): readonly string[] {
  const within = Object.keys(schema.properties ?? {});
  return ['sample_times', 'retention', 'trends', 'archive', 'prometheus', 'otlp', 'fhir'].includes(
    key,
  )
    ? within.map((name) => `${key}.${name}`)
    : [key];
}
