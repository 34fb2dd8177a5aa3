import { expect, test } from '@jest/globals';
import { lastRelease } from '../support/last-release.ts';
import { mixedCode } from '../support/mixed-code.ts';
import { BAD, GOOD, minutes, withObjective } from '../support/objectives.ts';
import { MIXED_ENGINES } from '../support/store-engines.ts';
import { createWorld, START, type World } from '../support/world.ts';

test('while the version before takes a third of all calls, an objective of which it knows nothing pages, and ends', async () => {
  const released = await lastRelease();
  const engine = await MIXED_ENGINES.SQLite(released);
  await engine.use(async (mine, theirs) => {
    let calls = 0;
    const { code, wrap } = mixedCode(released, theirs, () => calls++ % 3 === 2);
    const world: World = createWorld(
      withObjective(),
      START,
      (ports) =>
        wrap(
          { ...ports, ...mine },
          (_, call) => call(),
          () => world.now(),
        ),
      code,
    );
    await minutes(world, 3, GOOD);
    await minutes(world, 4, BAD);
    const paged = world.received().map(({ responder }) => responder);
    expect(paged).toContain('anna');
    // What only the version before has taken in is not measured.
    await minutes(world, 60, GOOD);
    expect(await world.open()).toEqual([]);
  });
  await engine.stop();
}, 120_000);
