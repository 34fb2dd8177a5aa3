import { expect, test } from '@jest/globals';
import { MINUTE } from '#core/time/instant.ts';
import { noteSenderFaults } from '#usecases/note-sender-faults.ts';
import { takeAlerts } from '#usecases/take-alerts.ts';
import { hospital } from '../support/config.ts';
import {
  type CrashPoint,
  crashingPorts,
  passPersistently,
  persistently,
} from '../support/crashing.ts';
import { sent } from '../support/sent-alert.ts';
import { createWorld, START, type World } from '../support/world.ts';

const CONFIG = hospital({ config: { alertRoutes: [{ matchers: [], to: { service: 'icu' } }] } });

function crashingWorld(point?: CrashPoint) {
  let calls: readonly string[] = [];
  const world = createWorld(CONFIG, START, (ports) => {
    const crashing = crashingPorts(ports, point);
    calls = crashing.calls;
    return crashing.ports;
  });
  return { world, calls: () => calls.length };
}

/**
 * A Prometheus whose clock is ten minutes behind tells each minute what fires; a crash costs one.
 */
async function tell(world: World): Promise<void> {
  const { ports } = world;
  const alert = sent('DiskFull', START - 10 * MINUTE);
  for (let minute = 0; minute < 6; minute++) {
    const told = {
      kind: 'ended',
      fingerprint: alert.fingerprint,
      endedAt: world.now() - 6 * MINUTE,
      alert,
    } as const;
    await persistently(async () => {
      const { faults } = await takeAlerts(ports, CONFIG)([told], world.now());
      await noteSenderFaults(ports, CONFIG)(faults, world.now()).catch(() => undefined);
      await world.run();
    });
    await passPersistently(world, MINUTE);
  }
}

test('whatever call a crash stops, an alert of a slow clock pages, and so does the clock', async () => {
  const sound = crashingWorld();
  await tell(sound.world);
  const most = sound.calls();
  expect(most).toBeGreaterThan(30);
  for (const moment of ['before', 'after'] as const) {
    for (let at = 1; at <= most; at++) {
      const { world } = crashingWorld({ at, moment });
      await tell(world);
      const open = (await world.open()).map(({ service, episode }) => `${service} ${episode}`);
      const where = `${moment} call ${at}`;
      expect([where, ...open.sort()]).toEqual([where, 'icu 1', 'it 1']);
      const pages = world.received().filter(({ text }) => /DiskFull/.test(text));
      expect([where, pages.length >= 1 && pages.length <= 3]).toEqual([where, true]);
    }
  }
}, 60_000);
