import type { Layer } from '#core/oncall/schedule.ts';
import type { Config } from '#core/team/config.ts';
import { hospital, person, policy, service, to } from './config.ts';

const layer = (name: string, people: readonly string[], more: Partial<Layer> = {}): Layer => ({
  name,
  people,
  shift: { hours: 12 },
  start: '2026-01-05T07:00',
  restrictions: [],
  ...more,
});

/** What others may be called. */
export const STRANGE_NAME = '<b>Cia</b> مريم 🩺';

/**
 * Nurses in turns of 12 hours, and by day at weekends Cia above them; a doctor by day alone, in New
 * York, so that there are gaps; and Mute, who cannot be paged.
 */
export const ONCALL_CONFIG: Config = hospital({
  people: [{ ...person('cia'), name: STRANGE_NAME }, person('mute', [])],
  policies: [
    policy('icu', [[{ kind: 'schedule', id: 'nurses' }], to('bo', 'mute')], {
      fallback: [{ kind: 'schedule', id: 'doctor' }],
    }),
    policy('mute', [to('mute')]),
  ],
  services: [
    service('mute', 'mute', {
      policies: { critical: 'mute', error: null, warning: null, info: null },
    }),
  ],
  config: {
    timeZone: 'Europe/Stockholm',
    schedules: {
      nurses: {
        id: 'nurses',
        timeZone: 'Europe/Stockholm',
        layers: [
          layer('wards', ['anna', 'bo']),
          layer('weekends', ['cia'], {
            restrictions: [{ days: ['sat', 'sun'], from: '07:00', to: '19:00' }],
          }),
        ],
      },
      doctor: {
        id: 'doctor',
        timeZone: 'America/New_York',
        layers: [
          layer('days', ['dan'], { restrictions: [{ days: [], from: '07:00', to: '19:00' }] }),
        ],
      },
    },
  },
});
