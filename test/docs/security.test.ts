import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { PERMISSIONS } from '#deployment/permissions.ts';

const SECURITY = readFileSync('docs/security.md', 'utf8');
const SAFETY = readFileSync('docs/clinical-safety.md', 'utf8');

describe('the page about security', () => {
  test('says of each function what it may call, as it is deployed', () => {
    const wanted = Object.entries(PERMISSIONS).map(([name, targets]) => {
      const calls = Object.entries(targets).map(
        ([at, actions]) => `\`${at}\`: ${actions.join(', ')}`,
      );
      return `| \`${name}\` | ${calls.join('; ')} |`;
    });
    const section = SECURITY.split('### What each function may call')[1]?.split('\n## ')[0] ?? '';
    expect(section.match(/^\| `.*$/gmu)).toEqual(wanted);
  });

  test('has a threat of each kind of STRIDE, with a test or what is left', () => {
    const section = SECURITY.split('## Threats')[1]?.split('\n## ')[0] ?? '';
    const kinds = [...section.matchAll(/^\| ([a-z ]+) \|/gmu)].map(([, kind]) => kind);
    expect(new Set(kinds)).toEqual(
      new Set([
        'spoofing',
        'tampering',
        'repudiation',
        'information disclosure',
        'denial of service',
        'elevation of privilege',
      ]),
    );
  });
});

test.each([
  ['docs/security.md', SECURITY],
  ['docs/clinical-safety.md', SAFETY],
])('every test that %s names is there', (_, text) => {
  const named = [...text.matchAll(/`(test\/[\w./-]+\.ts)`/gu)].map(([, file = '']) => file);
  expect(named.length).toBeGreaterThan(4);
  expect(named.filter((file) => !existsSync(file))).toEqual([]);
});

test('each hazard has a number, a severity, and its probability before and after', () => {
  const rows = SAFETY.match(/^\| H\d.*$/gmu) ?? [];
  const odds = 'frequent|probable|occasional|remote|improbable';
  const whole = new RegExp(
    `^\\| H\\d+ \\| .+ \\| (critical|serious|minor) \\| (${odds}) \\| .+ \\| (${odds}) \\|`,
    'u',
  );
  expect(rows.length).toBeGreaterThan(20);
  expect(rows.filter((row) => !whole.test(row))).toEqual([]);
  expect(rows.map((row) => Number(/\d+/u.exec(row)?.[0]))).toEqual(rows.map((_, i) => i + 1));
});
