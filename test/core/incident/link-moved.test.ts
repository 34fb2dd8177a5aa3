import { describe, expect, test } from '@jest/globals';
import { groupKey } from '#core/alert/group-key.ts';
import { linkMovedIncident } from '#core/incident/link-moved.ts';
import { hospital } from '../../support/config.ts';
import { alert, incident, NIGHT } from '../../support/incident.ts';

const context = { now: NIGHT, config: hospital(), silences: [], overrides: [], records: new Map() };

/** Returns an incident that so many alerts have left, each for a group of its own. */
function leftBy(count: number, room: string) {
  let known = incident([alert('bed-1')]);
  for (let n = 0; n < count; n++) {
    const labels = { room: `${n} ${room}` };
    const movedTo = groupKey('ward', ['room'], { ...alert('bed-1'), labels });
    const told = { kind: 'resolved', alert: alert('bed-1'), seq: n, at: NIGHT } as const;
    known = linkMovedIncident(known, { ...told, reason: 'rule_changed', movedTo }, context);
  }
  return known;
}

describe('the groups in which the alerts of an incident go on', () => {
  test('are kept as long as there are few, each once', () => {
    expect(leftBy(3, 'short').goesOnIn).toHaveLength(3);
    expect(leftBy(30, 'short').goesOnIn).toHaveLength(10);
  });

  test('take little of the room that the incident needs for its alerts, however long they are', () => {
    const { goesOnIn = [], timeline } = leftBy(30, 'long '.repeat(200));
    expect(JSON.stringify(goesOnIn).length).toBeLessThan(5_000);
    expect(goesOnIn.length).toBeGreaterThan(0);
    expect(timeline.length).toBeLessThan(15);
  });
});
