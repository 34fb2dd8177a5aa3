import { expect, test } from '@jest/globals';
import { MINUTE } from '#core/time/instant.ts';
import { ingestAlerts } from '#usecases/ingest-alerts.ts';
import { recordSenderFaults } from '#usecases/record-sender-faults.ts';
import { hospital } from '../support/config.ts';
import { crashingWorld, passTimeAfterCrashes, retryAfterCrash } from '../support/crashing.ts';
import { externalAlert } from '../support/external-alert.ts';
import { START, type World } from '../support/world.ts';

const CONFIG = hospital({ config: { alertRoutes: [{ matchers: [], to: { service: 'icu' } }] } });

/**
 * A Prometheus whose clock is ten minutes behind tells each minute what fires; a crash costs one.
 */
async function tell(world: World): Promise<void> {
  const { ports } = world;
  const alert = externalAlert('DiskFull', START - 10 * MINUTE);
  for (let minute = 0; minute < 6; minute++) {
    const told = {
      kind: 'ended',
      fingerprint: alert.fingerprint,
      endedAt: world.now() - 6 * MINUTE,
      alert,
    } as const;
    await retryAfterCrash(async () => {
      const { faults } = await ingestAlerts(ports, CONFIG)([told], world.now());
      await recordSenderFaults(ports, CONFIG)(faults, world.now()).catch(() => undefined);
      await world.run();
    });
    await passTimeAfterCrashes(world, MINUTE);
  }
}

test('whatever call a crash stops, an alert of a slow clock pages, and so does the clock', async () => {
  const sound = crashingWorld(CONFIG);
  await tell(sound.world);
  const most = sound.calls();
  expect(most).toBeGreaterThan(30);
  for (const moment of ['before', 'after'] as const) {
    for (let at = 1; at <= most; at++) {
      const { world } = crashingWorld(CONFIG, { at, moment });
      await tell(world);
      const open = (await world.open()).map(({ service, episode }) => `${service} ${episode}`);
      const where = `${moment} call ${at}`;
      expect([where, ...open.sort()]).toEqual([where, 'icu 1', 'it 1']);
      const pages = world.received().filter(({ text }) => /DiskFull/.test(text));
      expect([where, pages.length >= 1 && pages.length <= 3]).toEqual([where, true]);
    }
  }
}, 60_000);
