import { describe, expect, test } from '@jest/globals';
import { groupHash } from '#core/alert/group-key.ts';
import { MINUTE } from '#core/time/instant.ts';
import { hospital, service } from '../support/config.ts';
import {
  type CrashPoint,
  crashingPorts,
  passTimeAfterCrashes,
  retryAfterCrash,
} from '../support/crashing.ts';
import { expectInvariants, watchPublishing } from '../support/invariants.ts';
import { wordsOf } from '../support/timeline.ts';
import { createWorld, START, sample, type World } from '../support/world.ts';

const CONFIG = hospital({ services: [service('icu', 'icu', { groupBy: ['rule'] })] });
const GROUP = JSON.stringify(['icu', ['rule', 'spo2-low']]);
const BEDS = Array.from({ length: 12 }, (_, n) => `bed-${n + 1}`);

function crashingWorld(point?: CrashPoint) {
  let calls: readonly string[] = [];
  let watched: ReturnType<typeof watchPublishing> | undefined;
  const world = createWorld(CONFIG, START, (ports) => {
    watched = watchPublishing(ports, () => world.now());
    const crashing = crashingPorts(watched.ports, point);
    calls = crashing.calls;
    return crashing.ports;
  });
  const left = () => watched?.left ?? new Map<string, number>();
  return { world, calls: () => calls.length, left };
}

/** One group: all of it begins, somebody answers, one more begins, and then all of it ends. */
async function tell(world: World): Promise<void> {
  const post = (beds: readonly string[], value: number) => {
    const samples = beds.map((bed) => sample(bed, 'spo2', value, world.now()));
    return retryAfterCrash(() => world.post(...samples));
  };
  await post(BEDS.slice(1), 80);
  await retryAfterCrash(() => world.run());
  await passTimeAfterCrashes(world, MINUTE);
  const id = `${groupHash(GROUP)}-1`;
  await retryAfterCrash(() => world.act(id, { kind: 'acknowledge', by: 'anna' }));
  await post(BEDS.slice(0, 1), 80);
  await passTimeAfterCrashes(world, MINUTE);
  await post(BEDS, 97);
  await passTimeAfterCrashes(world, MINUTE);
}

describe('a crash while messages of one group are folded together', () => {
  test.each(['before', 'after'] as const)(
    'leaves each alert folded once, and ended once, when it comes %s each call in turn',
    async (moment) => {
      const counted = crashingWorld();
      await tell(counted.world);
      expect(counted.calls()).toBeGreaterThan(100);
      for (let at = 1; at <= counted.calls(); at++) {
        const { world, left } = crashingWorld({ at, moment });
        await tell(world);
        const incident = await world.ports.incidents.latest(GROUP);
        if (incident === undefined) {
          throw new Error(`crash ${moment} call ${at}: no incident`);
        }
        await expectInvariants(world.ports, [incident]);
        expect([at, incident.status, incident.episode]).toEqual([at, 'resolved', 1]);
        const alerts = Object.values(incident.alerts);
        expect(new Set(alerts.map(({ alert }) => alert.subject))).toEqual(new Set(BEDS));
        const texts = wordsOf(incident);
        expect(texts.filter((text) => text.startsWith('joined'))).toHaveLength(BEDS.length - 1);
        expect(texts.filter((text) => text.startsWith('recovered'))).toHaveLength(BEDS.length);
        // One page when it began and one for the bed that nobody had acknowledged, each once more
        // at most for the crash.
        expect([at, left().size]).toEqual([at, 2]);
        const sent = [...left().values()].reduce((sum, times) => sum + times, 0);
        expect(sent).toBeLessThanOrEqual(3);
      }
    },
    60_000,
  );
});
