import { describe, expect, test } from '@jest/globals';
import { loadConfig } from '#config/load.ts';
import { ladderOf } from '#core/incident/ladder.ts';
import { MINUTE } from '#core/time/instant.ts';
import { alert, incident, NIGHT } from '../../support/incident.ts';

const LOADED = loadConfig(
  `time_zone: UTC
people:
  anna: { name: Anna, channels: [sms] }
  bo: { name: Bo, channels: [sms] }
  cia: { name: Cia, channels: [sms] }
schedules:
  icu:
    layers:
      - { name: early, people: [anna] }
      - { people: [bo], only: [{ from: "03:20", to: "07:00" }] }
policies:
  icu:
    steps: [{ page: [schedule: icu], wait: 5m }, { page: [schedule: icu, person: cia], wait: 10m }]
    repeat: 0
    fallback: [person: cia]
services:
  icu: { policy: icu, severities: { info: none } }
`,
  'w.yaml',
);

if (!LOADED.ok) {
  throw new Error('the config is wrong');
}
const { config } = LOADED;
const OPEN = incident([alert('bed-1')]);

describe('the ladder of an incident', () => {
  test('tells who was paged, who comes next and when, as far as the fallback', () => {
    const page = { id: 'p', responder: 'anna', channel: 'sms', reason: 'escalation_step' } as const;
    const sent = { ...page, run: 1, position: 0, at: NIGHT, status: 'sent' } as const;
    const ladder = ladderOf({ ...OPEN, pages: [sent] }, { config, overrides: [] });
    expect(ladder).toMatchObject([
      { state: 'reached', people: ['anna'], at: NIGHT },
      { state: 'to_come', people: ['anna', 'cia'], at: NIGHT + 5 * MINUTE },
      { state: 'to_come', name: { kind: 'fallback' }, people: ['cia'], at: NIGHT + 15 * MINUTE },
    ]);
  });

  test('has no times to come once it is acknowledged for good', () => {
    const [first, second] = ladderOf(
      { ...OPEN, status: 'acknowledged' },
      { config, overrides: [] },
    );
    expect(first).toMatchObject({ state: 'reached' });
    expect(second).toEqual(expect.not.objectContaining({ at: expect.anything() }));
  });

  test('is empty where the service pages nobody for this severity', () => {
    expect(ladderOf({ ...OPEN, severity: 'info' }, { config, overrides: [] })).toEqual([]);
  });
});
