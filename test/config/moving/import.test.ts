import { describe, expect, test } from '@jest/globals';
import { loadConfig } from '#config/load.ts';
import { SOURCES, type Source } from '#config/moving/import.ts';
import { exportsOf, movedAgain, movedExport, textOf } from './exports.ts';

const ALL = (Object.keys(SOURCES) as Source[]).flatMap((source) =>
  exportsOf(source).map((name) => [source, name] as const),
);

describe('a config that is made of an export', () => {
  test.each(ALL)('of %s, %s, is valid, and the same each time', (source, name) => {
    const { yaml = '' } = movedExport(source, name);
    const loaded = loadConfig(yaml, 'wardbell.yaml');
    expect(loaded.ok ? [] : loaded.problems).toEqual([]);
    expect(movedAgain(source, name).yaml).toBe(yaml);
  });

  test.each(ALL)('of %s, %s, holds no secret of it, and nor does its plan', (source, name) => {
    expect(JSON.stringify(movedExport(source, name))).not.toContain('SECRET');
  });

  test.each(ALL)('of %s, %s, names at its end all that does not carry over', (source, name) => {
    const { yaml = '', entries } = movedExport(source, name);
    for (const { carried, kind, name: called } of entries) {
      if (!carried) {
        expect(yaml).toContain(`# - ${kind} "${called}"`);
      }
    }
  });

  test.each([
    ['alertmanager', 'mixed-times.yml', '✗ receiver "missing": it is not in the file'],
    ['alertmanager', 'many-groups.yml', '"OPERATIONS_MAIL" is no address of e-mail'],
    ['alertmanager', 'unsaid-receivers.yml', '✗ sns_configs of receiver "sms": SNS knows'],
    ['opsgenie', 'envelopes', '✓ rotation of schedule "Nights" "rotation" → a layer of it'],
    ['opsgenie', 'envelopes', '"Mars/Olympus_Mons" is no time zone'],
    ['pagerduty', 'lists.json', '"Eastern Time (US & Canada)" is no time zone'],
    ['pagerduty', 'lists.json', '"Rota 1" "Layer 1": its start cannot be read'],
  ] as const)('of %s, %s, tells %s', (source, name, told) => {
    expect(textOf(source, name)).toContain(told);
  });
});
