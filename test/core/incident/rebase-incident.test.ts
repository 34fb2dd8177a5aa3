import { describe, expect, test } from '@jest/globals';
import { rebaseIncident } from '#core/incident/rebase-incident.ts';
import { HOUR, MINUTE } from '#core/time/instant.ts';
import { NIGHT } from '../../support/incident.ts';
import { acknowledge, answered, context, fires, lastText, opened } from './given.ts';

const NOW = NIGHT - HOUR;
const STEP = { by: HOUR, at: NOW };
const open = opened([fires('bed-1', 1)]);

describe('an incident that was saved before the clock went back', () => {
  test('waits as long as before where it is known by how much that was', () => {
    expect(open.escalation.nextAt).toBe(NIGHT + 5 * MINUTE);
    const present = rebaseIncident(open, NOW, STEP);
    expect(present).toMatchObject({
      openedAt: NOW,
      escalation: { nextAt: NOW + 5 * MINUTE },
      pages: [{ at: NOW, handedOverAt: NOW }],
    });
    expect(present.timeline.at(-1)?.at).toBe(NOW);
    expect(lastText(present)).toBe(
      'the clock went back by 1h: what was to come, and what was remembered, moved with it',
    );
  });

  test('waits no longer where that is not known, since it may have waited for long', () => {
    expect(rebaseIncident(open, NOW).escalation.nextAt).toBeLessThan(NOW);
    const taken = answered(open, acknowledge('anna'));
    const { until = 0 } = rebaseIncident(taken, NOW).acknowledgement ?? {};
    expect(until).toBeLessThanOrEqual(NOW + 30 * MINUTE);
  });

  test('moves once, however often it is looked at for that', () => {
    const present = { ...rebaseIncident(open, NOW, STEP), savedAt: NOW };
    expect(rebaseIncident(present, NOW + MINUTE, STEP)).toBe(present);
    const again = { by: HOUR - MINUTE, at: NOW + MINUTE };
    expect(rebaseIncident(present, NOW + MINUTE, again)).toBe(present);
  });

  test('is the very same object where clocks differ as clocks do', () => {
    expect(rebaseIncident(open, context().now - 5_000)).toBe(open);
  });
});

describe('an incident that was saved when the step was found out', () => {
  const unclear = { ...open, savedAt: NOW - 1_000 };

  test('is taken for one of since then after a long step, which it would not have gone without a look', () => {
    expect(rebaseIncident(unclear, NOW, STEP)).toBe(unclear);
  });

  test('moves with a short one unless it is new', () => {
    const short = { by: 5 * MINUTE, at: NOW };
    const older = { ...unclear, openedAt: NOW - HOUR };
    expect(rebaseIncident(older, NOW, short).escalation.nextAt).toBe(NIGHT);
    expect(rebaseIncident({ ...unclear, openedAt: NOW }, NOW, short).escalation.nextAt).toBe(
      NIGHT + 5 * MINUTE,
    );
  });
});
