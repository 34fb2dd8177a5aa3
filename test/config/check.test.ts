import { describe, expect, test } from '@jest/globals';
import { checkConfig } from '#config/check.ts';

const FROM = Date.parse('2026-01-10T12:00:00Z');

const SOUND = `time_zone: UTC
people:
  anna: { name: Anna, channels: [sms] }
policies:
  icu: { steps: [{ page: [person: anna] }] }
services:
  icu: { policy: icu }
`;

describe('a config is checked', () => {
  test('with its warnings apart, for callers that show them in another way, and in the report', () => {
    const checked = checkConfig(SOUND, 'w.yaml', { from: () => FROM });
    if (checked.kind !== 'sound') {
      throw new Error(checked.report);
    }
    expect(checked.config.people).toMatchObject({ anna: { channels: ['sms'] } });
    expect(checked.warnings).toEqual([
      expect.stringContaining(
        'w.yaml:1:1: warning: nobody is paged when paging itself fails or a sender is wrong',
      ),
    ]);
    expect(checked.report).toBe(
      [
        ...checked.warnings,
        `w.yaml: ok, 1 warning
  1 service, 0 rules, 1 person, 0 schedules, 1 policy
  icu  somebody is reached at every minute until 2027-01-11 12:00 UTC for critical, error, warning, info`,
      ].join('\n\n'),
    );
  });

  test('and is wrong where somebody cannot be reached', () => {
    const { kind, report } = checkConfig(SOUND.replace('[sms]', '[]'), 'w.yaml', {
      from: () => FROM,
    });
    expect(kind).toBe('wrong');
    expect(report).toContain('w.yaml:7:3: error: service "icu" reaches nobody');
    expect(report).toContain(' 7 |   icu: { policy: icu }\n   |   ^');
    expect(report).toMatch(/w\.yaml: 1 error; 2 warnings$/u);
  });
});
