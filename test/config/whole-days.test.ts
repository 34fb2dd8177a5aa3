import { describe, expect, test } from '@jest/globals';
import { loadConfig } from '#config/load.ts';
import { onCall } from '#core/oncall/on-call.ts';

const CONFIG = `time_zone: Europe/Stockholm
technical_service: icu
people:
  anna: { name: Anna, channels: [sms] }
  bo: { name: Bo, channels: [sms] }
schedules:
  icu:
    layers:
      - people: [anna]
      - people: [bo]
        only: [{ days: [sat, sun] }]
policies:
  icu: { steps: [{ page: [schedule: icu] }] }
services:
  icu: { policy: icu }
`;

describe('days without hours', () => {
  test.each([
    ['the last moment of Friday', '2026-03-27T22:59:59Z', 'anna', '2026-03-27T23:00:00Z'],
    ['the first of Saturday', '2026-03-27T23:00:00Z', 'bo', '2026-03-29T22:00:00Z'],
    ['the night in which clocks go forward', '2026-03-29T01:00:00Z', 'bo', '2026-03-29T22:00:00Z'],
    ['the first moment of Monday', '2026-03-29T22:00:00Z', 'anna', '2026-04-03T22:00:00Z'],
    ['the last hour of a Sunday of 25', '2026-10-25T22:30:00Z', 'bo', '2026-10-25T23:00:00Z'],
  ])('are whole days: at %s', (_, at, person, until) => {
    const loaded = loadConfig(CONFIG, 'w.yaml');
    const schedule = loaded.ok ? loaded.config.schedules['icu'] : undefined;
    const holder = schedule && onCall(schedule, [], Date.parse(at));
    expect(holder).toMatchObject({ holders: [{ person }], until: Date.parse(until) });
  });
});
