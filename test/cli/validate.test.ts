import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { validate } from '#cli/validate.ts';

const FROM = Date.parse('2026-01-10T12:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'wardbell-'));
const file = join(folder, 'wardbell.yaml');

afterAll(() => rmSync(folder, { recursive: true }));

const NIGHTS_ONLY = `time_zone: UTC
technical_service: icu
people:
  anna: { name: Anna, contacts: { email: anna@example.org } }
schedules:
  icu: { layers: [{ people: [anna], only: [{ from: "19:00", to: "07:00" }] }] }
policies:
  icu:
    steps:
      - page: [schedule: icu]
services:
  icu: { policy: icu, severities: { info: none } }
`;

function run(text: string, more: readonly string[] = []) {
  writeFileSync(file, text);
  const lines: string[] = [];
  const surroundings = { from: () => FROM, write: (line: string) => lines.push(line) };
  const { code } = validate([file, ...more], surroundings);
  return { code, output: lines.join('\n').replaceAll(folder, '') };
}

describe('validate', () => {
  test('tells what is proven', () => {
    const { code, output } = run(
      `${NIGHTS_ONLY}`.replace('[schedule: icu]', '[schedule: icu, person: anna]'),
    );
    expect(code).toBe(0);
    expect(output).toBe(
      [
        '/wardbell.yaml: ok',
        '  1 service, 0 rules, 1 person, 1 schedule, 1 policy',
        '  icu  somebody is reached at every minute until 2027-01-11 12:00 UTC for critical, error, warning; nobody is paged for info',
      ].join('\n'),
    );
  });

  test('shows a time at which nobody is reached as an error at the service, and as a warning at the step', () => {
    const { code, output } = run(NIGHTS_ONLY);
    expect(code).toBe(1);
    expect(output).toContain(
      '/wardbell.yaml:12:3: error: service "icu" reaches nobody from 2026-01-10 12:00 UTC to 2026-01-10 19:00 UTC for critical, error, warning',
    );
    expect(output).toContain('hint: nobody is on call in schedule icu');
    expect(output).toContain('service "icu" reaches nobody 364 more times in the coming year');
    expect(output).toContain(
      '/wardbell.yaml:10:9: warning: step 1 of policy "icu" reaches nobody 367 times',
    );
    expect(output).toMatch(/4 errors; 1 warning$/u);
  });

  test('shows mistakes with their lines, before it proves reachability', () => {
    const { code, output } = run(NIGHTS_ONLY.replace('policy: icu', 'policy: icy'));
    expect(code).toBe(1);
    expect(output).toContain(
      ' 12 |   icu: { policy: icy, severities: { info: none } }\n    |                  ^',
    );
    expect(output).toMatch(
      /1 error; whether everybody is reached is checked once these are mended$/u,
    );
  });

  test('shows what is wrong with a file beside another that cannot be read', () => {
    const { code, output } = run(NIGHTS_ONLY, [join(folder, 'none.yaml')]);
    expect(code).toBe(2);
    expect(output).toContain('4 errors');
    expect(output).toContain('/none.yaml: error: it cannot be read: ENOENT');
  });
});
